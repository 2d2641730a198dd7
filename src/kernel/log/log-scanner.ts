import { reportLine, type AlarmGroup, type AlarmRecord, type GrowingGroup } from './alarm-group.js';
import type { AlarmKind } from './alarm-kind.js';
import { GroupBudget } from './group-budget.js';
import { lineShape } from './line-shape.js';
import { alarmOf } from './log-alarm.js';
import { messagePrefix } from './engine-names.js';
import { endsReport, isCutHere } from './report-forms.js';
import { isMessageOf, isOneMoment, mayHaveMessageBehind, ReportHead } from './report-head.js';

interface ReportRule {
  /** Which lines follow the first one. */
  readonly followedBy: 'nothing' | 'trace' | 'same-prefix';
  /** In the midst of another report: one of its own, since it names another culprit, or part of that one. */
  readonly within: 'own' | 'part';
}

const RULES: Readonly<Record<AlarmKind, ReportRule>> = {
  engine: { followedBy: 'nothing', within: 'own' },
  'self-test': { followedBy: 'nothing', within: 'own' },
  // The registers of the fault, line by line.
  iommu: { followedBy: 'same-prefix', within: 'own' },
  interrupt: { followedBy: 'trace', within: 'own' },
  warning: { followedBy: 'trace', within: 'part' },
  // But for reports of other kinds: see below.
  oops: { followedBy: 'trace', within: 'part' },
  sanitizer: { followedBy: 'trace', within: 'part' },
  locking: { followedBy: 'trace', within: 'part' },
  stall: { followedBy: 'trace', within: 'own' },
};
const MAX_REPORT_LINES = 150;

/** A report whose lines are coming. */
interface OpenReport {
  readonly group: GrowingGroup;
  /** Not of one that repeats what is known. */
  readonly keep: boolean;
  readonly prefix: string;
  since: number;
}

/** A warning whose message may be the next line. */
interface Warned {
  readonly record: AlarmRecord;
  readonly head: readonly AlarmRecord[];
}

/** Finds what is alarming in a kernel log, and gathers what belongs together. Knows no clock. */
export class LogScanner {
  readonly #groups = new Map<string, GrowingGroup>();
  readonly #budget = new GroupBudget();
  readonly #head = new ReportHead();
  #watched: ReadonlySet<string> = new Set();
  #open: OpenReport | undefined;
  #warned: Warned | undefined;
  #ungrouped = 0;

  /** Names, as `engineName` has them, whose error lines count as well. */
  alsoWatch(names: readonly string[]): void {
    this.#watched = new Set([...this.#watched, ...names]);
  }

  /** Alarms of too many different texts to keep. */
  get ungrouped(): number {
    return this.#ungrouped;
  }

  /** In the order they first came. */
  get groups(): readonly AlarmGroup[] {
    return [...this.#groups.values()];
  }

  /** Takes the next record; returns the groups that are begun or repeated by now. */
  add(record: AlarmRecord): readonly AlarmGroup[] {
    const warned = this.#warned;
    // What is an alarm itself is not what the warning says, even directly behind it.
    if (warned !== undefined && isMessageOf(warned.record, record) && alarmOf(record, this.#watched) === undefined) {
      return this.#begin('warning', record.text, [...warned.head, warned.record, record]);
    }
    return [...this.settle(), ...this.#judge(record)];
  }

  /** No record follows: returns the group of a warning that waited for its message. */
  settle(): readonly AlarmGroup[] {
    if (this.#warned === undefined) return [];
    const { record, head } = this.#warned;
    return this.#begin('warning', record.text, [...head, record]);
  }

  #judge(record: AlarmRecord): readonly AlarmGroup[] {
    if (isCutHere(record.text)) {
      this.#open = undefined;
      this.#head.add(record);
      return [];
    }
    const kind = alarmOf(record, this.#watched);
    const report = this.#openReport(record);
    if (kind === undefined) {
      if (!this.#head.add(record)) this.#append(report, record);
      return [];
    }
    if (RULES[kind].within === 'own') return this.#begin(kind, record.text, [record]);
    // The lines of an oops look like alarms themselves; but an oops in a report of another kind is worse than that.
    if (report !== undefined && !(kind === 'oops' && report.group.kind !== 'oops')) {
      this.#append(report, record);
      return [];
    }
    const head = this.#head.takeBefore(record);
    const message = kind === 'warning' ? head.find(({ text }) => !isCutHere(text)) : undefined;
    if (message === undefined && mayHaveMessageBehind(kind, record)) {
      this.#warned = { record, head };
      return [];
    }
    return this.#begin(kind, (message ?? record).text, [...head, record]);
  }

  #begin(kind: AlarmKind, text: string, records: readonly AlarmRecord[]): readonly AlarmGroup[] {
    this.#warned = undefined;
    const since = records.at(-1)?.microseconds ?? 0;
    const prefix = messagePrefix(text).driver;
    const key = `${kind}\0${lineShape(text)}`;
    const known = this.#groups.get(key);
    if (known === undefined && !this.#budget.take(kind, text)) {
      this.#ungrouped += 1;
      this.#open = undefined;
      return [];
    }
    const group = known ?? {
      ...{ kind, text, report: records.map(reportLine), count: 0 },
      ...{ firstMicroseconds: since, lastMicroseconds: since },
    };
    group.count += 1;
    group.lastMicroseconds = since;
    this.#groups.set(key, group);
    this.#open = RULES[kind].followedBy === 'nothing' ? undefined : { group, keep: known === undefined, prefix, since };
    return [group];
  }

  /** The report that a record may be a line of. */
  #openReport({ microseconds, text }: AlarmRecord): OpenReport | undefined {
    const open = this.#open;
    if (open === undefined || !isOneMoment(open.since, microseconds)) return undefined;
    const isLine = RULES[open.group.kind].followedBy === 'trace' || messagePrefix(text).driver === open.prefix;
    return isLine ? open : undefined;
  }

  #append(open: OpenReport | undefined, record: AlarmRecord): void {
    if (open === undefined) return;
    open.since = record.microseconds;
    if (open.keep && open.group.report.length < MAX_REPORT_LINES) open.group.report.push(reportLine(record));
    if (endsReport(record.text)) this.#open = undefined;
  }
}
