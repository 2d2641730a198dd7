import { setTimeout as sleep } from 'node:timers/promises';
import { formatSeed } from '../plan/seed.js';
import type { RunSettings } from '../options/settings.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { RunDirectory } from '../results/files/run-directory.js';
import { RUN, type RunDocument } from '../results/documents/run.js';
import { SUMMARY, type Driver, type EndReason, type Summary } from '../results/documents/summary.js';
import { aborted } from './aborted.js';
import { describeHang } from './host/hang.js';
import { hostTaskOf } from './host/host-task.js';
import { endReasonOf, HostSession, type HostEnd } from './host/host-session.js';
import { Narrator, type RunPosition } from './narrator.js';
import type { RunObserver } from './observer.js';
import { bindWorkers } from './preflight.js';
import { runFacts, type RunContext, type RunFacts } from './run-facts.js';
import { RunFindings } from './run-findings.js';
import { StressNg, type EarlyEnd } from './stress-ng.js';
import { summarise } from './summarise.js';
import { Tally } from './tally.js';

/** On top of the stall timeout: after this, a host that does not finish counts as broken. */
const FINISH_GRACE_MILLISECONDS = 2000;

export interface RunResult {
  readonly summary: Summary;
  /** The run's directory. */
  readonly directory: string;
}

/**
 * One run from start to verdict. Throws CommandError, and leaves nothing behind, when there was nothing to test.
 *
 * @param interrupt ends the run in order
 */
export async function runStress(
  settings: RunSettings,
  context: RunContext,
  observer: RunObserver,
  interrupt: AbortSignal,
): Promise<RunResult> {
  const seed = formatSeed(settings.workload.seed);
  const directory = RunDirectory.create(settings.results, context.started, seed, settings.logLevel);
  const run = new Run(settings, context, observer, interrupt, directory);
  try {
    const summary = await run.execute();
    return { summary, directory: directory.path };
  } catch (thrown) {
    if (thrown instanceof CommandError) directory.remove();
    throw thrown;
  }
}

class Run {
  readonly #settings: RunSettings;
  readonly #observer: RunObserver;
  readonly #interrupt: AbortSignal;
  readonly #directory: RunDirectory;
  readonly #findings: RunFindings;
  readonly #session: HostSession;
  readonly #facts: RunFacts;
  readonly #tally = new Tally();
  readonly #problems: string[] = [];
  #stressNg: StressNg | undefined;
  #drivers: readonly Driver[] = [];
  #started = performance.now();
  #elapsed = 0;

  constructor(
    settings: RunSettings,
    context: RunContext,
    observer: RunObserver,
    interrupt: AbortSignal,
    directory: RunDirectory,
  ) {
    this.#settings = settings;
    this.#observer = observer;
    this.#interrupt = interrupt;
    this.#directory = directory;
    this.#findings = new RunFindings(settings, context, observer, directory);
    this.#facts = runFacts(settings, context, this.#findings.kernel.blind);
    this.#session = new HostSession(hostTaskOf(settings), settings.stallMilliseconds, {
      heartbeat: (heartbeat) => {
        this.#tally.add(heartbeat);
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

  async execute(): Promise<Summary> {
    const { journal } = this.#directory;
    this.#writeRunDocument();
    if (this.#findings.kernel.blind !== null)
      this.#observer.notice(`${this.#findings.kernel.blind}; the run goes on without it`);
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
    this.#session.go();
    const narrator = new Narrator(this.#settings, this.#observer, this.#directory.journal, () => this.#position());
    const { durationMilliseconds } = this.#settings;
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
    return reason;
  }

  /** Everything before the first operation; another end than `ready` if the host ended already. */
  async #setUp(): Promise<'ready' | EndReason> {
    const { settings, session } = { settings: this.#settings, session: this.#session };
    const bound = await bindWorkers(session, settings);
    switch (bound.kind) {
      case 'host-ended':
        return this.#hostEnded(await session.ended);
      case 'refused':
        // The kernel has the algorithm, and it is broken: that is a finding, not a reason to say nothing.
        this.#observer.notice(bound.text);
        this.#findings.record({
          verdict: 'refused',
          worker: bound.worker,
          burst: 0,
          time: Date.now(),
          failure: bound.failure,
        });
        return 'operations';
      case 'bound':
        this.#drivers = bound.drivers;
        this.#findings.kernel.watchDrivers(bound.drivers);
    }
    if (settings.stressNg !== null) {
      this.#stressNg = await StressNg.start(settings.stressNg, settings.durationMilliseconds, (end) => {
        this.#stressNgEnded(end);
      });
    }
    this.#writeRunDocument();
    const { journal } = this.#directory;
    journal.record({ event: 'bound', drivers: this.#drivers, stressNg: this.#stressNg?.report() ?? null });
    journal.sync();
    return 'ready';
  }

  /** Lets the workers finish what they are in, with a bound. */
  async #windDown(reason: EndReason): Promise<EndReason> {
    this.#session.stop();
    const grace = this.#settings.stallMilliseconds + FINISH_GRACE_MILLISECONDS;
    const end = await Promise.race([this.#session.ended, sleep(grace, undefined, { ref: false })]);
    if (end === undefined) {
      this.#problems.push(`the host process did not finish within ${String(grace)} ms of being told to`);
      return 'harness-failed';
    }
    return end.kind === 'done' ? reason : this.#hostEnded(end);
  }

  #hostEnded(end: HostEnd): EndReason {
    const { journal } = this.#directory;
    switch (end.kind) {
      case 'done':
        break;
      case 'hung':
        this.#findings.record(describeHang(end.stall, this.#settings.workload.seed, this.#session.pid));
        break;
      case 'died':
        journal.record({ event: 'host-died', description: end.description, stderr: end.stderr });
        this.#problems.push(
          `the host process died (${end.description}); if the kernel killed it, out of memory or in an oops, the kernel log says so`,
        );
        break;
      case 'failed':
        journal.record({ event: 'harness-failed', message: end.message, stack: end.stack });
        this.#problems.push(`a worker failed: ${end.message}`);
        break;
    }
    return endReasonOf(end);
  }

  #stressNgEnded(end: EarlyEnd): void {
    const text = `stress-ng ended by itself after ${end.seconds.toFixed(1)} s (${end.exit}): ${end.lastLine}`;
    this.#directory.journal.record({ event: 'stress-ng-ended', ...end });
    this.#directory.journal.sync();
    if (!end.planned) this.#problems.push(`${text}; the run went on without memory pressure`);
    this.#observer.notice(text);
  }

  /** Where the run stands, apart from the clock. */
  #position(): RunPosition {
    return {
      operations: this.#tally.operations,
      bytes: this.#tally.bytes,
      maxLatencyMicroseconds: this.#tally.maxLatencyMicroseconds,
      findings: this.#findings.store.total,
      stressNg: this.#stressNg === undefined ? 'off' : this.#stressNg.running ? 'running' : 'ended',
    };
  }

  async #conclude(ended: EndReason, hostKiB: number): Promise<Summary> {
    const directory = this.#directory;
    directory.beginEnd();
    if (this.#stressNg !== undefined) directory.write('stress-ng.log', this.#stressNg.output);
    const kernel = this.#findings.concludeKernel(this.#drivers);
    await this.#findings.settled;
    const summary = summarise({
      settings: this.#settings,
      ended,
      problems: this.#problems,
      drivers: this.#drivers,
      tally: this.#tally,
      findings: this.#findings.store,
      elapsedMilliseconds: this.#elapsed,
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
    return summary;
  }

  #writeRunDocument(): void {
    const stressNg = this.#stressNg?.report() ?? null;
    const document: RunDocument = { ...this.#facts, drivers: this.#drivers, stressNg };
    this.#directory.write('run.json', RUN.write(document));
  }
}
