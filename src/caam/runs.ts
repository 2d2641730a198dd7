/** `4 to 7`, `4`, of numbers in ascending order: what follows each other is one run. */
export function runsText(numbers: readonly number[]): string {
  const runs: { readonly first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs
    .map(({ first, last }) => (first === last ? String(first) : `${String(first)} to ${String(last)}`))
    .join(', ');
}
