import { Malformed, type Codec } from '#dist/codec/codec.js';
import { ToolError } from './tool-error.js';

/**
 * The value of a JSON text.
 *
 * @param what the text is, for the error
 */
export function parseJson<T>(text: string, what: string, codec: Codec<T>): T {
  try {
    const value: unknown = JSON.parse(text);
    return codec.read(value, '');
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new ToolError(`${what}: not JSON (${thrown.message})`);
    if (thrown instanceof Malformed) throw new ToolError(`${what}: ${thrown.message}`);
    throw thrown;
  }
}

/** The values of a text that has one in each line. */
export function parseJsonLines<T>(text: string, what: string, codec: Codec<T>): readonly T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line, what, codec));
}
