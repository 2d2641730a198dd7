import { hexDigits } from './word.js';

/** What the values of a field are called. */
export type ValueNames = Readonly<Record<number, string>>;

/** The name of a value; `0x05` for one that has none. */
export function nameOf(names: ValueNames, value: number): string {
  return names[value] ?? `0x${hexDigits(value, 2)}`;
}
