// eslint-disable-next-line no-control-regex -- that is what must go
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside (logs, names, other people's results) within a line: nothing in it may move the cursor. */
export function printable(text: string): string {
  return text.replaceAll(CONTROLS, '?');
}

/**
 * What is printed, line breaks and tabs as they are: a control character that came from outside is shown as JSON writes
 * it, so that a document stays the same document.
 */
export function harmless(text: string): string {
  return text.replaceAll(CONTROLS, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
