/** Days are read, but not written: results of older versions would say the same in another way. */
const DAY = ['d', 86_400_000] as const;
const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Milliseconds of `500ms`, `2s`, `1.5m`, `1h30m`, `2d` or `0`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  // A bare number would leave the reader guessing, except that nothing is nothing in every unit.
  if (/^0+(?:\.0+)?$/.test(text)) return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  const units = parts.map(([, , name]) => [DAY, ...UNITS].findIndex(([unit]) => unit === name));
  // `1h30m`, the larger first and each once.
  if (units.some((unit, index) => index > 0 && unit <= (units[index - 1] ?? -1))) return undefined;
  return parts.reduce(
    (sum, [, number], index) => sum + Number(number) * ([DAY, ...UNITS][units[index] ?? 0]?.[1] ?? 0),
    0,
  );
}

/** The shortest way to write a number of milliseconds that `parseDuration` reads back: `2s`, `5ms`, `90s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  const unit = UNITS.find(([, size]) => milliseconds >= size && Number.isInteger(milliseconds / size)) ?? ['ms', 1];
  return `${String(milliseconds / unit[1])}${unit[0]}`;
}
