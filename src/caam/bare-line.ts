import { withoutEscapes } from './terminal-escapes.js';

/**
 * What stands before a kernel message: mail quotes, log level (also dmesg -x), the time since boot (also with a CPU, or
 * with dmesg -d's difference), the time of day (dmesg -T, -e, --time-format iso, ts), caller, syslog's date and host.
 */
const DECORATIONS = [
  /^(?:\s{0,8}>)+ ?/,
  /^\s{0,8}<\d+>(?:1 (?=\d{4}-))?/,
  /^\s{0,8}(?:kern|user|daemon|syslog) {0,4}:[a-z]+ {0,4}: /,
  /^\s{0,8}(?:[A-Z][a-z]{2} +\d+ [\d:.]+|\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-][\d:]+)?) \S+ kernel(?:\[\d+\])?: ?/,
  /^\s{0,8}\d{4}-\d\d-\d\d[T ]\d\d:\d\d:[\d.,]+(?:Z|[+-][\d:]+)? ?/,
  /^\s{0,8}(?:kernel: ?)/,
  /^\s{0,8}\[ *\+?\d+\.\d+(?: <[ .\d+]*>)?(?:@\d+)?\] ?/,
  /^\s{0,8}\[(?:[A-Z][a-z]{2} +)?[A-Z][a-z]{2} +\d+ \d\d:\d\d(?::\d\d)?(?: \d{4})?\] ?/,
  /^\s{0,8}\[\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-][\d:]+)?\] ?/,
  /^\s{0,8}\[ *[TC]\d+\] ?/,
  // journalctl -o short-monotonic has the host behind the time.
  /^\S+ kernel: /,
];
/** They come in any order, each more than once where a console's log went through syslog. */
const MOST_DECORATIONS = 8;

/** A log line without colours, and without what stands before the message. */
export function bareLine(line: string): string {
  let rest = withoutEscapes(line).replace(/[\r\n]+$/, '');
  for (let count = 0; count < MOST_DECORATIONS; count += 1) {
    const shorter = DECORATIONS.reduce((text, decoration) => text.replace(decoration, ''), rest);
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

/** The thread or CPU that printed a line, where the kernel says so (CONFIG_PRINTK_CALLER); '' otherwise. */
export function callerOf(line: string): string {
  return /\[ *([TC]\d+)\]/.exec(line)?.[1] ?? '';
}
