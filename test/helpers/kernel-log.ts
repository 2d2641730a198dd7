import type { KmsgRecord } from '#dist/kernel/log/kmsg-record.js';
import { LogScanner } from '#dist/kernel/log/log-scanner.js';

/** A record of the kernel's own. */
export function record(microseconds: number, text: string, level = 3): KmsgRecord {
  return { level, facility: 0, sequence: 0, microseconds, text };
}

/** A scanner that has seen these, and no more to come. */
export function scanOf(...records: readonly KmsgRecord[]): LogScanner {
  const scanner = new LogScanner();
  for (const one of records) scanner.add(one);
  scanner.settle();
  return scanner;
}
