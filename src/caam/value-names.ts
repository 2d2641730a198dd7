import { hexDigits } from './word.js';

/** What the values of a field are called. */
export type ValueNames = Readonly<Record<number, string>>;

/** The name of a value; `0x05` for one that has none. */
export function nameOf(names: ValueNames, value: number): string {
  return names[value] ?? `0x${hexDigits(value, 2)}`;
}

/** Whether `nameOf` had no name to give. */
export function isNameless(name: string): boolean {
  return name.startsWith('0x');
}
