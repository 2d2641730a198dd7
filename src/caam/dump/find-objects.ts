import { objectsOfDump, type CaamObject, type ObjectChoice } from './caam-object.js';
import { crossChecked } from './cross-checks.js';
import { dumpOfBytes } from '../raw-dump.js';
import { dumpOfHexText } from './hex-words.js';
import { dumpsInText } from './text-dumps.js';

/** The descriptors and tables that a kernel log holds, with whatever lines in between. Never throws. */
export function findObjectsInLog(lines: readonly string[], choice: ObjectChoice = {}): readonly CaamObject[] {
  return crossChecked(dumpsInText(lines).flatMap((dump) => objectsOfDump(dump, choice)));
}

/**
 * The descriptors and tables in a text: dumps of a known form or, where there are none, nothing but hex.
 *
 * @throws HexTextError
 */
export function findObjectsInText(text: string, choice: ObjectChoice = {}): readonly CaamObject[] {
  const lines = text.split('\n');
  const dumps = dumpsInText(lines);
  if (dumps.length > 0) {
    // --kind is said of the one object of a file; a log's labels know better.
    const { kind, ...rest } = choice;
    return crossChecked(
      dumps.flatMap((dump) =>
        objectsOfDump(dump, dump.kind === undefined ? choice : { ...rest, ...overriding(dumps.length, kind) }),
      ),
    );
  }
  const dump = dumpOfHexText(lines);
  return dump === undefined ? [] : crossChecked(objectsOfDump(dump, choice));
}

function overriding(dumps: number, kind: ObjectChoice['kind']): Pick<ObjectChoice, 'kind'> {
  return dumps === 1 && kind !== undefined ? { kind } : {};
}

/** The descriptors or the table in raw memory. */
export function findObjectsInBytes(bytes: Uint8Array, choice: ObjectChoice = {}): readonly CaamObject[] {
  return crossChecked(objectsOfDump(dumpOfBytes(bytes), choice));
}
