import type { CaamObject } from '../../caam/dump/caam-object.js';
import { findObjectsInLog } from '../../caam/dump/find-objects.js';
import { LoggedPairs } from '../../caam/dump/logged-pairs.js';
import { decodeLogLine } from '../../caam/status/log-line.js';
import type { DescribedDumps, LoggedDumps } from '../../results/logged-descriptors.js';
import { objectsJson } from './disassembly-json.js';
import { objectsText } from './disassembly-text.js';
import { loggedCommandRows } from './logged-command-text.js';

/** A driver that dumps each request has dumped hundreds before one fails; these are the nearest to it. */
const MAX_SHARED = 8;
const MAX_JOBS_AND_TABLES = 16;

/** Disassembles what stands in the kernel log around an alarm. Never throws, whatever the rows hold. */
export function describeDumps({ lines, alarm, isCut }: LoggedDumps): DescribedDumps {
  const lineNumber = alarm + 1;
  const all = findObjectsInLog(lines).filter((object) => !isCut || beginsWithHeader(object));
  const record = decodeLogLine(lines[alarm] ?? '');
  const objects = [
    ...nearest(
      all.filter(({ kind }) => kind === 'shared'),
      lineNumber,
      MAX_SHARED,
    ),
    ...nearest(
      all.filter(({ kind }) => kind !== 'shared'),
      lineNumber,
      MAX_JOBS_AND_TABLES,
    ),
  ].sort((one, other) => one.line - other.line);
  return {
    count: objects.length,
    command: record === undefined ? [] : loggedCommandRows(record, lineNumber, new LoggedPairs(all), false),
    listing: objectsText(objects, { showKeys: false }),
    objects: `${JSON.stringify(objectsJson(objects, false), null, 2)}\n`,
  };
}

/** The rest of a dump whose first rows are gone would be listed as nonsense. */
function beginsWithHeader(object: CaamObject): boolean {
  if (object.kind === 'sgt') return true;
  const op = object.disassembly.instructions[0]?.op;
  return op === 'JOB_HEADER' || op === 'SHARED_HEADER';
}

function nearest(objects: readonly CaamObject[], line: number, count: number): readonly CaamObject[] {
  return objects.toSorted((one, other) => Math.abs(one.line - line) - Math.abs(other.line - line)).slice(0, count);
}
