import type { AlarmKind } from './alarm-kind.js';
import type { AlarmRecord } from './alarm-group.js';
import { isCutHere } from './report-forms.js';

/** Lines of one report come in one go; what comes later is something else. */
const GAP_MICROSECONDS = 100_000;
/** A message of WARN has a line or two. */
const MOST_LINES = 8;

/** What a WARN_ON tells of its place; other lines that begin with WARNING have no message of their own. */
const WARNED_AT = /^WARNING: (?:CPU: \d+ PID: \d+ at \S+|\S+:\d+ at )/;
/** What follows a warning that has no message (kernel/panic.c, __warn; lib/dump_stack.c). */
const NO_MESSAGE =
  /^(?:Modules linked in:|CPU: \d|Hardware name:|Call [Tt]race:|Backtrace|\[<|-{3}|pc : |PC is at|RIP: |\s|$)/;

/** Whether the message of such a line can still follow. */
export function mayHaveMessageBehind(kind: AlarmKind, { text }: AlarmRecord): boolean {
  return kind === 'warning' && WARNED_AT.test(text);
}

/** Whether a record is the message of the warning before it: ARM and MIPS print it there (kernel/panic.c, __warn). */
export function isMessageOf(warning: AlarmRecord, record: AlarmRecord): boolean {
  return belongTogether(warning, record) && !NO_MESSAGE.test(record.text) && !isCutHere(record.text);
}

/** Whether two moments are of one report. A saved log may hold several boots: time goes back between them. */
export function isOneMoment(before: number, after: number): boolean {
  return Math.abs(after - before) <= GAP_MICROSECONDS;
}

/** Whether two records, one behind the other, are of one report. */
function belongTogether(before: AlarmRecord, record: AlarmRecord): boolean {
  return isOneMoment(before.microseconds, record.microseconds) && before.caller === record.caller;
}

/**
 * The lines that stand before the first line of a report: `cut here`, and on arm64, x86, riscv, powerpc and s390 what a
 * warning says (kernel/panic.c, __warn_printk).
 */
export class ReportHead {
  #lines: AlarmRecord[] = [];

  /** Takes a record that may belong to a head; whether it does. */
  add(record: AlarmRecord): boolean {
    if (isCutHere(record.text)) {
      this.#lines = [record];
      return true;
    }
    if (!this.#continues(record)) return false;
    this.#lines.push(record);
    return true;
  }

  /** The lines before a report that begins with this record; none are left. */
  takeBefore(record: AlarmRecord): readonly AlarmRecord[] {
    const lines = this.#continues(record) ? this.#lines : [];
    this.#lines = [];
    return lines;
  }

  #continues(record: AlarmRecord): boolean {
    const last = this.#lines.at(-1);
    return last !== undefined && this.#lines.length <= MOST_LINES && belongTogether(last, record);
  }
}
