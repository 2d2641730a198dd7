import { availableParallelism, constants, setPriority } from 'node:os';
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

/** Threads beyond the one that binds: one for each processor that can start one meanwhile. */
const LOADED_AHEAD = availableParallelism();
const { PRIORITY_BELOW_NORMAL: BELOW, PRIORITY_NORMAL: ORDINARY } = constants.priority;
const HEARTBEAT_MILLISECONDS = 500;
/** One in this many heartbeats carries latencies. */
const LATENCY_BEATS = 10;

interface Seat {
  /** Whose operations it does: in a replay not its place among the seats. */
  readonly worker: number;
  readonly progress: Progress;
  /** Made when its turn to bind is near. */
  thread: Worker | undefined;
  told: HostToWorker['kind'] | undefined;
  finished: boolean;
}

/** The worker threads of one run, seen from the host's main thread, which itself never enters AF_ALG. */
export class Host {
  readonly #task: HostTask;
  readonly #seats: readonly Seat[];
  readonly #meter: Meter;
  readonly #send: (message: HostMessage) => void;
  readonly #timer: NodeJS.Timeout;
  #isComplete = false;
  #beats = 0;
  #done = false;

  constructor(task: HostTask, send: (message: HostMessage) => void) {
    this.#task = task;
    this.#send = send;
    this.#seats = Array.from({ length: task.workers }, (_, place) => ({
      worker: task.repeat?.ranges[place]?.worker ?? place,
      progress: new Progress(),
      thread: undefined,
      told: undefined,
      finished: false,
    }));
    this.#meter = new Meter(this.#seats.map(({ progress }) => progress));
    this.#timer = setInterval(() => {
      this.#beat();
    }, HEARTBEAT_MILLISECONDS);
  }

  handle(message: Exclude<CliMessage, { kind: 'start' }>): void {
    switch (message.kind) {
      case 'bind':
        // The next ones load meanwhile: a thread takes longer to start than to bind.
        for (const place of this.#seats.keys()) if (place <= message.worker + LOADED_AHEAD) this.#load(place);
        this.#tell(message.worker, { kind: 'bind' });
        break;
      case 'go':
        this.#tell(message.worker, { kind: 'go', began: message.began });
        if (!this.#isComplete) this.#renice(BELOW);
        break;
      case 'all-here':
        this.#isComplete = true;
        this.#renice(ORDINARY);
        break;
      case 'stored':
        this.#seats[message.worker]?.progress.acknowledge();
        break;
      case 'stop':
        this.#stop();
        break;
    }
  }

  /** Those that are at work step back until the last one has joined: threads that start get hardly any time otherwise. */
  #renice(niceness: number): void {
    for (const { told, progress } of this.#seats) if (told === 'go') renice(progress.get('threadId'), niceness);
  }

  #stop(): void {
    for (const { progress } of this.#seats) progress.stop();
    for (const [place, seat] of this.#seats.entries()) {
      if (seat.thread === undefined) this.#finish(seat);
      else if (seat.told !== 'go') this.#tell(place, { kind: 'leave' });
    }
  }

  #load(place: number): void {
    const seat = this.#seats[place];
    if (seat === undefined || seat.thread !== undefined || seat.finished) return;
    const task = this.#task;
    const { worker, progress } = seat;
    const range = task.repeat?.ranges[place];
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
    seat.thread = thread;
    thread.on('message', (message: unknown) => {
      if (!isWorkerMessage(message)) return;
      if (message.kind === 'finished') this.#finish(seat);
      else if (message.kind === 'finding') {
        this.#send({ kind: 'finding', worker: place, finding: message.finding, workers: this.#snapshots() });
      } else this.#send({ kind: 'worker', worker: place, message });
    });
    const fail = (error: Error): void => {
      const { message, stack = '' } = error;
      this.#send({ kind: 'worker', worker: place, message: { kind: 'failed', message, stack } });
    };
    thread.on('error', fail);
    thread.on('messageerror', fail);
    thread.on('exit', () => {
      this.#finish(seat);
    });
  }

  /** Whoever was told to leave hears nothing more. */
  #tell(place: number, message: HostToWorker): void {
    const seat = this.#seats[place];
    if (seat?.thread === undefined || seat.told === 'leave') return;
    seat.told = message.kind;
    seat.thread.postMessage(message);
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

function renice(threadId: number, niceness: number): void {
  try {
    setPriority(threadId, niceness);
  } catch {
    // Without permission they compete with each other, as they would have later.
  }
}

/** An even share of `total`, the first workers taking what does not divide. */
export function share(total: number | null, workers: number, worker: number): number | null {
  if (total === null) return null;
  return Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
}
