/** Phrases as a list with commas. */
export function listed(...phrases: readonly string[]): string {
  return phrases.filter((phrase) => phrase !== '').join(', ');
}

/** The names of the flags that are set. */
export function flags(named: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(named)
    .filter(([, isSet]) => isSet)
    .map(([name]) => name);
}

export function bytesText(count: number): string {
  return count === 1 ? '1 byte' : `${String(count)} bytes`;
}

export function wordsText(count: number): string {
  return count === 1 ? '1 word' : `${String(count)} words`;
}
