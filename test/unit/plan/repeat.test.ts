import assert from 'node:assert/strict';
import { it } from 'node:test';
import { repeatOf } from '#dist/plan/repeat.js';

const AT = { worker: 2, burst: 5, operation: 100 };

it('a replay alone is the one operation', () => {
  assert.deepEqual(repeatOf('alone', AT, 4, 7), { times: 7, ranges: [{ worker: 2, burst: 5, first: 100, count: 1 }] });
});

it('a replay with its burst begins where the burst began, and goes on past the operation', () => {
  const { ranges } = repeatOf('burst', AT, 4, 7);
  assert.deepEqual(ranges, [{ worker: 2, burst: 5, first: 0, count: 133 }]);
});

it('a replay with neighbours has every worker of the run once, the failed one first', () => {
  const { ranges } = repeatOf('neighbours', AT, 4, 7);
  assert.deepEqual(
    ranges.map(({ worker }) => worker),
    [2, 0, 1, 3],
  );
  assert.ok(ranges.every(({ burst, first, count }) => burst === 5 && first === 0 && count === 133));
});
