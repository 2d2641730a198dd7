import { closeSync, constants, openSync, readSync } from 'node:fs';
import { errorCodeOf } from '../error-code.js';
import { parseKmsgRecord, type KmsgRecord } from './kmsg-record.js';

/** A record is at most this long with its prefix and dictionary (kernel/printk/internal.h, PRINTK_MESSAGE_MAX; older: 8192). */
const RECORD_BYTES = 8192;

/** Why the kernel log cannot be read, and what would help. */
export interface Blindness {
  /** `EPERM`, `ENOENT`, ... */
  readonly code: string;
  /** Cause and remedy, in one line. */
  readonly text: string;
}

export type KmsgOpening =
  { readonly kind: 'open'; readonly reader: KmsgReader } | { readonly kind: 'blind'; readonly blindness: Blindness };

/** Reads the kernel log from the oldest record it still has. Never blocks. */
export class KmsgReader implements Disposable {
  readonly #path: string;
  readonly #buffer = Buffer.allocUnsafeSlow(RECORD_BYTES);
  #file: number | undefined;
  #next: number | undefined;
  #lost = 0;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  static open(path = '/dev/kmsg'): KmsgOpening {
    try {
      return { kind: 'open', reader: new KmsgReader(path, openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)) };
    } catch (thrown) {
      return { kind: 'blind', blindness: blindnessOf(path, errorCodeOf(thrown)) };
    }
  }

  /** Records that were overwritten before they could be read, by the gaps between sequence numbers. */
  get lost(): number {
    return this.#lost;
  }

  /**
   * Hands over what is there, at most `limit` records. Returns why there will be no more, if that is so.
   *
   * @returns undefined while the log can be read
   */
  poll(limit: number, take: (record: KmsgRecord) => void): Blindness | undefined {
    for (let read = 0; read < limit && this.#file !== undefined; read += 1) {
      let bytes: number;
      try {
        bytes = readSync(this.#file, this.#buffer, 0, RECORD_BYTES, null);
      } catch (thrown) {
        const code = errorCodeOf(thrown);
        if (code === 'EAGAIN') return undefined;
        // Overwritten under our hands; the reader now stands at the oldest record (kernel/printk/printk.c, devkmsg_read).
        if (code === 'EPIPE') continue;
        this.close();
        return blindnessOf(this.#path, code);
      }
      if (bytes === 0) return undefined;
      const record = parseKmsgRecord(this.#buffer.toString('latin1', 0, bytes));
      if (record === undefined) continue;
      if (this.#next !== undefined && record.sequence > this.#next) this.#lost += record.sequence - this.#next;
      this.#next = record.sequence + 1;
      take(record);
    }
    return undefined;
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function blindnessOf(path: string, code: string): Blindness {
  const cause = `cannot read the kernel log (${path}: ${code})`;
  switch (code) {
    case 'EPERM':
    case 'EACCES':
      return { code, text: `${cause}: run as root, with CAP_SYSLOG, or sysctl kernel.dmesg_restrict=0` };
    case 'ENOENT':
      return { code, text: `${cause}: pass the device into the container` };
    default:
      return { code, text: cause };
  }
}
