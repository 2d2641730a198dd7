import type { AlarmGroup } from '../kernel/log/alarm-group.js';
import { isOfKernel } from '../kernel/log/alarm-kind.js';
import { engineName } from '../kernel/log/engine-names.js';
import { LogScanner } from '../kernel/log/log-scanner.js';
import { dumpKindOfLine } from '../caam/dump/dump-label.js';
import { locatedPieces, type LocatedRecord } from '../caam/status/decode-log.js';
import { caamBoot, hasRingLeft, refusedRing, type CaamBoot } from './caam-boot.js';
import { SavedLines } from './saved-line.js';

/** What would be a finding, had it been logged during a run. */
export interface LogAlarm {
  readonly group: AlarmGroup;
  /** From 1: where it first came, and last. */
  readonly lineNumber: number;
  readonly lastLineNumber: number;
  /** What its first line says of the CAAM; undefined for other drivers' lines. */
  readonly record: LocatedRecord | undefined;
}

export interface LogScan {
  readonly lines: number;
  /** Those dressed as the kernel's lines are. */
  readonly kernelLines: number;
  /** In the order they first came. */
  readonly alarms: readonly LogAlarm[];
  /** Alarms of too many different texts to keep. */
  readonly ungrouped: number;
  /** All that the log says of the CAAM. */
  readonly records: readonly LocatedRecord[];
  /** How the CAAM came up; null where the log does not say that there is one. */
  readonly boot: CaamBoot | null;
}

/** The lines of an alarm's report; rows of dumps, which may hold keys, only for whoever asks for keys. */
export function shownReport({ group }: LogAlarm, showKeys: boolean): readonly string[] {
  return showKeys ? group.report : group.report.filter((line) => dumpKindOfLine(line) === undefined);
}

/** Where a group was seen, and what its first line says of the CAAM. */
interface Sighting {
  readonly first: number;
  last: number;
  readonly record: LocatedRecord | undefined;
}

/**
 * A run's judgement over a saved log. Never throws, whatever the lines hold; time is linear in them.
 *
 * @param drivers names of drivers under test, as they stand in messages or as modules, whose errors count as well
 */
export function scanLog(lines: readonly string[], drivers: readonly string[] = []): LogScan {
  const scanner = new LogScanner();
  scanner.alsoWatch(drivers.map(engineName));
  const saved = new SavedLines();
  const sightings = new Map<AlarmGroup, Sighting>();
  const seen = (groups: readonly AlarmGroup[], lineNumber: number, record: LocatedRecord | undefined): void => {
    for (const group of groups) {
      const sighting = sightings.get(group);
      if (sighting === undefined) sightings.set(group, { first: lineNumber, last: lineNumber, record });
      else sighting.last = lineNumber;
    }
  };
  const records: LocatedRecord[] = [];
  let kernelLines = 0;
  for (const { lineNumber, line, record } of locatedPieces(lines)) {
    const parsed = saved.read(line);
    if (parsed.isDressed) kernelLines += 1;
    const located = record === undefined || !isOfKernel(parsed) ? undefined : { lineNumber, line, record };
    if (located !== undefined) records.push(located);
    seen(scanner.add(parsed), lineNumber, located);
  }
  seen(scanner.settle(), lines.length, undefined);
  const boot = caamBoot(lines, records);
  const isHarmless = (text: string): boolean => boot !== null && hasRingLeft(boot) && refusedRing(text) !== undefined;
  const alarms = [...sightings]
    .filter(([{ text }]) => !isHarmless(text))
    .map(([group, { first, last, record }]) => ({ group, lineNumber: first, lastLineNumber: last, record }));
  return { lines: lines.length, kernelLines, alarms, ungrouped: scanner.ungrouped, records, boot };
}
