import type { DescriptorFormat } from './descriptor-format.js';
import { wordText } from '../word.js';

/** What a word of a descriptor is. `key` is what must not be shown unasked. */
export type WordRole =
  'command' | 'pointer' | 'length' | 'data' | 'key' | 'protocol data' | 'signature' | 'header extension' | 'unknown';

export interface ImmediateData {
  readonly immBytes: number;
  /** In the order of memory, two digits a byte; shorter than immBytes where the descriptor is cut off. */
  readonly immData: string;
}

/** Takes the words of one descriptor from first to last, and remembers what each was taken for. */
export class WordReader {
  readonly format: DescriptorFormat;
  readonly roles: WordRole[] = [];
  /** Words that commands wanted beyond the end. */
  missing = 0;
  readonly #words: readonly number[];
  #start = 0;

  constructor(words: readonly number[], format: DescriptorFormat) {
    this.#words = words;
    this.format = format;
  }

  get position(): number {
    return this.roles.length;
  }

  get atEnd(): boolean {
    return this.roles.length >= this.#words.length;
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

  /** undefined beyond the end. */
  word(role: WordRole): number | undefined {
    const word = this.#words[this.roles.length];
    if (word === undefined) this.missing += 1;
    else this.roles.push(role);
    return word;
  }

  /** As many of `count` words as there are. */
  words(count: number, role: WordRole): readonly number[] {
    const taken: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const word = this.word(role);
      if (word !== undefined) taken.push(word);
    }
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
    const words = this.words(Math.ceil(bytes / 4), role);
    return { immBytes: bytes, immData: this.inMemory(words).slice(0, 2 * bytes) };
  }

  /** The bytes of words, in the order of memory. */
  inMemory(words: readonly number[]): string {
    return words
      .map(wordText)
      .map((text) => (this.format.endian === 'be' ? text : (text.match(/../g) ?? []).toReversed().join('')))
      .join('');
  }
}
