import { parseKmsgRecord } from '../kernel/log/kmsg-record.js';
import type { AlarmRecord } from '../kernel/log/alarm-group.js';
import { bareLine } from '../caam/bare-line.js';

/** A line of a saved log. */
export interface SavedLine extends AlarmRecord {
  readonly line: string;
  /** Whether it is dressed as the kernel's lines are: with a level, a time since boot, or the kernel's name. */
  readonly isDressed: boolean;
}

const KERNEL = 0;
/** LOG_USER (syslog(3)): the facility of what is not the kernel's. */
const USER = 1;

/** Level and facility in one number (Documentation/ABI/testing/dev-kmsg), as `dmesg --raw` and consoles print it. */
const PRIORITY = /^(?:\s{0,8}>)*\s{0,8}<(\d{1,3})>/;
/** dmesg --decode: `kern  :err   : [   12.3] ...`. */
const DECODED = /^\s{0,8}(\w+) {0,4}:(emerg|alert|crit|err|warn|notice|info|debug) {0,4}: /;
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
const SINCE_BOOT = /\[ *(\d{1,10})\.(\d{1,6})\d*(?:@\d+)?\]/;
const TIME_OF_DAY = /\b(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6})\d*)?/;
const CALLER = /\[ *([TC]\d+)\] /;
/** syslog and journalctl: date, host, program. A program that is not the kernel may write what it likes. */
const SYSLOG = /^(?:[A-Z][a-z]{2} +\d+ [\d:.]+|\d{4}-\d\d-\d\d[T ]\S+) [\w.-]+ ([\w./@-]+)(?:\[\d+\])?: /;
/** journalctl -o short-monotonic: without its number, a program would look like a device behind its driver. */
const MONOTONIC = /^\[ *\d+\.\d+\] [\w.-]+ (?:(kernel)|([\w./@-]+)\[\d+\]): /;

/** Where a line's own time is only known to the second, those of one second and the next are taken for one moment. */
const SECOND = 1_000_000;

/** Reads the lines of a saved kernel log in their order, in whatever dress a tool or a mail has put them. */
export class SavedLines {
  /** Runs on where lines have no time. */
  #microseconds = 0;
  #lastSecondOfDay: number | undefined;

  read(line: string): SavedLine {
    const raw = parseKmsgRecord(line);
    if (raw !== undefined) {
      this.#microseconds = raw.microseconds;
      return { ...raw, line, isDressed: true };
    }
    const dress = line.slice(0, line.length - bareLine(line).length);
    const priority = PRIORITY.exec(line)?.[1];
    const [, decodedFacility, decodedLevel] = DECODED.exec(line) ?? [];
    const program = programOf(line);
    const isTimed = this.#advance(dress);
    const caller = CALLER.exec(dress)?.[1];
    const isOfOthers = (program !== undefined && program !== 'kernel') || isForeign(decodedFacility);
    return {
      level: priority === undefined ? levelOf(decodedLevel) : Number(priority) & 7,
      facility: isOfOthers ? USER : priority === undefined ? KERNEL : Number(priority) >> 3,
      microseconds: this.#microseconds,
      ...(caller === undefined ? {} : { caller }),
      text: bareLine(line),
      line,
      isDressed:
        !isOfOthers && (isTimed || priority !== undefined || decodedLevel !== undefined || program === 'kernel'),
    };
  }

  /** Whether the line has a time. */
  #advance(dress: string): boolean {
    const [, seconds, fraction = ''] = SINCE_BOOT.exec(dress) ?? [];
    if (seconds !== undefined) {
      this.#microseconds = Number(seconds) * SECOND + Number(fraction.padEnd(6, '0'));
      return true;
    }
    const [, hours, minutes, second, part] = TIME_OF_DAY.exec(dress) ?? [];
    if (hours === undefined) return false;
    const secondOfDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(second);
    const passed = secondOfDay - (this.#lastSecondOfDay ?? secondOfDay);
    this.#lastSecondOfDay = secondOfDay;
    if (part === undefined) this.#microseconds += passed === 1 ? 0 : Math.abs(passed) * SECOND;
    else this.#microseconds = secondOfDay * SECOND + Number(part.padEnd(6, '0'));
    return true;
  }
}

function programOf(line: string): string | undefined {
  const [, kernel, other] = MONOTONIC.exec(line) ?? [];
  return SYSLOG.exec(line)?.[1] ?? kernel ?? other;
}

function levelOf(name: string | undefined): number | undefined {
  const level = LEVELS.indexOf(name ?? '');
  return level < 0 ? undefined : level;
}

function isForeign(facility: string | undefined): boolean {
  return facility !== undefined && facility !== 'kern';
}
