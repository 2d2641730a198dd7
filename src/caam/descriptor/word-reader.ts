import type { DescriptorFormat } from './descriptor-format.js';
import { wordText } from '../word.js';

/**
 * What a word of a descriptor is. `key` is what must not be shown unasked, and `unknown`, which may be one; `lost` is not
 * in the dump.
 */
export type WordRole =
  | 'command'
  | 'pointer'
  | 'length'
  | 'data'
  | 'key'
  | 'protocol data'
  | 'signature'
  | 'header extension'
  | 'unknown'
  | 'lost';

export interface ImmediateData {
  readonly immBytes: number;
  /** In the order of memory, two digits a byte, `??` for lost ones; shorter than immBytes where the descriptor is cut off. */
  readonly immData: string;
}

const LOST_BYTES = '????????';

/** Takes the words of one descriptor from first to last, and remembers what each was taken for. */
export class WordReader {
  readonly format: DescriptorFormat;
  readonly roles: WordRole[] = [];
  /** Words that commands wanted beyond the end. */
  missing = 0;
  readonly #words: readonly number[];
  readonly #lost: ReadonlySet<number>;
  #start = 0;

  /** @param lost places of words that are not in the dump */
  constructor(words: readonly number[], format: DescriptorFormat, lost: ReadonlySet<number> = new Set()) {
    this.#words = words;
    this.format = format;
    this.#lost = lost;
  }

  get position(): number {
    return this.roles.length;
  }

  get atEnd(): boolean {
    return this.roles.length >= this.#words.length;
  }

  /** Whether the next word is not in the dump. */
  get atLost(): boolean {
    return this.#lost.has(this.roles.length);
  }

  /** Words taken since the command began. */
  get size(): number {
    return this.roles.length - this.#start;
  }

  /** Takes the first word of a command. */
  command(): number {
    this.#start = this.roles.length;
    return this.word('command') ?? 0;
  }

  /** Takes words that no command is known for, up to the end or to where lost ones begin or end. */
  gap(): 'lost' | 'unknown' {
    this.#start = this.roles.length;
    const isLost = this.atLost;
    while (!this.atEnd && this.atLost === isLost) this.word('unknown');
    return isLost ? 'lost' : 'unknown';
  }

  /** undefined for a lost one, and beyond the end. */
  word(role: WordRole): number | undefined {
    const isLost = this.atLost;
    const word = this.#words[this.roles.length];
    if (word === undefined) this.missing += 1;
    else this.roles.push(isLost ? 'lost' : role);
    return isLost ? undefined : word;
  }

  /** As many of `count` words as there are, lost ones left out. */
  words(count: number, role: WordRole): readonly number[] {
    return this.#take(count, role).filter((word) => word !== undefined);
  }

  #take(count: number, role: WordRole): readonly (number | undefined)[] {
    const taken: (number | undefined)[] = [];
    for (let index = 0; index < count && !this.atEnd; index += 1) taken.push(this.word(role));
    this.missing += count - taken.length;
    return taken;
  }

  /** `{}` where the descriptor ends before its pointer does. */
  pointer(): { readonly pointer?: string } {
    const { pointerWords, pointerWordOrder } = this.format;
    const words = this.words(pointerWords, 'pointer');
    if (words.length < pointerWords) return {};
    const highFirst = pointerWordOrder === 'lo_hi' ? words.toReversed() : words;
    return { pointer: `0x${highFirst.map(wordText).join('')}` };
  }

  /** Immediate data of a number of bytes, padded to whole words. */
  data(bytes: number, role: WordRole = 'data'): ImmediateData {
    const words = this.#take(Math.ceil(bytes / 4), role);
    return { immBytes: bytes, immData: this.inMemory(words).slice(0, 2 * bytes) };
  }

  /** The bytes of words, in the order of memory. */
  inMemory(words: readonly (number | undefined)[]): string {
    return words
      .map((word) => (word === undefined ? LOST_BYTES : wordText(word)))
      .map((text) => (this.format.endian === 'be' ? text : (text.match(/../g) ?? []).toReversed().join('')))
      .join('');
  }
}
