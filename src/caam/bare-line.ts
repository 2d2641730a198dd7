/** What stands before a kernel message: mail quotes, log level, time, caller, syslog's date and host. */
const DECORATIONS = [
  /^(?:\s*>)+ ?/,
  /^\s*<\d+>/,
  /^\s*(?:[A-Z][a-z]{2} +\d+ [\d:.]+|\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-][\d:]+)?) \S+ kernel: ?/,
  /^\s*(?:kernel: ?)/,
  /^\s*\[ *\d+\.\d+\] ?/,
  /^\s*\[ *[TC]\d+\] ?/,
];

/** A log line without what stands before the message. */
export function bareLine(line: string): string {
  return DECORATIONS.reduce((rest, decoration) => rest.replace(decoration, ''), line.replace(/[\r\n]+$/, ''));
}

/** The thread or CPU that printed a line, where the kernel says so (CONFIG_PRINTK_CALLER); '' otherwise. */
export function callerOf(line: string): string {
  return /\[ *([TC]\d+)\]/.exec(line)?.[1] ?? '';
}
