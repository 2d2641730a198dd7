/** A thread of the engine's tests: makes requests one after the other, and says what came of each. */
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { Tfm } from '#dist/afalg/tfm.js';
import { KEY, isRight, request } from './vce-requests.js';

const task: unknown = workerData;
assert.ok(typeof task === 'object' && task !== null && 'first' in task && 'count' in task);
const first = Number(task.first);

using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
tfm.setKey(KEY);
const op = tfm.accept();
for (let index = first; index < first + Number(task.count); index += 1) {
  const made = request(op, index, 64);
  parentPort?.postMessage(isRight(made) ? 'right' : made.result);
}
