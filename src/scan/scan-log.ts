import type { AlarmGroup } from '../kernel/log/alarm-group.js';
import { engineName } from '../kernel/log/engine-names.js';
import { LogScanner } from '../kernel/log/log-scanner.js';
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

interface Place {
  readonly first: number;
  last: number;
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
  const places = new Map<AlarmGroup, Place>();
  const seen = (groups: readonly AlarmGroup[], lineNumber: number): void => {
    for (const group of groups) {
      const place = places.get(group);
      if (place === undefined) places.set(group, { first: lineNumber, last: lineNumber });
      else place.last = lineNumber;
    }
  };
  const records: LocatedRecord[] = [];
  const recordAt = new Map<string, LocatedRecord>();
  let kernelLines = 0;
  for (const { lineNumber, line, record } of locatedPieces(lines)) {
    const parsed = saved.read(line);
    if (parsed.isDressed) kernelLines += 1;
    const located = record === undefined ? undefined : { lineNumber, line, record };
    if (located !== undefined && parsed.facility === 0) {
      records.push(located);
      if (!recordAt.has(parsed.text)) recordAt.set(parsed.text, located);
    }
    seen(scanner.add(parsed), lineNumber);
  }
  seen(scanner.settle(), lines.length);
  const boot = caamBoot(lines, records);
  const isHarmless = (text: string): boolean => boot !== null && hasRingLeft(boot) && refusedRing(text) !== undefined;
  const alarms = scanner.groups
    .filter(({ text }) => !isHarmless(text))
    .map((group) => {
      const { first, last } = places.get(group) ?? { first: 0, last: 0 };
      return { group, lineNumber: first, lastLineNumber: last, record: recordAt.get(group.text) };
    });
  return { lines: lines.length, kernelLines, alarms, ungrouped: scanner.ungrouped, records, boot };
}
