/** What went wrong, as Node names it: ENOENT, EACCES, ERR_…; the message of an error that has no code. */
export function errorCodeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.message;
}
