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
    const labelsKnow = dumps.length > 1 && kind !== undefined;
    return crossChecked(
      dumps.flatMap((dump) => {
        if (!labelsKnow || dump.kind === undefined) return objectsOfDump(dump, choice);
        const objects = objectsOfDump(dump, rest);
        return dump.kind === kind ? objects : objects.map((object) => withNote(object, overruled(kind, dumps.length)));
      }),
    );
  }
  const dump = dumpOfHexText(lines);
  return dump === undefined ? [] : crossChecked(objectsOfDump(dump, choice));
}

function overruled(kind: string, dumps: number): string {
  return `--kind ${kind} is not used: of ${String(dumps)} dumps the labels say what they are`;
}

function withNote(object: CaamObject, note: string): CaamObject {
  return { ...object, notes: [...object.notes, note] };
}

/** The descriptors or the table in raw memory. */
export function findObjectsInBytes(bytes: Uint8Array, choice: ObjectChoice = {}): readonly CaamObject[] {
  return crossChecked(objectsOfDump(dumpOfBytes(bytes), choice));
}
