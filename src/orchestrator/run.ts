import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, EXIT } from '../results/exit-code.js';
import { RunDirectory } from '../results/files/run-directory.js';
import { RUN, type RunDocument } from '../results/documents/run.js';
import { SUMMARY, type Driver, type EndReason } from '../results/documents/summary.js';
import type { RunView } from '../results/run-view.js';
import { aborted } from './aborted.js';
import type { WorkerSnapshot } from '../worker/protocol.js';
import { describeHang, operationsInFlight } from './host/hang.js';
import { endReasonOf, failureOfHost, type HostEnd } from './host/host-end.js';
import { HostSession } from './host/host-session.js';
import { Narrator, type RunPosition } from './narrator.js';
import { runFacts, type RunFacts } from './run-facts.js';
import type { RunParts } from './run-parts.js';
import type { SetUp } from './scenario.js';
import { RunFindings } from './run-findings.js';
import { StressNg, type EarlyEnd } from './stress-ng.js';
import { summarise } from './summarise.js';
import { Tally } from './tally.js';

/** On top of the stall timeout: after this, a host that does not finish counts as broken. */
const FINISH_GRACE_MILLISECONDS = 2000;

/**
 * One run of a scenario from start to verdict. Throws CommandError, and leaves nothing behind, when there was nothing to
 * test.
 *
 * @param interrupt ends the run in order
 */
export async function runScenario(given: Omit<RunParts, 'directory'>, interrupt: AbortSignal): Promise<RunView> {
  const { scenario, control, context, observer } = given;
  const directory = RunDirectory.create(control.results, context.started, scenario.seed, control.logLevel);
  observer.began(directory.path);
  const run = new Run({ ...given, directory }, interrupt);
  try {
    return await run.execute();
  } catch (thrown) {
    if (thrown instanceof CommandError) directory.remove();
    throw thrown;
  }
}

class Run {
  readonly #parts: RunParts;
  readonly #interrupt: AbortSignal;
  readonly #findings: RunFindings;
  readonly #session: HostSession;
  readonly #facts: RunFacts;
  readonly #tally = new Tally();
  readonly #problems: string[] = [];
  #stressNg: StressNg | undefined;
  #workers: readonly WorkerSnapshot[] = [];
  #drivers: readonly Driver[] = [];
  #others: (() => Promise<SetUp>) | null = null;
  #started = performance.now();
  #elapsed = 0;

  constructor(parts: RunParts, interrupt: AbortSignal) {
    const { scenario, control, context, directory, hosts } = parts;
    this.#parts = parts;
    this.#interrupt = interrupt;
    this.#findings = new RunFindings(parts);
    this.#facts = runFacts(scenario, context, this.#findings.kernel.blind);
    this.#session = new HostSession(scenario.host, control.stallMilliseconds, hosts, {
      heartbeat: (heartbeat) => {
        this.#tally.add(heartbeat, performance.now());
        this.#workers = heartbeat.workers;
      },
      finding: (finding, worker, workers) => {
        void this.#findings.found(finding, workers).then(() => {
          this.#session.stored(worker);
        });
      },
      burst: (worker, burst, operations) => {
        directory.journal.record({ event: 'burst', worker, burst, operations });
      },
      tick: () => {
        this.#findings.kernel.tick();
      },
    });
  }

  async execute(): Promise<RunView> {
    const { journal } = this.#parts.directory;
    this.#writeRunDocument();
    if (this.#findings.kernel.blind !== null)
      this.#parts.observer.notice(`${this.#findings.kernel.blind}; the run goes on without it`);
    journal.record({ event: 'start', settings: this.#facts.commandLine, hostPid: this.#session.pid });
    journal.sync();
    let ended: EndReason;
    try {
      ended = await this.#runToTheEnd();
    } catch (thrown) {
      this.#session.abandon();
      await this.#stressNg?.stop();
      throw thrown;
    }
    const hostKiB = this.#session.peakKiB;
    this.#session.abandon();
    await this.#stressNg?.stop();
    await this.#findings.settled;
    return this.#conclude(ended, hostKiB);
  }

  async #runToTheEnd(): Promise<EndReason> {
    const interrupted = aborted(this.#interrupt).then((): EndReason => 'interrupted');
    const setUp = await Promise.race([this.#setUp(), interrupted]);
    if (setUp !== 'ready') return setUp;

    this.#started = performance.now();
    this.#findings.kernel.begin();
    if (this.#others === null) this.#session.allHere();
    this.#session.go();
    const joining = this.#letOthersJoin();
    const narrator = new Narrator(this.#parts, () => this.#position());
    const { durationMilliseconds } = this.#parts.control;
    const timer = new AbortController();
    const ends: Promise<EndReason | HostEnd>[] = [
      this.#session.ended,
      interrupted,
      aborted(this.#findings.enough).then((): EndReason => 'max-findings'),
    ];
    if (durationMilliseconds > 0) {
      ends.push(sleep(durationMilliseconds, 'duration' as const, { signal: timer.signal }).catch(() => 'duration'));
    }
    const first = await Promise.race(ends);
    const reason = typeof first === 'string' ? await this.#windDown(first) : this.#hostEnded(first);
    this.#elapsed = performance.now() - this.#started;
    timer.abort();
    narrator.stop();
    // Ended by now, since it waits for the session only.
    await joining;
    return reason;
  }

  /** Everything before the first operation; another end than `ready` if the host ended already. */
  async #setUp(): Promise<'ready' | EndReason> {
    const { scenario, control } = this.#parts;
    const setUp = await scenario.setUp(this.#session);
    switch (setUp.kind) {
      case 'host-ended':
        return this.#hostEnded(await this.#session.ended);
      case 'refused':
        this.#parts.observer.notice(setUp.text);
        this.#findings.record(setUp.finding);
        return 'operations';
      case 'ready':
        this.#served(setUp.drivers);
        this.#others = setUp.others;
    }
    // Whoever interrupted is not waiting for this any more.
    if (this.#interrupted()) return 'interrupted';
    if (control.stressNg !== null) {
      this.#stressNg = new StressNg(control.stressNg, control.durationMilliseconds, (end) => {
        this.#stressNgEnded(end);
      });
      await this.#stressNg.started();
      if (this.#interrupted()) return 'interrupted';
    }
    this.#writeRunDocument();
    const { journal } = this.#parts.directory;
    journal.record({ event: 'bound', drivers: this.#drivers, stressNg: this.#stressNg?.report() ?? null });
    journal.sync();
    return 'ready';
  }

  /** Beside those that are at work. What goes wrong is no reason to throw away what they find. */
  async #letOthersJoin(): Promise<void> {
    if (this.#others === null) return;
    try {
      const setUp = await this.#others();
      if (setUp.kind === 'refused') {
        this.#parts.observer.notice(setUp.text);
        this.#findings.record(setUp.finding);
      }
      if (setUp.kind !== 'ready') return;
      this.#served(setUp.drivers);
      this.#writeRunDocument();
      this.#tally.joined();
      this.#parts.directory.journal.record({ event: 'joined', drivers: setUp.drivers });
    } catch (thrown) {
      const { message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#hostEnded({ kind: 'failed', message, stack });
    } finally {
      this.#session.allHere();
    }
  }

  #served(drivers: readonly Driver[]): void {
    this.#drivers = drivers;
    this.#findings.kernel.watchDrivers(drivers);
  }

  /** A call each time, since it changes while this waits. */
  #interrupted(): boolean {
    return this.#interrupt.aborted;
  }

  /** Lets the workers finish what they are in, with a bound. */
  async #windDown(reason: EndReason): Promise<EndReason> {
    this.#session.stop();
    const grace = this.#parts.control.stallMilliseconds + FINISH_GRACE_MILLISECONDS;
    const end = await Promise.race([this.#session.ended, sleep(grace, undefined, { ref: false })]);
    if (end === undefined) {
      this.#problems.push(`the host process did not finish within ${String(grace)} ms of being told to`);
      return 'harness-failed';
    }
    return end.kind === 'done' ? reason : this.#hostEnded(end);
  }

  #hostEnded(end: HostEnd): EndReason {
    const { directory, scenario } = this.#parts;
    if (end.kind === 'hung') {
      this.#findings.record(describeHang(end.stall, this.#session.pid, (place) => scenario.operationAt(place)));
    }
    const failure = failureOfHost(end);
    if (failure !== null) {
      directory.journal.record(failure.event);
      this.#problems.push(failure.problem);
    }
    return endReasonOf(end);
  }

  #stressNgEnded(end: EarlyEnd): void {
    const text = `stress-ng ended by itself after ${end.seconds.toFixed(1)} s (${end.exit}): ${end.lastLine}`;
    this.#parts.directory.journal.record({ event: 'stress-ng-ended', ...end });
    this.#parts.directory.journal.sync();
    if (!end.planned) this.#problems.push(`${text}; the run went on without memory pressure`);
    this.#parts.observer.notice(text);
  }

  /** Where the run stands, apart from the clock. */
  #position(): RunPosition {
    return {
      operations: this.#tally.operations,
      bytes: this.#tally.bytes,
      maxLatencyMicroseconds: this.#tally.maxLatencyMicroseconds,
      findings: this.#findings.store.total,
      stressNg: this.#stressNg === undefined ? 'off' : this.#stressNg.running ? 'running' : 'ended',
      inFlight: operationsInFlight(this.#workers, (place) => this.#parts.scenario.operationAt(place)),
    };
  }

  async #conclude(ended: EndReason, hostKiB: number): Promise<RunView> {
    const { directory, scenario } = this.#parts;
    directory.beginEnd();
    if (this.#stressNg !== undefined) directory.write('stress-ng.log', this.#stressNg.output);
    const kernel = this.#findings.concludeKernel(this.#drivers);
    await this.#findings.settled;
    if (directory.isRemoved) this.#problems.push(`${directory.path} was removed during the run: there are no results`);
    const summary = summarise({
      scenario,
      ended,
      problems: this.#problems,
      drivers: this.#drivers,
      engine: scenario.facts.settings.engine,
      tally: this.#tally,
      findings: this.#findings.store,
      ...{ startedAt: this.#started, elapsedMilliseconds: this.#elapsed },
      stressNg: this.#stressNg?.report() ?? null,
      kernel,
      memoryKiB: { cli: process.resourceUsage().maxRSS, host: hostKiB },
      lost: { lines: directory.journal.lost, files: directory.lostFiles },
    });
    if (summary.verdict === 'unsupported' && ended !== 'interrupted') {
      throw new CommandError(EXIT.nothingTested, 'the run ended before its first operation: give it more --duration');
    }
    const { verdict, exitCode, counts, lost } = summary;
    directory.journal.record({ event: 'end', ended, verdict, exitCode, counts, lost });
    directory.write('summary.json', SUMMARY.write(summary));
    directory.close();
    return { directory: directory.path, run: this.#runDocument(), summary };
  }

  #runDocument(): RunDocument {
    return { ...this.#facts, drivers: this.#drivers, stressNg: this.#stressNg?.report() ?? null };
  }

  #writeRunDocument(): void {
    this.#parts.directory.write('run.json', RUN.write(this.#runDocument()));
  }
}
