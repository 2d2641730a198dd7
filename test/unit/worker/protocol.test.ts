import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isCliMessage, isHostMessage, isWorkerMessage, isWorkerTask } from '#dist/worker/protocol.js';

const WORKER = ['bound', 'cannot-bind', 'prepared', 'finding', 'burst', 'finished', 'failed'];
const HOST = ['heartbeat', 'ready', 'worker', 'finding', 'done'];
const CLI = ['start', 'bind', 'go', 'all-here', 'stored', 'stop'];

const GUARDS = [
  ['worker', isWorkerMessage, WORKER],
  ['host', isHostMessage, HOST],
  ['cli', isCliMessage, CLI],
] as const;

describe('a message', () => {
  for (const [sender, guard, kinds] of GUARDS) {
    it(`of the ${sender} is known by its kind`, () => {
      for (const kind of kinds) assert.equal(guard({ kind }), true, kind);
    });

    it(`is not of the ${sender} when only others send its kind`, () => {
      for (const kind of [...WORKER, ...HOST, ...CLI]) {
        assert.equal(guard({ kind }), kinds.includes(kind), kind);
      }
    });

    it(`is not of the ${sender} when it is anything else`, () => {
      for (const value of [undefined, null, 0, '', 'bound', [], {}, { kind: null }, { kind: 7 }, { kind: ['go'] }]) {
        assert.equal(guard(value), false, JSON.stringify(value));
      }
      fc.assert(
        fc.property(fc.anything(), (value) => {
          assert.equal(guard(value), false);
          assert.equal(guard({ kind: value }), typeof value === 'string' && kinds.includes(value));
        }),
      );
    });
  }
});

describe('the task of a worker', () => {
  it('is known by its shared memory', () => {
    assert.equal(isWorkerTask({ progress: new SharedArrayBuffer(4) }), true);
    for (const value of [undefined, null, 'task', {}, { progress: new ArrayBuffer(4) }, { progress: null }]) {
      assert.equal(isWorkerTask(value), false);
    }
  });
});
