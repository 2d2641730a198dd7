import { countersThatMoved, engineEvidence } from '../../kernel/engine-evidence.js';
import { readCounters, type Counter } from '../../kernel/engine-counters.js';
import { driversOfModule, engineDrivers } from '../../kernel/engine-drivers.js';
import type { AlarmGroup } from '../../kernel/log/alarm-group.js';
import { engineName } from '../../kernel/log/engine-names.js';
import { LogScanner } from '../../kernel/log/log-scanner.js';
import { formatKmsgRecord } from '../../kernel/log/kmsg-record.js';
import { readOptional } from '../../kernel/read-optional.js';
import { taintGained } from '../../kernel/taint.js';
import type { Finding, KernelFinding } from '../../results/finding.js';
import type { LoggedDumps } from '../../results/logged-descriptors.js';
import type { Driver, KernelReport } from '../../results/documents/summary.js';
import { DumpRows, type RowsAround } from './dump-rows.js';
import { failureWindow, overlaps, type TimeWindow } from './failure-window.js';
import { KernelLog, type LogMark, type TimedRecord } from './kernel-log.js';

/** How far back failures and log lines are remembered. */
const REMEMBERED = 256;
/** Keys of failed operations in one finding. */
const MAX_OPERATIONS = 20;
/** Alarms whose dumps are disassembled: the first ones show what there is to see. */
const MAX_DUMPED = 20;

/** One alarm of the log, and the operations that failed beside it. */
interface Alarm {
  readonly group: AlarmGroup;
  readonly firstTime: number;
  lastTime: number;
  readonly operations: string[];
  /** Dumps around its first line, until it is recorded. */
  dumps: RowsAround | undefined;
  /** The finding it became, and what that says. */
  recorded: { readonly number: number; readonly size: string } | undefined;
}

export interface KernelWatchEvents {
  /** Records a finding; returns its number. */
  readonly finding: (finding: KernelFinding, dumps: LoggedDumps | undefined) => number;
  /** Says more of a finding that was recorded. */
  readonly amend: (number: number, finding: KernelFinding) => void;
}

/** What the kernel says of itself during a run: its log, its taint, its counters. */
export class KernelWatch {
  /** Wall clock: when the first operation began; before that, when the run was started. */
  #began: number;
  readonly #mark: LogMark;
  readonly #events: KernelWatchEvents;
  readonly #scanner = new LogScanner();
  readonly #alarms = new Map<AlarmGroup, Alarm>();
  readonly #dumps = new DumpRows();
  /** Those of alarms that are not recorded yet. */
  readonly #dumped: RowsAround[] = [];
  #dumpedAlarms = 0;
  readonly #lines: { readonly time: number; readonly line: string }[] = [];
  readonly #alarmTimes: { readonly time: number; readonly alarm: Alarm }[] = [];
  readonly #failures: { readonly window: TimeWindow; readonly id: string }[] = [];
  readonly #log: KernelLog;
  #lastLine = { time: 0, line: '' };
  #watchesEngines = false;
  readonly #taintBefore = readTaint();
  readonly #countersBefore: readonly Counter[] = readCounters();

  /** @param directory gets kmsg.log */
  constructor(directory: string, seed: string, started: Date, events: KernelWatchEvents) {
    this.#began = started.getTime();
    const run = `run ${seed} of ${started.toISOString()}`;
    this.#mark = { begin: `afalg-stress: ${run} begins`, end: `afalg-stress: ${run} ends` };
    this.#events = events;
    this.#log = new KernelLog(directory, this.#mark, (timed) => {
      this.#take(timed);
    });
  }

  /** Why the kernel log cannot be read, and what to do; null when it can. */
  get blind(): string | null {
    return this.#log.blind;
  }

  /** The workers begin: from now on, times count from here. */
  begin(): void {
    this.#began = Date.now();
  }

  /** The drivers under test: their error lines count, whatever they are called. */
  watchDrivers(drivers: readonly Driver[]): void {
    const modules = drivers.filter(({ asynchronous, module }) => asynchronous && module !== 'kernel');
    this.#scanner.alsoWatch(modules.flatMap(({ module }) => [engineName(module), ...driversOfModule(module)]));
  }

  /**
   * Looks for news; call it a few times a second. An alarm becomes a finding one call after it came, when its trace is
   * complete and the operations that failed by it are known.
   */
  tick(): void {
    this.#watchEngines();
    this.#recordAlarms();
    this.#log.look();
  }

  /** What the log said around a failure; the failure is remembered for alarms still to come. */
  around(finding: Exclude<Finding, KernelFinding>, id: string): readonly string[] {
    this.#log.look();
    const window = failureWindow(finding);
    remember(this.#failures, { window, id });
    for (const { time, alarm } of this.#alarmTimes) if (overlaps(window, time)) addOperation(alarm, id);
    return this.#lines.filter(({ time }) => overlaps(window, time)).map(({ line }) => line);
  }

  /** The last look: everything that is left becomes findings. Also what changed of the counters, for the journal. */
  finish(drivers: readonly Driver[]): { readonly report: KernelReport; readonly moved: readonly unknown[] } {
    this.#log.close(this.#mark);
    for (const group of this.#scanner.settle()) this.#alarmed(group, this.#lastLine.time, this.#lastLine.line);
    this.#recordAlarms();
    for (const alarm of this.#alarms.values()) this.#amend(alarm);
    const [before, after] = [this.#taintBefore, readTaint()];
    const { gained, grave } = taintGained(before, after);
    // A warning or an oops is a finding already; this is for those whose lines were lost, or not for us to read.
    if (grave.length > 0 && !this.#scanner.groups.some(({ kind }) => kind !== 'engine' && kind !== 'self-test')) {
      this.#events.finding(this.#taintFinding(grave), undefined);
    }
    const counters = readCounters();
    return {
      report: {
        log: this.#log.report(),
        otherAlarms: this.#scanner.ungrouped,
        taint: { before, after, gained },
        engine: engineEvidence(drivers, this.#countersBefore, counters),
      },
      moved: countersThatMoved(this.#countersBefore, counters),
    };
  }

  /** Once, while the host starts and nobody waits for this: sysfs has hundreds of devices. */
  #watchEngines(): void {
    if (this.#watchesEngines) return;
    this.#watchesEngines = true;
    this.#scanner.alsoWatch(engineDrivers());
  }

  #take({ record, time }: TimedRecord): void {
    const line = formatKmsgRecord(record);
    remember(this.#lines, { time, line });
    if (this.#dumps.add(record.text, line)) for (const rows of this.#dumped) rows.add(line);
    for (const group of this.#scanner.add(record)) this.#alarmed(group, time, line);
    this.#lastLine = { time, line };
  }

  #alarmed(group: AlarmGroup, time: number, line: string): void {
    const alarm = this.#alarms.get(group) ?? {
      group,
      firstTime: time,
      lastTime: time,
      operations: [],
      dumps: this.#dumpsAround(line),
      recorded: undefined,
    };
    this.#alarms.set(group, alarm);
    alarm.lastTime = time;
    remember(this.#alarmTimes, { time, alarm });
    for (const { window, id } of this.#failures) if (overlaps(window, time)) addOperation(alarm, id);
  }

  #dumpsAround(line: string): RowsAround | undefined {
    if (this.#dumpedAlarms >= MAX_DUMPED) return undefined;
    const rows = this.#dumps.around(line);
    this.#dumped.push(rows);
    return rows;
  }

  #recordAlarms(): void {
    for (const alarm of this.#alarms.values()) {
      if (alarm.recorded !== undefined) continue;
      this.#log.sync();
      const dumps = alarm.dumps?.dumps;
      if (dumps !== undefined) this.#dumpedAlarms += 1;
      const finding = this.#findingOf(alarm);
      alarm.recorded = { number: this.#events.finding(finding, dumps), size: sizeOf(finding) };
      alarm.dumps = undefined;
    }
    this.#dumped.length = 0;
  }

  #amend(alarm: Alarm): void {
    const { recorded } = alarm;
    const finding = this.#findingOf(alarm);
    if (recorded === undefined || recorded.size === sizeOf(finding)) return;
    this.#events.amend(recorded.number, finding);
  }

  #findingOf({ group, firstTime, lastTime, operations }: Alarm): KernelFinding {
    const { kind, text, report, count } = group;
    return {
      verdict: 'kernel',
      kind,
      time: Math.round(firstTime),
      lastTime: Math.round(lastTime),
      afterMilliseconds: Math.round(firstTime - this.#began),
      count,
      // What was lost may have been the same, also before the first that could be read.
      countIsAtLeast: this.#log.lost > 0,
      line: text,
      report: [...report],
      operations: [...operations],
    };
  }

  #taintFinding(grave: readonly string[]): KernelFinding {
    const now = Date.now();
    const line = `the kernel became tainted: ${grave.join(', ')}`;
    const [time, lastTime, afterMilliseconds] = [now, now, now - this.#began];
    return {
      verdict: 'kernel',
      kind: 'taint',
      time,
      lastTime,
      afterMilliseconds,
      count: 1,
      countIsAtLeast: false,
      line,
      report: [],
      operations: [],
    };
  }
}

/** What grows of a finding. */
function sizeOf({ count, countIsAtLeast, operations }: KernelFinding): string {
  return JSON.stringify([count, countIsAtLeast, operations.length]);
}

function addOperation({ operations }: Alarm, id: string): void {
  if (id !== '' && operations.length < MAX_OPERATIONS && !operations.includes(id)) operations.push(id);
}

function remember<Item>(items: Item[], item: Item): void {
  items.push(item);
  if (items.length > REMEMBERED) items.shift();
}

function readTaint(): string {
  return readOptional('/proc/sys/kernel/tainted');
}
