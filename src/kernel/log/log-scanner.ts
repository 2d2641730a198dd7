import { formatKmsgRecord, type KmsgRecord } from './kmsg-record.js';
import { alarmOf, type AlarmKind } from './log-alarm.js';

/** Lines of the kernel log that say the same but for their numbers. */
export interface AlarmGroup {
  readonly kind: AlarmKind;
  /** The first of them, and the lines that belong to it: the whole trace of an oops. */
  readonly report: readonly string[];
  /** The first line alone, as the kernel wrote it. */
  readonly text: string;
  readonly count: number;
  /** The first and the last, since boot, by the kernel's log clock. */
  readonly firstMicroseconds: number;
  readonly lastMicroseconds: number;
}

interface Group extends AlarmGroup {
  report: string[];
  count: number;
  lastMicroseconds: number;
}

/** Kinds with a trace after their first line. */
const HAS_TRACE: ReadonlySet<AlarmKind> = new Set(['warning', 'oops', 'sanitizer', 'locking', 'stall']);
/** kernel/panic.c, print_oops_end_marker. */
const END_OF_TRACE = /---\[ end (?:trace|Kernel panic)/;
/** A trace is printed in one go; what comes later is something else. */
const TRACE_GAP_MICROSECONDS = 100_000;
const MAX_REPORT_LINES = 150;
/** Texts beyond this many that all differ are only counted. */
const MAX_GROUPS = 200;

/** Finds what is alarming in the kernel log, and gathers what belongs together. Knows no clock. */
export class LogScanner {
  readonly #groups = new Map<string, Group>();
  #engineNames: ReadonlySet<string> = new Set();
  /** The report whose lines are coming; `keep` unless it repeats one that is known. */
  #open: { readonly group: Group; readonly keep: boolean } | undefined;
  #openSince = 0;
  #ungrouped = 0;

  /** Names, as `engineName` has them, whose error lines count as well. */
  alsoWatch(names: readonly string[]): void {
    this.#engineNames = new Set([...this.#engineNames, ...names]);
  }

  /** Alarms of too many different texts to keep. */
  get ungrouped(): number {
    return this.#ungrouped;
  }

  /** In the order they first came. */
  get groups(): readonly AlarmGroup[] {
    return [...this.#groups.values()];
  }

  /** Takes the next record; returns the group it begins or repeats. */
  add(record: KmsgRecord): AlarmGroup | undefined {
    const kind = alarmOf(record, this.#engineNames);
    const inTrace = this.#continuesTrace(record);
    // The lines of an oops look like alarms themselves; only what names another culprit is one of its own.
    if (kind === undefined || (inTrace && !['engine', 'self-test', 'stall'].includes(kind))) {
      if (inTrace) this.#appendToTrace(record);
      return undefined;
    }
    const key = `${kind}\0${withoutNumbers(record.text)}`;
    const known = this.#groups.get(key);
    if (known !== undefined) {
      known.count += 1;
      known.lastMicroseconds = record.microseconds;
      this.#begin(known, false);
      return known;
    }
    if (this.#groups.size >= MAX_GROUPS) {
      this.#ungrouped += 1;
      this.#open = undefined;
      return undefined;
    }
    const group: Group = {
      kind,
      text: record.text,
      report: [formatKmsgRecord(record)],
      count: 1,
      firstMicroseconds: record.microseconds,
      lastMicroseconds: record.microseconds,
    };
    this.#groups.set(key, group);
    this.#begin(group, true);
    return group;
  }

  #begin(group: Group, keep: boolean): void {
    this.#open = HAS_TRACE.has(group.kind) ? { group, keep } : undefined;
    this.#openSince = group.lastMicroseconds;
  }

  #continuesTrace({ microseconds }: KmsgRecord): boolean {
    return this.#open !== undefined && microseconds - this.#openSince <= TRACE_GAP_MICROSECONDS;
  }

  #appendToTrace(record: KmsgRecord): void {
    if (this.#open === undefined) return;
    const { group, keep } = this.#open;
    this.#openSince = record.microseconds;
    if (keep && group.report.length < MAX_REPORT_LINES) group.report.push(formatKmsgRecord(record));
    if (END_OF_TRACE.test(record.text)) this.#open = undefined;
  }
}

/** `40001210: DECO: desc idx 18: ...` and `40001310: DECO: desc idx 19: ...` are the same. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/0x[0-9a-f]+|\b[0-9a-f]{8,16}\b|\d+/gi, '#');
}
