import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '#dist/minimise/judge.js';
import { operationsToShow, rateInterval } from '#dist/minimise/trial-rate.js';

const KNOWN = { failures: 8, operations: 800 };

describe('what a trial says', () => {
  it('is that it fails unless it is ten times rarer than at first', () => {
    assert.deepEqual(judge({ failures: 1, operations: 999 }, KNOWN, KNOWN), { kind: 'fails' });
    assert.deepEqual(judge({ failures: 1, operations: 1001 }, KNOWN, KNOWN), { kind: 'rarer' });
    // What was kept before does not lower the bar.
    const rarer = { failures: 2, operations: 1900 };
    assert.deepEqual(judge({ failures: 1, operations: 1001 }, rarer, KNOWN), { kind: 'rarer' });
  });

  it('is that it is gone only when there were operations enough', () => {
    const enough = operationsToShow(rateInterval(KNOWN).low, 0.99);
    assert.equal(judge({ failures: 0, operations: enough }, KNOWN, KNOWN).kind, 'gone');
    const fewer = judge({ failures: 0, operations: enough - 1 }, KNOWN, KNOWN);
    assert.equal(fewer.kind, 'undecided');
    assert.ok(fewer.confidence > 0.989 && fewer.confidence < 0.99);
    assert.deepEqual(judge({ failures: 0, operations: 0 }, KNOWN, KNOWN), { kind: 'undecided', confidence: 0 });
  });
});
