const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Milliseconds of `500ms`, `2s`, `1.5m`, `12h` or `0`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (match === null) return undefined;
  const [, number = '', unitName] = match;
  // A bare number would leave the reader guessing, except that nothing is nothing in every unit.
  if (unitName === undefined) return Number(number) === 0 ? 0 : undefined;
  const unit = UNITS.find(([name]) => name === unitName);
  return unit === undefined ? undefined : Number(number) * unit[1];
}

/** The shortest way to write a number of milliseconds that `parseDuration` reads back: `2s`, `5ms`, `90s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  const unit = UNITS.find(([, size]) => milliseconds >= size && Number.isInteger(milliseconds / size)) ?? ['ms', 1];
  return `${String(milliseconds / unit[1])}${unit[0]}`;
}
