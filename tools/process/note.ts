/** Says on stderr what is going on. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
