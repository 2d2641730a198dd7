/** The body of one worker thread: bind, then bursts until told to stop. Everything it knows comes as a WorkerTask. */
import { once } from 'node:events';
import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { native } from '../afalg/native.js';
import { failureOf } from '../afalg/syscall-failure.js';
import { Tfm } from '../afalg/tfm.js';
import { entryThatServes, parseProcCrypto, type CryptoEntry } from '../kernel/proc-crypto.js';
import { readOptional } from '../kernel/read-optional.js';
import { drawBurst } from '../plan/burst.js';
import { BurstRunner } from './burst-runner.js';
import { isWorkerTask, type WorkerMessage, type WorkerTask } from './protocol.js';
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
  post({ kind: 'loaded' });

  await once(port, 'message'); // bind
  progress.enter('setup');
  const bound = bind(task, post);
  progress.enter('idle');
  if (bound === undefined) return;
  using tfm = bound;
  const runner = new BurstRunner(task.workload, task.worker, tfm, progress);
  runner.prepare(0);
  post({ kind: 'prepared' });
  await once(port, 'message'); // go
  runBursts(task, runner, progress, post);
  progress.enter('finished');
  post({ kind: 'finished' });
  // And stays: taking an isolate down takes longer than anything else in a short run, and the host ends as a whole.
  port.ref();
}

function bind(task: WorkerTask, post: (message: WorkerMessage) => void): Tfm | undefined {
  try {
    const before = cryptoEntries();
    const tfm = Tfm.open('skcipher', task.algorithm);
    const driver = entryThatServes(before, cryptoEntries(), 'skcipher', task.algorithm) ?? null;
    tfm.setKey(drawBurst(task.workload, task.worker, 0).key);
    using op = tfm.accept();
    post({ kind: 'bound', driver, messageBudget: op.messageBudget });
    return tfm;
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

function runBursts(
  task: WorkerTask,
  runner: BurstRunner,
  progress: Progress,
  post: (message: WorkerMessage) => void,
): void {
  let found = 0;
  const report = (message: Extract<WorkerMessage, { kind: 'finding' }>): void => {
    post(message);
    found += 1;
    if (!progress.waitForAcknowledgement(found, ACKNOWLEDGEMENT_MILLISECONDS)) {
      throw new Error('a finding was not stored within two minutes');
    }
  };
  let left = task.operations ?? Infinity;
  for (let burst = 0; left > 0 && !progress.isStopped(); burst += 1) {
    try {
      if (burst > 0) runner.prepare(burst);
      const done = runner.run(task.activeMilliseconds, left, (finding) => {
        report({ kind: 'finding', finding });
      });
      left -= done;
      if (task.reportBursts) post({ kind: 'burst', burst, operations: done });
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure === undefined) throw thrown;
      const { worker } = task;
      progress.enter('reporting');
      report({ kind: 'finding', finding: { verdict: 'refused', worker, burst, time: Date.now(), failure } });
      progress.pause(RETRY_MILLISECONDS);
    }
    progress.enter('idle');
    if (left > 0) progress.pause(task.pauseMilliseconds);
  }
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
