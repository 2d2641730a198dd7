/** The body of one worker thread: bind, then bursts until told to stop. Everything it knows comes as a WorkerTask. */
import { once } from 'node:events';
import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { native } from '../afalg/native.js';
import { failureOf } from '../afalg/syscall-failure.js';
import { Tfm } from '../afalg/tfm.js';
import { entryThatServes, parseProcCrypto, type CryptoEntry } from '../kernel/proc-crypto.js';
import { readOptional } from '../kernel/read-optional.js';
import { planOf } from '../plan/plans.js';
import { BurstRunner } from './burst-runner.js';
import type { OperationFinding, SetupFinding } from '../results/finding.js';
import { isHostToWorker, isWorkerTask, type HostToWorker, type WorkerMessage, type WorkerTask } from './protocol.js';
import { Progress } from './progress.js';

/** A disk that does not take a finding for this long is broken, and the cli process says so before we do. */
const ACKNOWLEDGEMENT_MILLISECONDS = 120_000;
/** After a failed setup there is nothing to measure: try again at this pace. */
const RETRY_MILLISECONDS = 100;

async function main(port: MessagePort, task: WorkerTask): Promise<void> {
  const post = (message: WorkerMessage): void => {
    port.postMessage(message);
  };
  const progress = new Progress(task.progress);
  native().blockSignals();
  progress.set('threadId', native().threadId());

  if ((await heard(port)).kind === 'leave') {
    finish(port, progress, post);
    return;
  }
  progress.enter('setup');
  const bound = bind(task, progress, post);
  progress.enter('idle');
  if (bound === undefined) return;
  using _tfm = bound.tfm;
  const { runner } = bound;
  runner.prepare(task.repeat?.range.burst ?? 0);
  post({ kind: 'prepared' });
  const told = await heard(port);
  if (told.kind === 'go') {
    const report = reporter(progress, post);
    if (task.repeat === null) runBursts(task, told.began, runner, progress, report, post);
    else runRepeats(task.repeat, runner, progress, report);
  }
  finish(port, progress, post);
}

/** What the host says next. */
async function heard(port: MessagePort): Promise<HostToWorker> {
  const messages: readonly unknown[] = await once(port, 'message');
  const [message] = messages;
  if (!isHostToWorker(message)) throw new Error('the host said something that is no message');
  return message;
}

/** Stays, since taking an isolate down takes longer than anything else in a short run, and the host ends as a whole. */
function finish(port: MessagePort, progress: Progress, post: (message: WorkerMessage) => void): void {
  progress.enter('finished');
  post({ kind: 'finished' });
  port.ref();
}

/** The tfm, and what runs bursts over it; undefined where the kernel has no such algorithm, or no such engine. */
function bind(
  task: WorkerTask,
  progress: Progress,
  post: (message: WorkerMessage) => void,
): { readonly tfm: Tfm; readonly runner: BurstRunner } | undefined {
  try {
    const before = cryptoEntries();
    const tfm = Tfm.open(task.workload.family, task.algorithm);
    const driver = entryThatServes(before, cryptoEntries(), task.workload.family, task.algorithm) ?? null;
    tfm.setBurstKey(planOf(task.workload).drawBurst(task.workload, task.worker, 0).key);
    using op = tfm.accept();
    const { messageBudget } = op;
    const runner = new BurstRunner(task.workload, task.worker, tfm, progress, task.engine);
    post({ kind: 'bound', driver, messageBudget });
    return { tfm, runner };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    post({ kind: 'cannot-bind', failure });
    return undefined;
  }
}

function cryptoEntries(): readonly CryptoEntry[] {
  return parseProcCrypto(readOptional('/proc/crypto'));
}

type Report = (finding: OperationFinding | SetupFinding) => void;

/** Hands a finding on, and waits until it is on the disk: what comes next may end the machine. */
function reporter(progress: Progress, post: (message: WorkerMessage) => void): Report {
  let found = 0;
  return (finding) => {
    post({ kind: 'finding', finding });
    found += 1;
    if (!progress.waitForAcknowledgement(found, ACKNOWLEDGEMENT_MILLISECONDS)) {
      throw new Error('a finding was not stored within two minutes');
    }
  };
}

/**
 * @param began when the first worker began: all pause at the same time, also those that came later, whose first burst is
 *   shorter
 */
function runBursts(
  task: WorkerTask,
  began: number,
  runner: BurstRunner,
  progress: Progress,
  report: Report,
  post: (message: WorkerMessage) => void,
): void {
  const { activeMilliseconds, pauseMilliseconds } = task;
  let left = task.operations ?? Infinity;
  const late = Math.max(0, Date.now() - began) % (activeMilliseconds + pauseMilliseconds);
  let milliseconds = Math.max(1, activeMilliseconds - late);
  for (let burst = 0; left > 0 && !progress.isStopped(); burst += 1) {
    try {
      const done = runner.run(milliseconds, left, report);
      left -= done;
      milliseconds = activeMilliseconds;
      if (task.reportBursts) post({ kind: 'burst', burst, operations: done });
    } catch (thrown) {
      reportSetupFailure(thrown, task.worker, burst, progress, report);
    }
    progress.enter('idle');
    if (left <= 0 || progress.isStopped()) break;
    // The next burst is made ready in the pause: all workers pause at the same time, and nobody else wants the processor.
    const since = performance.now();
    runner.prepare(burst + 1);
    progress.pause(Math.max(0, pauseMilliseconds - (performance.now() - since)));
  }
}

/** The same operations of one burst again and again, each time on a new op socket. */
function runRepeats(
  { times, range }: NonNullable<WorkerTask['repeat']>,
  runner: BurstRunner,
  progress: Progress,
  report: Report,
): void {
  const { worker, burst, first, count } = range;
  for (let time = 0; time < times && !progress.isStopped(); time += 1) {
    try {
      runner.run(Infinity, count, report, first);
    } catch (thrown) {
      reportSetupFailure(thrown, worker, burst, progress, report);
    }
  }
}

/** A socket that could once be made, and now cannot. Anything else is a bug of ours, and thrown on. */
function reportSetupFailure(thrown: unknown, worker: number, burst: number, progress: Progress, report: Report): void {
  const failure = failureOf(thrown);
  if (failure === undefined) throw thrown;
  progress.enter('reporting');
  report({ verdict: 'refused', worker, burst, time: Date.now(), failure });
  progress.pause(RETRY_MILLISECONDS);
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const task: unknown = workerData;
  if (!isWorkerTask(task)) throw new Error('a worker was started without its task');
  main(port, task).catch((thrown: unknown) => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const message: WorkerMessage = { kind: 'failed', message: error.message, stack: error.stack ?? '' };
    port.postMessage(message);
  });
}
