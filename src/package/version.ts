import { readFileSync } from 'node:fs';
import { inPackage } from './root.js';

/** The version in package.json. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const text = readFileSync(inPackage('package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const isVersioned = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  return isVersioned ? String(parsed.version) : 'unknown';
}
