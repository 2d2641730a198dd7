/** Text from outside (logs, names, other people's results) for people: nothing in it may move the cursor. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what must go
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
}
