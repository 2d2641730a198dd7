import { Worker } from 'node:worker_threads';
import { Meter } from './meter.js';
import { Progress } from './progress.js';
import {
  isWorkerMessage,
  type CliMessage,
  type Heartbeat,
  type HostMessage,
  type HostTask,
  type HostToWorker,
  type WorkerSnapshot,
  type WorkerTask,
} from './protocol.js';

const HEARTBEAT_MILLISECONDS = 500;
/** One in this many heartbeats carries latencies. */
const LATENCY_BEATS = 10;

interface Seat {
  /** Whose operations it does: in a replay not its place among the seats. */
  readonly worker: number;
  readonly thread: Worker;
  readonly progress: Progress;
  finished: boolean;
}

/** The worker threads of one run, seen from the host's main thread, which itself never enters AF_ALG. */
export class Host {
  readonly #seats: Seat[];
  readonly #meter: Meter;
  readonly #send: (message: HostMessage) => void;
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #done = false;

  constructor(task: HostTask, send: (message: HostMessage) => void) {
    this.#send = send;
    this.#seats = Array.from({ length: task.workers }, (_, worker) => this.#seat(task, worker));
    this.#meter = new Meter(this.#seats.map(({ progress }) => progress));
    this.#timer = setInterval(() => {
      this.#beat();
    }, HEARTBEAT_MILLISECONDS);
  }

  handle(message: Exclude<CliMessage, { kind: 'start' }>): void {
    switch (message.kind) {
      case 'bind':
        this.#tell(message.worker, { kind: 'bind' });
        break;
      case 'go':
        for (const worker of this.#seats.keys()) this.#tell(worker, { kind: 'go' });
        break;
      case 'stored':
        this.#seats[message.worker]?.progress.acknowledge();
        break;
      case 'stop':
        for (const { progress } of this.#seats) progress.stop();
        break;
    }
  }

  #seat(task: HostTask, seatNumber: number): Seat {
    const range = task.repeat?.ranges[seatNumber];
    const worker = range?.worker ?? seatNumber;
    const progress = new Progress();
    const workerData: WorkerTask = {
      algorithm: task.algorithm,
      workload: task.workload,
      engine: task.engine,
      worker,
      activeMilliseconds: task.activeMilliseconds,
      pauseMilliseconds: task.pauseMilliseconds,
      operations: share(task.operations, task.workers, worker),
      repeat: task.repeat === null || range === undefined ? null : { times: task.repeat.times, range },
      reportBursts: task.reportBursts,
      progress: progress.memory,
    };
    // worker-main.js and all it imports in one file; see scripts/bootstrap.mjs.
    const thread = new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      name: `worker ${String(worker)}`,
      // Workers keep nothing; small generations keep ten of them within a board's memory.
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
    });
    const seat: Seat = { worker, thread, progress, finished: false };
    thread.on('message', (message: unknown) => {
      if (!isWorkerMessage(message)) return;
      if (message.kind === 'finished') this.#finish(seat);
      else if (message.kind === 'finding') {
        this.#send({ kind: 'finding', worker: seatNumber, finding: message.finding, workers: this.#snapshots() });
      } else this.#send({ kind: 'worker', worker: seatNumber, message });
    });
    const fail = (error: Error): void => {
      const { message, stack = '' } = error;
      this.#send({ kind: 'worker', worker: seatNumber, message: { kind: 'failed', message, stack } });
    };
    thread.on('error', fail);
    thread.on('messageerror', fail);
    thread.on('exit', () => {
      this.#finish(seat);
    });
    return seat;
  }

  #tell(worker: number, message: HostToWorker): void {
    this.#seats[worker]?.thread.postMessage(message);
  }

  #finish(seat: Seat): void {
    seat.finished = true;
    if (this.#done || !this.#seats.every(({ finished }) => finished)) return;
    this.#done = true;
    clearInterval(this.#timer);
    this.#beat();
    this.#send({ kind: 'done' });
  }

  #snapshots(): readonly WorkerSnapshot[] {
    return this.#seats.map(({ progress, worker }) => progress.snapshot(worker));
  }

  #beat(): void {
    this.#beats += 1;
    const withLatency = this.#done || this.#beats % LATENCY_BEATS === 0;
    const progresses = this.#seats.map(({ progress }) => progress);
    const heartbeat: Heartbeat = {
      kind: 'heartbeat',
      workers: this.#snapshots(),
      ...this.#meter.readCounts(),
      latency: withLatency ? this.#meter.readLatency() : [],
      maxLatencyMicroseconds: Math.max(...progresses.map((progress) => progress.get('maxLatency'))),
    };
    this.#send(heartbeat);
  }
}

/** An even share of `total`, the first workers taking what does not divide. */
export function share(total: number | null, workers: number, worker: number): number | null {
  if (total === null) return null;
  return Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
}
