import { AES_BLOCK } from '../plan/skcipher/cipher.js';
import { POISON } from '../afalg/layout.js';
import type { DamagedOperation } from './damaged-operation.js';
import { CACHE_LINES, PAGE } from './explain/extent.js';

/** First and last bad byte, relative to what they may have to do with: one line per unit. Empty when none is bad. */
export function offsetLines(operation: DamagedOperation): readonly string[] {
  const bad = badBytes(operation);
  if (bad === undefined) return [];
  const { first, last } = bad;
  const { receiveOffset, length } = operation;
  // One bad byte has one column.
  const columns = (name: string, text: (at: number) => string): string =>
    `  ${name.padEnd(20)} ${first === last ? text(first) : `${text(first).padEnd(26)} ${text(last)}`}`;
  // Lines and pages are counted from the start of the receive memory, which is that of a page of the machine.
  const within = (size: number, origin: number, at: number): string => {
    const address = origin + at;
    const unit = Math.floor(address / size);
    return `byte ${String(address - unit * size)} of the ${ordinal(unit + 1)}`;
  };
  return [
    columns('', (at) => `${first === last ? 'the' : at === first ? 'first' : 'last'} bad byte`).trimEnd(),
    columns(`of ${String(length)}`, (at) => `${String(at)} (${hexOffset(at)})`),
    columns('in AES block', (at) => within(AES_BLOCK, 0, at)),
    ...CACHE_LINES.map((size) => columns(`in ${String(size)}-byte line`, (at) => within(size, receiveOffset, at))),
    columns(`in page (${String(PAGE)})`, (at) => within(PAGE, receiveOffset, at)),
  ];
}

/** Guard bytes count from the window's start, too: negative before it. */
function badBytes(operation: DamagedOperation): { readonly first: number; readonly last: number } | undefined {
  const { expected, actual, guardBefore, guardAfter, length } = operation;
  const bad = [
    ...differing(guardBefore, () => POISON, -guardBefore.length),
    ...differing(actual, (index) => expected[index], 0),
    ...differing(guardAfter, () => POISON, length),
  ];
  const [first, last] = [bad[0], bad.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

function differing(bytes: Uint8Array, right: (index: number) => number | undefined, origin: number): readonly number[] {
  const found: number[] = [];
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] !== right(index)) found.push(origin + index);
  return found;
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${String(number)}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

function hexOffset(at: number): string {
  return `${at < 0 ? '-' : ''}0x${Math.abs(at).toString(16)}`;
}
