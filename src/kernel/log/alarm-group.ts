import type { AlarmKind, AlarmLine } from './alarm-kind.js';
import { formatKmsgRecord } from './kmsg-record.js';

/** A line of a kernel log as the scanner takes it: a record of /dev/kmsg, or a line of a saved log. */
export interface AlarmRecord extends AlarmLine {
  /** Since boot; of a log without times, the same for all. */
  readonly microseconds: number;
  /** The thread or CPU that logged it, where the log has it. */
  readonly caller?: string;
  /** As it stands in the log; a record of /dev/kmsg stands nowhere. */
  readonly line?: string;
}

/** Lines of the kernel log that say the same but for their numbers. */
export interface AlarmGroup {
  readonly kind: AlarmKind;
  /** The first of them, and the lines that belong to it: the whole trace of an oops. */
  readonly report: readonly string[];
  /** What it says: of a warning its message, where it has one; else the first line alone, as the kernel wrote it. */
  readonly text: string;
  readonly count: number;
  /** The first and the last, since boot, by the kernel's log clock. */
  readonly firstMicroseconds: number;
  readonly lastMicroseconds: number;
}

/** A group that still grows. */
export interface GrowingGroup extends AlarmGroup {
  report: string[];
  count: number;
  lastMicroseconds: number;
}

/** A line as a report keeps it. */
export function reportLine(record: AlarmRecord): string {
  return record.line ?? formatKmsgRecord(record);
}
