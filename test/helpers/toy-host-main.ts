/**
 * A host process that tests nothing: for runs of a scenario that has nothing to do with AF_ALG. Its task says what is to
 * happen.
 */
import type { CliMessage, HostMessage, WorkerSnapshot } from '#dist/worker/protocol.js';
import { isCliMessage, WORKER_STATE } from '#dist/worker/protocol.js';
import type { ToyTask } from './toy-scenario.js';

let task: ToyTask = { operations: 0, then: 'done' };
let beat = 0;

function send(message: HostMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

function snapshot(state: keyof typeof WORKER_STATE): WorkerSnapshot {
  beat += 1;
  return {
    ...{ worker: 0, threadId: process.pid, state: WORKER_STATE[state], beat, burst: 0 },
    ...{ operation: task.operations, flights: [{ operation: task.operations, call: 2 }] },
  };
}

function heartbeat(operations: number, worker: WorkerSnapshot): void {
  const latency = operations === 0 ? [] : [[352, operations] as const];
  send({
    ...{ kind: 'heartbeat', workers: [worker], operations, bytes: operations * 16, queueFull: 0, latency },
    maxLatencyMicroseconds: 34,
  });
}

function act(message: CliMessage): void {
  switch (message.kind) {
    case 'start':
      task = Object.assign({}, task, message.task);
      send({ kind: 'worker', worker: 0, message: { kind: 'prepared' } });
      break;
    case 'go': {
      const standing = snapshot('active');
      heartbeat(task.operations, standing);
      switch (task.then) {
        case 'done':
          send({ kind: 'done' });
          break;
        case 'refuse':
          send({
            kind: 'finding',
            worker: 0,
            finding: {
              ...{ verdict: 'refused', worker: 0, burst: 0, time: Date.now() },
              failure: { syscall: 'open', errno: -5, code: 'EIO' },
            },
            workers: [standing],
          });
          break;
        case 'interrupt':
          break;
        case 'die':
          process.kill(process.pid, 'SIGKILL');
          break;
        case 'stall':
          // Alive, but the worker gets nowhere.
          setInterval(() => {
            heartbeat(0, { ...standing });
          }, 250);
          break;
      }
      break;
    }
    case 'stored':
      send({ kind: 'done' });
      break;
    case 'stop':
      send({ kind: 'done' });
      break;
    case 'bind':
    case 'all-here':
      break;
  }
}

process.on('message', (message: unknown) => {
  if (isCliMessage(message)) act(message);
});
process.on('disconnect', () => {
  process.exit(0);
});
send({ kind: 'ready' });
