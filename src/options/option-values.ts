import { formatDuration, parseDuration } from './duration.js';
import { GUEST_KINDS } from './table/guest-kinds.js';
import { specOf, type OptionName, type OptionTexts } from './table/option-table.js';
import { parseSeed } from '../plan/seed.js';
import { UsageError } from './usage-error.js';

/** Reads options' texts by the rules of the table. Every method throws UsageError with the option's name. */
export class OptionValues {
  readonly #texts: OptionTexts;
  readonly #usual: OptionTexts;

  /** @param usual what takes the place of the table's defaults */
  constructor(texts: OptionTexts, usual: OptionTexts = {}) {
    this.#texts = texts;
    this.#usual = usual;
  }

  isGiven(name: OptionName): boolean {
    return this.#texts[name] !== undefined;
  }

  flag(name: OptionName): boolean {
    return this.#texts[name] === true;
  }

  /** undefined when it was not given and has no default. */
  optionalText(name: OptionName): string | undefined {
    const text = this.#texts[name] ?? this.#usual[name] ?? this.#default(name);
    if (text === undefined) return undefined;
    if (typeof text !== 'string' || text.trim() === '') throw new UsageError(`--${name} needs a value`);
    return text;
  }

  /** Every value that was given, in order. */
  list(name: OptionName): readonly string[] {
    const given = this.#texts[name] ?? [];
    const texts = typeof given === 'string' ? [given] : given;
    if (typeof texts === 'boolean' || texts.some((text) => text.trim() === '')) {
      throw new UsageError(`--${name} needs a value`);
    }
    return texts;
  }

  text(name: OptionName): string {
    const text = this.optionalText(name);
    if (text === undefined) throw new UsageError(`--${name} needs a value`);
    return text;
  }

  choice<Choice extends string>(name: OptionName, choices: readonly Choice[]): Choice {
    return this.optionalChoice(name, choices) ?? this.#missing(name);
  }

  optionalChoice<Choice extends string>(name: OptionName, choices: readonly Choice[]): Choice | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new UsageError(`--${name} ${quoted(text)}: one of ${choices.join(', ')}`);
    return choice;
  }

  optionalCount(name: OptionName): number | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : this.#bounded(name, text, parseCount(text), 'a whole number', String);
  }

  count(name: OptionName): number {
    return this.optionalCount(name) ?? this.#missing(name);
  }

  bytes(name: OptionName): number {
    const text = this.text(name);
    return this.#bounded(name, text, parseBytes(text), 'a number of bytes such as 512 or 4K', String);
  }

  /** Milliseconds. */
  duration(name: OptionName): number {
    const text = this.text(name);
    return this.#bounded(
      name,
      text,
      parseDuration(text),
      'a duration such as 500ms, 2s, 10m, 1h30m or 2d',
      formatDuration,
    );
  }

  /** Milliseconds, from a number of seconds such as 0.2, or from a duration. */
  seconds(name: OptionName): number {
    const text = this.text(name);
    const value = /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : parseDuration(text);
    return this.#bounded(name, text, value, 'a time such as 0.2, 2 or 500ms', formatDuration);
  }

  /** `64,1K,4K` */
  byteList(name: OptionName): readonly number[] {
    const text = this.text(name);
    return text
      .split(',')
      .map((part) => this.#bounded(name, text, parseBytes(part), 'numbers of bytes such as 64,1K', String));
  }

  seed(name: OptionName): bigint | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    const seed = parseSeed(text);
    if (seed === undefined) {
      throw new UsageError(`--${name} ${quoted(text)}: an unsigned 64-bit number such as 42 or 0x5eed`);
    }
    return seed;
  }

  #bounded(
    name: OptionName,
    text: string,
    value: number | undefined,
    wanted: string,
    format: (value: number) => string,
  ): number {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = specOf(name);
    if (value === undefined) throw new UsageError(`--${name} ${quoted(text)}: not ${wanted}`);
    if (value < min) throw new UsageError(`--${name} ${quoted(text)}: at least ${format(min)}`);
    if (value > max) throw new UsageError(`--${name} ${quoted(text)}: at most ${format(max)}`);
    return value;
  }

  #default(name: OptionName): string | undefined {
    const { default: usual, guestDefaults = {} } = specOf(name);
    const guest = GUEST_KINDS.find((kind) => kind === this.#texts.guest);
    return (guest === undefined ? undefined : guestDefaults[guest]) ?? usual;
  }

  #missing(name: OptionName): never {
    throw new UsageError(`--${name} needs a value`);
  }
}

function parseCount(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `4096`, `4K` or `1M`, in units of 1024. */
function parseBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,12})([KM]?)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const shift = ['', 'K', 'M'].indexOf(unit.toUpperCase()) * 10;
  return Number(digits) * 2 ** shift;
}

function quoted(text: string): string {
  return `'${text}'`;
}
