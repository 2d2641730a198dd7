/** `1234567` as `1 234 567`: nothing a locale could change, nothing a serial console could garble. */
export function grouped(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}

/** Microseconds in the unit that keeps them short: `118 us`, `4.2 ms`, `1.3 s`. */
export function latencyText(microseconds: number): string {
  if (microseconds < 999.5) return `${microseconds < 10 ? microseconds.toFixed(1) : microseconds.toFixed(0)} us`;
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toFixed(1)} ms`;
  return `${(microseconds / 1_000_000).toFixed(1)} s`;
}

/** Milliseconds as a clock: `0:07`, `12:05`, `3:00:00`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${String(h)}:${two(m)}:${two(s)}` : `${String(m)}:${two(s)}`;
}

/** `1 worker`, `10 workers`. */
export function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
