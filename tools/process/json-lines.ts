import { JsonDocument } from '#dist/results/json-document.js';

/**
 * The JSON objects of a text that has one in each line.
 *
 * @param what the text is, for the error
 */
export function jsonLines(text: string, what: string): readonly JsonDocument[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JsonDocument.parse(what, line));
}
