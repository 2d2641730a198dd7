/** A thread of progress.test.ts: says that it is about to wait, waits as it is told, and says how that ended. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { Progress } from '#dist/worker/progress.js';

const task: unknown = workerData;
assert.ok(typeof task === 'object' && task !== null && 'memory' in task && 'what' in task && 'milliseconds' in task);
assert.ok(task.memory instanceof SharedArrayBuffer);
const progress = new Progress(task.memory);
const bound = Number(task.milliseconds);

parentPort?.postMessage('waiting');
const start = performance.now();
let result: boolean | null = null;
if (task.what === 'pause') progress.pause(bound);
else result = progress.waitForAcknowledgement(1, bound);
parentPort?.postMessage({ result, milliseconds: performance.now() - start });
