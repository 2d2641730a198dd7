import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { defined } from '../helpers/defined.js';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { Engine } from '../helpers/vce.js';
import { ivOf, KEY } from '../helpers/vce-requests.js';
import { isHit } from '../helpers/vce-schedule.js';

/** Asynchronous reads: what each returned, and what was in its buffer. The steps are those of aio.py. */
function asynchronously(...steps: readonly string[]): (readonly [number, string])[] {
  const script = join(PROJECT_ROOT, 'test/helpers/aio.py');
  const { stdout, stderr } = spawnSync('python3', [script, KEY.toString('hex'), ...steps], { encoding: 'utf8' });
  assert.equal(stderr, '');
  const reads: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(reads));
  return reads.map((read: unknown) => {
    assert.ok(Array.isArray(read));
    return [Number(read[0]), String(read[1])];
  });
}

function send(index: number): string {
  return `send:${ivOf(index).toString('hex')}`;
}

function encrypted(index: number): string {
  return computeDirectly('cbc', 'encrypt', KEY, ivOf(index), Buffer.alloc(64)).toString('hex');
}

const UNTOUCHED = '00'.repeat(64);
/** Takes the only lane with it, so that what comes next stays in the queue until it is released. */
const BLOCK = ['open', send(0), 'submit', 'lost:1'];

describe('asynchronous requests to the virtual engine', () => {
  it('get -ENOSPC when the queue is full, for they have no backlog', () => {
    using engine = new Engine('qlen=1', 'lanes=1');
    engine.arm('lost=1;limit=1;wedge=1');
    const others = [1, 2, 3].flatMap((index) => ['open', send(index), 'submit']);
    assert.deepEqual(asynchronously(...BLOCK, ...others, 'release:5'), [
      [-5, UNTOUCHED],
      [64, encrypted(1)],
      [-28, UNTOUCHED],
      [-28, UNTOUCHED],
    ]);
    assert.equal(engine.counter('enospc'), 2);
    assert.equal(engine.counter('backlogged'), 0);
    engine.assertConsistent();
  });

  it('get -EBUSY at once when the engine refuses them, and nobody waits', () => {
    using engine = new Engine();
    engine.arm('busy=1;limit=1');
    assert.deepEqual(asynchronously('open', send(0), 'submit', 'open', send(1), 'submit'), [
      [-16, UNTOUCHED],
      [64, encrypted(1)],
    ]);
    assert.equal(engine.counter('orphaned'), 0);
    assert.equal(engine.faults()[0]?.detail, 0);
    engine.assertConsistent();
  });

  it('are a path of their own', () => {
    using engine = new Engine();
    engine.arm('eio=1;path=backlog');
    assert.deepEqual(asynchronously('open', send(0), 'submit'), [[64, encrypted(0)]]);
    engine.arm('eio=1;path=direct;errno=74');
    assert.equal(asynchronously('open', send(0), 'submit')[0]?.[0], -74);
    engine.assertConsistent();
  });

  // The first request shall be lost and only the second one read its IV late.
  const rates = { n: 1, every: 2, skip: 0 };
  const seed = [...Array(64).keys()].map(BigInt).find((candidate) => {
    const race = { fault: 'iv-race', seed: candidate, ...rates };
    return isHit({ fault: 'lost', seed: candidate, ...rates }, 0) && !isHit(race, 0) && isHit(race, 1);
  });

  for (const [what, faults, index] of [
    ['are computed with the IV they were submitted with', 'lost=1/2', 1],
    ['iv-race: are computed with the IV that came afterwards', 'lost=1/2;iv-race=1/2', 2],
  ] as const) {
    it(what, () => {
      using engine = new Engine('lanes=1');
      engine.arm(`${faults};limit=1;wedge=1;seed=${String(defined(seed))}`);
      const reads = asynchronously(...BLOCK, 'open', send(1), 'submit', send(2), 'release:5');
      assert.deepEqual(reads[1], [64, encrypted(index)]);
      const races = engine.faults().filter(({ fault }) => fault === 'iv-race');
      assert.deepEqual(
        races.map(({ tag }) => tag),
        index === 2 ? [ivOf(1).toString('hex', 0, 8)] : [],
      );
      engine.assertConsistent();
    });
  }
});
