import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KmsgReader } from '../../kernel/log/kmsg-reader.js';
import { formatKmsgRecord, type KmsgRecord } from '../../kernel/log/kmsg-record.js';
import { LogClock } from '../../kernel/log/log-clock.js';
import { BoundedLog } from '../../results/files/bounded-log.js';
import type { KernelLogReport } from '../../results/documents/summary.js';

/** The kernel's own ring holds a few hundred KiB to a few MiB; a driver that logs each failure would fill any disk. */
const FILE_BYTES = 8 * 2 ** 20;
/** Records per look: some ten milliseconds of work at the most. What is left over waits for the next look. */
const RECORDS_PER_LOOK = 2048;
/** The last look may take longer; but not for ever under a flood. */
const RECORDS_AT_ONCE = 65_536;

/** A record made during the run. */
export interface TimedRecord {
  readonly record: KmsgRecord;
  /** Wall clock, milliseconds since 1970. */
  readonly time: number;
}

/** What is written into the kernel log around a run; no two runs have the same. */
export interface LogMark {
  readonly begin: string;
  readonly end: string;
}

/** The kernel log of one run: read from the oldest record there is, kept in kmsg.log. */
export class KernelLog {
  readonly #reader: KmsgReader | undefined;
  readonly #file: BoundedLog;
  readonly #clock: LogClock;
  readonly #take: (timed: TimedRecord) => void;
  #blind: string | null;
  #records = 0;
  #lossNoted = 0;
  #lastLook: number;

  /**
   * Marks the beginning of the run in the kernel log if it may: what a serial console shows before a board dies, and
   * what tells the two clocks' difference exactly.
   *
   * @param take gets every record of the run, not those that were there before
   */
  constructor(directory: string, mark: LogMark, take: (timed: TimedRecord) => void) {
    this.#file = new BoundedLog(join(directory, 'kmsg.log'), FILE_BYTES);
    this.#take = take;
    const marked = writeMark(mark.begin);
    this.#lastLook = Date.now();
    // Without a mark: CLOCK_MONOTONIC counts from boot as well, and lags behind by the firmware's share of it.
    this.#clock = new LogClock(this.#lastLook, Number(process.hrtime.bigint() / 1000n) / 1000);
    const opening = KmsgReader.open();
    if (opening.kind === 'blind') {
      this.#blind = opening.blindness.text;
      return;
    }
    this.#blind = null;
    this.#reader = opening.reader;
    this.#readHistory(opening.reader, marked ? mark.begin : undefined);
  }

  /** Why the log cannot be read, and what to do; null when it can. */
  get blind(): string | null {
    return this.#blind;
  }

  get lost(): number {
    return this.#reader?.lost ?? 0;
  }

  /** Takes what is new. */
  look(limit = RECORDS_PER_LOOK): void {
    if (this.#reader === undefined || this.#blind !== null) return;
    const began = Date.now();
    const records: KmsgRecord[] = [];
    const lines: string[] = [];
    const blindness = this.#reader.poll(limit, (record) => {
      records.push(record);
      lines.push(...this.#newLoss(), formatKmsgRecord(record));
    });
    this.#file.append(lines);
    this.#takeAll(records);
    // What is read next was not there now, unless there was more than we took.
    if (records.length < limit) this.#lastLook = began;
    if (blindness !== undefined) this.#blind = blindness.text;
  }

  /** The place of a loss, for whoever reads the file. */
  #newLoss(): readonly string[] {
    const lost = this.lost - this.#lossNoted;
    this.#lossNoted = this.lost;
    return lost === 0 ? [] : [`--- ${String(lost)} records were lost`];
  }

  sync(): void {
    this.#file.sync();
  }

  /** Takes all that is left. */
  close(mark: LogMark): void {
    if (this.#blind === null) writeMark(mark.end);
    this.look(RECORDS_AT_ONCE);
    this.#reader?.close();
    this.#file.close();
  }

  report(): KernelLogReport {
    if (this.#blind !== null) return { kind: 'blind', reason: this.#blind };
    return { kind: 'read', records: this.#records, lost: this.lost, notKept: this.#file.dropped };
  }

  /** What was logged before the run: kept, but none of the run's doing. */
  #readHistory(reader: KmsgReader, mark: string | undefined): void {
    let records: KmsgRecord[];
    do {
      records = [];
      const blindness = reader.poll(RECORDS_PER_LOOK, (record) => records.push(record));
      if (blindness !== undefined) this.#blind = blindness.text;
      this.#file.append(records.map(formatKmsgRecord));
      const beginning = records.findIndex(({ text }) => text === mark);
      const marker = records[beginning];
      if (marker !== undefined) {
        this.#clock.learn(marker.microseconds / 1000, this.#lastLook, this.#lastLook);
        this.#takeAll(records.slice(beginning + 1));
        return;
      }
    } while (records.length === RECORDS_PER_LOOK);
    this.#file.append(['--- the run begins']);
  }

  #takeAll(records: readonly KmsgRecord[]): void {
    const newest = records.at(-1);
    if (newest === undefined) return;
    this.#clock.learn(newest.microseconds / 1000, this.#lastLook, Date.now());
    this.#records += records.length;
    for (const record of records) this.#take({ record, time: this.#clock.toWall(record.microseconds / 1000) });
  }
}

/** At the level of information: it must not reach a console that is set to be quiet. */
function writeMark(text: string): boolean {
  try {
    const file = openSync('/dev/kmsg', constants.O_WRONLY);
    try {
      writeSync(file, `<6>${text}\n`);
      return true;
    } finally {
      closeSync(file);
    }
  } catch {
    // Only root may write there.
    return false;
  }
}
