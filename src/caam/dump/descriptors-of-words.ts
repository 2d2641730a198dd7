import { disassemble, type Disassembly, type WordsKnown } from '../descriptor/disassemble.js';
import { guessFormat, type FormatChoice } from '../descriptor/format-guess.js';
import { headerKind, headerLength } from '../descriptor/header.js';
import type { WordsAsRead } from './words-as-read.js';

/** More than any descriptor has: DESCLEN has seven bits. */
const WINDOW = 128;

export interface FoundDescriptor {
  readonly disassembly: Disassembly;
  readonly guessed: readonly string[];
}

/**
 * The descriptor that words begin with, and any that follow it, as in the descriptor buffer, where the job stands after
 * its shared descriptor.
 *
 * @param kind what the first is taken for where its word is no header
 */
export function descriptorsOfWords(
  { words, endian, isEndianSure }: WordsAsRead,
  choice: FormatChoice,
  kind: 'job' | 'shared' | undefined,
  known: WordsKnown,
): readonly FoundDescriptor[] {
  const found: FoundDescriptor[] = [];
  for (let from = 0; from < words.length;) {
    const first = words[from] ?? 0;
    const next = headerKind(first);
    const window = words.slice(from, from + WINDOW);
    const here = { ...known, lost: placesFrom(from, known.lost) };
    const guess = guessFormat(window, endian, isEndianSure, choice, here);
    const { pointerWords } = guess.format;
    const take = (all: readonly number[]): Disassembly => disassemble(all, guess.format, kind ?? next ?? 'job', here);
    const whole = take(window);
    const end = from + whole.words.length;
    const isLast = !beginsWhole(words, end);
    found.push({
      disassembly: take(words.slice(from, isLast ? undefined : end)),
      guessed: pointerGuess(pointerWords, guess.because),
    });
    if (isLast) break;
    from = end;
  }
  return found;
}

/** What follows a descriptor is another one only if it is whole; else it is left-over memory. */
function beginsWhole(words: readonly number[], at: number): boolean {
  const word = words[at];
  return word !== undefined && headerKind(word) !== undefined && headerLength(word) <= words.length - at;
}

function placesFrom(from: number, lost: ReadonlySet<number> = new Set()): ReadonlySet<number> {
  return from === 0 ? lost : new Set([...lost].map((place) => place - from).filter((place) => place >= 0));
}

function pointerGuess(pointerWords: 1 | 2, because: string): readonly string[] {
  if (because === 'as given') return [];
  return [`pointers of ${pointerWords === 1 ? 'one word' : 'two words'}: ${because}`];
}
