import { readFileSync } from 'node:fs';
import { inPackage } from '../package/root.js';

/** A file of those that the C program is made of: C that compiles as it stands, with an example of its data. */
export function programSource(name: string): string {
  return readFileSync(inPackage(`native/minimal/${name}`), 'utf8');
}
