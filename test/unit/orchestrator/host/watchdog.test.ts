import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Watchdog, type Stall } from '#dist/orchestrator/host/watchdog.js';
import { WORKER_STATE, type Heartbeat, type WorkerSnapshot } from '#dist/worker/protocol.js';

const LIMIT = 10_000;
const TICK = 250;

type State = keyof typeof WORKER_STATE;

function snapshot(worker: number, beat: number, state: State = 'active'): WorkerSnapshot {
  const flights = [{ operation: beat, call: 2 }];
  return { worker, threadId: 100 + worker, state: WORKER_STATE[state], beat, burst: 1, operation: beat, flights };
}

function heartbeat(...workers: readonly WorkerSnapshot[]): Heartbeat {
  return { kind: 'heartbeat', workers, operations: 0, bytes: 0, queueFull: 0, latency: [], maxLatencyMicroseconds: 0 };
}

/** A watchdog and a clock that only we move, in ticks. */
class Scene {
  readonly watchdog: Watchdog;
  now = 1_000_000;

  constructor(limit = LIMIT) {
    this.watchdog = new Watchdog(limit);
    this.watchdog.tick(this.now);
  }

  /** Lets time pass; `beats` says which heartbeats come after each so many milliseconds. Stops at a stall. */
  pass(milliseconds: number, beats?: (elapsed: number) => readonly WorkerSnapshot[]): Stall | undefined {
    for (let elapsed = TICK; elapsed <= milliseconds; elapsed += TICK) {
      this.now += TICK;
      if (beats !== undefined && elapsed % 500 === 0) this.watchdog.observe(heartbeat(...beats(elapsed)));
      const stall = this.watchdog.tick(this.now);
      if (stall !== undefined) return stall;
    }
    return undefined;
  }
}

describe('a host that falls silent', () => {
  it('is a stall after the limit, not before', () => {
    const scene = new Scene();
    scene.watchdog.observe(heartbeat(snapshot(0, 1), snapshot(1, 1, 'idle')));
    assert.equal(scene.pass(LIMIT - TICK), undefined);
    const stall = scene.pass(TICK);
    assert.deepEqual([stall?.hostSilent, stall?.milliseconds], [true, LIMIT]);
    assert.deepEqual(
      stall?.workers.map(({ worker }) => worker),
      [0, 1],
    );
  });

  it('is a stall, too, when it never said anything, but has a minute to load', () => {
    const scene = new Scene();
    assert.equal(scene.pass(60_000 - TICK), undefined);
    assert.deepEqual(scene.pass(TICK), { milliseconds: 60_000, workers: [], hostSilent: true });
  });

  it('is none as long as it speaks within the limit', () => {
    const scene = new Scene();
    for (let round = 0; round < 5; round += 1) {
      assert.equal(scene.pass(LIMIT - TICK), undefined);
      scene.watchdog.observe(heartbeat(snapshot(0, round)));
    }
  });
});

describe('a worker that does not move', () => {
  it('is a stall while the others go on, and is the only one blamed', () => {
    const scene = new Scene();
    const beats = (elapsed: number): readonly WorkerSnapshot[] => [
      snapshot(0, elapsed),
      snapshot(1, 7),
      snapshot(2, elapsed),
    ];
    assert.equal(scene.pass(LIMIT, beats), undefined);
    const stall = scene.pass(2000, (elapsed) => beats(LIMIT + elapsed));
    assert.equal(stall?.hostSilent, false);
    assert.deepEqual(stall.workers, [snapshot(1, 7)]);
    assert.ok(stall.milliseconds >= LIMIT && stall.milliseconds < LIMIT + 2000);
  });

  it('is not blamed alone when another stopped soon after it', () => {
    const stops = [0, LIMIT / 2 - 1000, LIMIT / 2 + 1000];
    const stall = new Scene().pass(2 * LIMIT, (elapsed) =>
      stops.map((stop, worker) => snapshot(worker, Math.min(elapsed, stop + 500))),
    );
    assert.deepEqual(
      stall?.workers.map(({ worker }) => worker),
      [0, 1],
    );
  });

  it('is a stall in setup as well: bind and accept must come back, too', () => {
    const scene = new Scene();
    const stall = scene.pass(2 * LIMIT, () => [snapshot(0, 7, 'setup')]);
    assert.deepEqual(
      stall?.workers.map(({ worker }) => worker),
      [0],
    );
  });

  for (const state of ['idle', 'reporting', 'finished'] as const) {
    it(`is no stall while it is ${state}`, () => {
      assert.equal(
        new Scene().pass(5 * LIMIT, () => [snapshot(0, 7, state)]),
        undefined,
      );
    });
  }

  it('is no stall when it moves in the last moment, and its time starts anew', () => {
    const scene = new Scene();
    let beat = 0;
    for (let round = 0; round < 4; round += 1) {
      beat += 1;
      assert.equal(
        scene.pass(LIMIT - 1000, () => [snapshot(0, beat)]),
        undefined,
      );
    }
    assert.notEqual(
      scene.pass(2 * LIMIT, () => [snapshot(0, beat)]),
      undefined,
    );
  });

  it('has all of its time again after it was idle', () => {
    const scene = new Scene();
    assert.equal(
      scene.pass(LIMIT - 1000, () => [snapshot(0, 7)]),
      undefined,
    );
    assert.equal(
      scene.pass(1000, () => [snapshot(0, 7, 'idle')]),
      undefined,
    );
    assert.equal(
      scene.pass(LIMIT - 1000, () => [snapshot(0, 7)]),
      undefined,
    );
  });

  it('may have a counter that went over 2^32', () => {
    const scene = new Scene();
    const stall = scene.pass(3 * LIMIT, (elapsed) => [snapshot(0, (2 ** 32 - 20 + elapsed / 500) % 2 ** 32)]);
    assert.equal(stall, undefined);
  });
});

describe('a machine that was suspended', () => {
  it('is no stall: an hour between two ticks is worth a second', () => {
    const scene = new Scene();
    scene.watchdog.observe(heartbeat(snapshot(0, 1)));
    scene.now += 3_600_000;
    assert.equal(scene.watchdog.tick(scene.now), undefined);
    assert.equal(
      scene.pass(LIMIT - 2000, () => [snapshot(0, 1)]),
      undefined,
    );
  });

  it('does not hide a hang: the time afterwards counts', () => {
    const scene = new Scene();
    scene.watchdog.observe(heartbeat(snapshot(0, 1)));
    scene.now += 3_600_000;
    assert.equal(scene.watchdog.tick(scene.now), undefined);
    assert.notEqual(
      scene.pass(LIMIT, () => [snapshot(0, 1)]),
      undefined,
    );
  });

  it('is no stall at the shortest stall timeout either', () => {
    const scene = new Scene(1000);
    scene.watchdog.observe(heartbeat(snapshot(0, 1)));
    scene.now += 3_600_000;
    assert.equal(scene.watchdog.tick(scene.now), undefined);
  });
});

describe('the watchdog', () => {
  it('never blames workers that beat, whatever the others do', () => {
    const states = fc.constantFrom<State>('idle', 'setup', 'active', 'reporting', 'finished');
    const plan = fc.array(fc.record({ state: states, moves: fc.boolean() }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(plan, (workers) => {
        const stall = new Scene().pass(3 * LIMIT, (elapsed) =>
          workers.map(({ state, moves }, worker) => snapshot(worker, moves ? elapsed : 0, state)),
        );
        const stuck = workers.flatMap(({ state, moves }, worker) =>
          !moves && (state === 'setup' || state === 'active') ? [worker] : [],
        );
        assert.deepEqual(stall?.workers.map(({ worker }) => worker) ?? [], stuck);
      }),
    );
  });

  it('blames nobody while the host is stopped', () => {
    const scene = new Scene();
    scene.watchdog.observe(heartbeat(snapshot(0, 1)));
    for (let passed = 0; passed < 3 * LIMIT; passed += TICK) {
      scene.now += TICK;
      assert.equal(scene.watchdog.tick(scene.now, true), undefined);
    }
    assert.notEqual(scene.pass(2 * LIMIT), undefined);
  });
});
