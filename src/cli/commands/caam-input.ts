import type { CaamObject, ObjectChoice } from '../../caam/dump/caam-object.js';
import { findObjectsInBytes, findObjectsInText } from '../../caam/dump/find-objects.js';
import { HexTextError } from '../../caam/dump/hex-words.js';
import { CommandError, EXIT } from '../../results/exit-code.js';
import { asText, inputName, readInput } from '../read-input.js';

/** Objects of a file, and its text where it is one. */
export interface CaamInput {
  readonly objects: readonly CaamObject[];
  readonly lines: readonly string[];
}

/**
 * Reads the descriptors and tables in a file, text or binary.
 *
 * @throws CommandError when it cannot be read, or holds none
 */
export async function readObjects(path: string, choice: ObjectChoice): Promise<CaamInput> {
  const bytes = await readInput(path);
  const text = asText(bytes);
  try {
    const objects = text === undefined ? findObjectsInBytes(bytes, choice) : findObjectsInText(text, choice);
    if (objects.length > 0) return { objects, lines: text?.split('\n') ?? [] };
  } catch (thrown) {
    if (!(thrown instanceof HexTextError)) throw thrown;
    throw new CommandError(EXIT.usage, `${inputName(path)}: ${thrown.message}`);
  }
  throw new CommandError(
    EXIT.nothingTested,
    `no descriptor or scatter table in ${inputName(path)} (${String(bytes.length)} bytes, ` +
      `${text === undefined ? 'binary' : 'text'}): no word is a header; --kind job|shared|sgt decodes it anyway`,
  );
}
