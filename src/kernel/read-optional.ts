import { readFileSync } from 'node:fs';

/** The text of a file of /proc or /sys without its last line break; '' where it is missing or not for us to read. */
export function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch {
    return '';
  }
}
