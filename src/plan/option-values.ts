import { formatDuration, parseDuration } from './duration.js';
import { RUN_OPTIONS, type OptionSpec, type OptionTexts, type RunOptionName } from './option-table.js';
import { parseSeed } from './seed.js';
import { UsageError } from './usage-error.js';

/** Reads options' texts by the rules of the table. Every method throws UsageError with the option's name. */
export class OptionValues {
  readonly #texts: OptionTexts;

  constructor(texts: OptionTexts) {
    this.#texts = texts;
  }

  flag(name: RunOptionName): boolean {
    return this.#texts[name] === true;
  }

  /** undefined when it was not given and has no default. */
  optionalText(name: RunOptionName): string | undefined {
    const text = this.#texts[name] ?? specOf(name).default;
    if (text === undefined) return undefined;
    if (typeof text !== 'string' || text.trim() === '') throw new UsageError(`--${name} needs a value`);
    return text;
  }

  text(name: RunOptionName): string {
    const text = this.optionalText(name);
    if (text === undefined) throw new UsageError(`--${name} needs a value`);
    return text;
  }

  choice<Choice extends string>(name: RunOptionName, choices: readonly Choice[]): Choice {
    const text = this.text(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new UsageError(`--${name} ${quoted(text)}: one of ${choices.join(', ')}`);
    return choice;
  }

  optionalCount(name: RunOptionName): number | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : this.#bounded(name, text, parseCount(text), 'a whole number', String);
  }

  count(name: RunOptionName): number {
    return this.optionalCount(name) ?? this.#missing(name);
  }

  bytes(name: RunOptionName): number {
    const text = this.text(name);
    return this.#bounded(name, text, parseBytes(text), 'a number of bytes such as 512 or 4K', String);
  }

  /** Milliseconds. */
  duration(name: RunOptionName): number {
    const text = this.text(name);
    return this.#bounded(name, text, parseDuration(text), 'a duration such as 500ms, 2s, 10m or 12h', formatDuration);
  }

  seed(name: RunOptionName): bigint | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    const seed = parseSeed(text);
    if (seed === undefined) {
      throw new UsageError(`--${name} ${quoted(text)}: an unsigned 64-bit number such as 42 or 0x5eed`);
    }
    return seed;
  }

  #bounded(
    name: RunOptionName,
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

  #missing(name: RunOptionName): never {
    throw new UsageError(`--${name} needs a value`);
  }
}

export function specOf(name: RunOptionName): OptionSpec {
  const spec: OptionSpec | undefined = RUN_OPTIONS.find((candidate) => candidate.name === name);
  if (spec === undefined) throw new Error(`no option ${name} in the table`);
  return spec;
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
