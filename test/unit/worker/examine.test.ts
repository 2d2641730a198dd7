import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FAILURE, GUARD_BYTES, POISON } from '#dist/afalg/layout.js';
import type { Outcome } from '#dist/afalg/engine.js';
import { fillTape } from '#dist/oracle/skcipher/tape.js';
import { type Burst } from '#dist/plan/burst.js';
import { formatOperationId } from '#dist/plan/operation-id.js';
import type { OperationOf } from '#dist/plan/operation.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { SKCIPHER_PLAN } from '#dist/plan/skcipher/plan.js';
import { cipherOf, type SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { gather, newSlice, placesOf, type Places, type Slice } from '#dist/plan/slice.js';
import type { OperationFinding } from '#dist/results/finding.js';
import { examine } from '#dist/worker/examine.js';
import { defined } from '../../helpers/defined.js';
import { DEFAULT_WORKLOAD, workloads } from '../../helpers/workloads.js';

const ROWS = 8;

/** What the addon leaves after operation `index`, in row `row`, as if the kernel had answered rightly. */
class Scene {
  readonly workload: SkcipherWorkload;
  readonly burst: Burst;
  readonly tape: Uint8Array;
  readonly arena: Uint8Array;
  readonly slice: Slice;
  readonly operation: OperationOf<'skcipher'>;
  readonly index: number;
  readonly row: number;

  constructor(workload: SkcipherWorkload = DEFAULT_WORKLOAD, index = 4711, row = 5) {
    this.workload = workload;
    this.burst = drawBurst(workload, 3, 12);
    this.index = index;
    this.row = row;
    const plan = new SkcipherBurstPlan(workload, this.burst, ROWS);
    this.slice = newSlice(ROWS, ROWS * SKCIPHER_PLAN.longestExchange(workload));
    plan.fill(this.slice, index - row, ROWS);
    this.operation = plan.operation(index);
    // The operation draws again: the slice must not change by it.
    const memory = SKCIPHER_PLAN.memory(workload);
    this.tape = new Uint8Array(memory.tape);
    this.arena = new Uint8Array(memory.arena);
    fillTape(workload, this.burst, this.tape);
    const { length } = this.operation;
    this.arena.fill(POISON, this.received - GUARD_BYTES, this.received + length + GUARD_BYTES);
    this.arena.set(this.expected, this.received);
  }

  get received(): number {
    return this.operation.receiveOffset;
  }

  get places(): Places {
    return placesOf(this.slice, this.row);
  }

  get expectedOffset(): number {
    return defined(this.places.expected[0]).offset;
  }

  get expected(): Uint8Array {
    return gather(this.tape, this.places.expected);
  }

  get input(): Uint8Array {
    return gather(this.tape, this.places.input);
  }

  flip(memory: Uint8Array, at: number, bits = 1): void {
    memory[at] = defined(memory[at]) ^ bits;
  }

  examine(failures: readonly (keyof typeof FAILURE)[], changes: Partial<Outcome> = {}): OperationFinding {
    const failure = failures.reduce((bits, name) => bits | FAILURE[name], 0);
    const outcome: Outcome = {
      ...{ index: this.row, step: 0, failure, errno: 0, result: 0, latencyMicroseconds: 250, flight: 0 },
      ...changes,
    };
    const { slice, tape, arena } = this;
    return examine(this.workload, this.burst, this.operation, this.index, { slice, tape, arena, outcome });
  }
}

function only<V extends OperationFinding['verdict']>(
  finding: OperationFinding,
  verdict: V,
): Extract<OperationFinding, { verdict: V }> {
  const is = (candidate: OperationFinding): candidate is Extract<OperationFinding, { verdict: V }> =>
    candidate.verdict === verdict;
  assert.ok(is(finding), `${finding.verdict}, not ${verdict}`);
  return finding;
}

describe('an operation with wrong bytes', () => {
  it('is found wrong, with the place and the number of what differs', () => {
    const scene = new Scene();
    scene.flip(scene.arena, scene.received + 17, 0x81);
    scene.flip(scene.arena, scene.received + 40, 0x01);
    const { mismatch } = only(scene.examine(['wrongBytes']), 'wrong');
    assert.deepEqual(mismatch, { firstByte: 17, lastByte: 40, differingBytes: 2, differingBits: 3 });
  });

  it('comes with everything that rebuilds it', () => {
    const scene = new Scene();
    scene.flip(scene.arena, scene.received);
    const before = Date.now();
    const { at } = scene.examine(['wrongBytes']);
    const { time, ...rest } = at;
    assert.deepEqual(rest, {
      ...scene.operation,
      id: formatOperationId({ seed: 1n, worker: 3, burst: 12, operation: 4711 }),
      worker: 3,
      burst: 12,
      operation: 4711,
      latencyMicroseconds: 250,
    });
    assert.ok(time >= before && time <= Date.now());
  });

  it('has its bytes, whatever the workload and the row', () => {
    fc.assert(
      fc.property(workloads(4096), fc.integer({ min: 0, max: ROWS - 1 }), fc.nat(), (workload, row, place) => {
        const scene = new Scene(workload, 1000 + row, row);
        const wrong = place % scene.operation.length;
        scene.flip(scene.arena, scene.received + wrong, 0x10);
        const { bytes, mismatch } = only(scene.examine(['wrongBytes']), 'wrong');
        const actual = scene.expected;
        scene.flip(actual, wrong, 0x10);
        const { iv = 0 } = scene.places;
        assert.deepEqual(bytes, {
          key: Uint8Array.from(scene.burst.key),
          iv: scene.tape.slice(iv, iv + cipherOf(workload).ivSize),
          input: scene.input,
          expected: scene.expected,
          actual,
          guardBefore: new Uint8Array(GUARD_BYTES).fill(POISON),
          guardAfter: new Uint8Array(GUARD_BYTES).fill(POISON),
        });
        assert.deepEqual(mismatch, { firstByte: wrong, lastByte: wrong, differingBytes: 1, differingBits: 1 });
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its bytes when tape and arena are used again', () => {
    const scene = new Scene();
    scene.flip(scene.arena, scene.received);
    const { bytes } = scene.examine(['wrongBytes']);
    const kept = structuredClone(bytes);
    scene.tape.fill(0);
    scene.arena.fill(0);
    scene.burst.key.fill(0);
    assert.deepEqual(bytes, kept);
  });

  it('is still a finding when the right bytes have arrived meanwhile', () => {
    // The kernel said done, the bytes were wrong, and now they are right: the engine wrote after its completion.
    assert.notEqual(new Scene().examine(['wrongBytes']).verdict, 'broken');
  });
});

describe('an operation whose expected bytes are damaged', () => {
  it('is broken, which the kernel is not blamed for, and has what they should be', () => {
    const scene = new Scene();
    const right = scene.expected;
    scene.flip(scene.tape, scene.expectedOffset + 3);
    const { recomputed, bytes } = only(scene.examine(['wrongBytes']), 'broken');
    assert.deepEqual(Uint8Array.from(recomputed), right);
    assert.deepEqual(bytes.actual, right);
    assert.deepEqual(bytes.expected, scene.expected);
  });

  it('is broken as well when it was the input that changed before the kernel saw it', () => {
    const scene = new Scene();
    scene.flip(scene.tape, defined(scene.places.input[0]).offset);
    scene.flip(scene.arena, scene.received);
    assert.equal(scene.examine(['wrongBytes']).verdict, 'broken');
  });
});

describe('an operation that wrote outside its buffer', () => {
  it('is an overrun, with the bytes on either side counted', () => {
    const scene = new Scene();
    const end = scene.received + scene.operation.length;
    for (const at of [scene.received - 1, end, end + 1, end + GUARD_BYTES - 1]) scene.flip(scene.arena, at);
    const finding = only(scene.examine(['guardBefore', 'guardAfter']), 'overrun');
    assert.deepEqual([finding.bytesBefore, finding.bytesAfter, finding.mismatch], [1, 3, null]);
    assert.equal(finding.bytes.guardBefore.at(-1), POISON ^ 1);
    assert.equal(finding.bytes.guardAfter.at(0), POISON ^ 1);
    assert.equal(finding.bytes.guardAfter.at(-1), POISON ^ 1);
  });

  it('is an overrun on one side alone, too', () => {
    for (const [side, at] of [
      ['guardBefore', -GUARD_BYTES],
      ['guardAfter', DEFAULT_WORKLOAD.maxLength],
    ] as const) {
      const scene = new Scene({ ...DEFAULT_WORKLOAD, minLength: DEFAULT_WORKLOAD.maxLength });
      scene.flip(scene.arena, scene.received + at);
      const { bytesBefore, bytesAfter } = only(scene.examine([side]), 'overrun');
      assert.deepEqual([bytesBefore, bytesAfter], side === 'guardBefore' ? [1, 0] : [0, 1]);
    }
  });

  it('tells of wrong bytes in the buffer, too', () => {
    const scene = new Scene();
    scene.flip(scene.arena, scene.received + 2);
    scene.flip(scene.arena, scene.received - 1);
    const { mismatch } = only(scene.examine(['guardBefore', 'wrongBytes']), 'overrun');
    assert.deepEqual(mismatch, { firstByte: 2, lastByte: 2, differingBytes: 1, differingBits: 1 });
  });
});

describe('an operation that returned another length', () => {
  for (const [bit, syscall] of [
    ['sendLength', 'sendmsg'],
    ['receiveLength', 'recv'],
  ] as const) {
    it(`from ${syscall} has what was returned`, () => {
      const step = bit === 'sendLength' ? 0 : 1;
      const finding = only(new Scene().examine([bit], { step, result: 0x2000_1c12 }), 'length');
      assert.deepEqual([finding.syscall, finding.returned], [syscall, 0x2000_1c12]);
    });
  }

  it('has what all its pieces were said to have', () => {
    const scene = new Scene({ ...DEFAULT_WORKLOAD, chunks: 4 });
    const { chunk } = scene.operation;
    const finding = only(scene.examine(['receiveLength'], { step: 3, result: 7 }), 'length');
    assert.equal(finding.returned, 2 * chunk + 7);
  });
});

describe('an operation that was refused', () => {
  for (const [bit, syscall] of [
    ['sendError', 'sendmsg'],
    ['receiveError', 'recv'],
    ['acceptError', 'accept'],
  ] as const) {
    it(`by ${syscall} has the errno, and the poison where nothing was written`, () => {
      const scene = new Scene();
      scene.arena.fill(POISON);
      const { failure, bytes } = only(scene.examine([bit], { errno: 22, result: -1 }), 'refused');
      assert.deepEqual(failure, { syscall, errno: -22, code: 'EINVAL' });
      assert.ok(bytes.actual.every((byte) => byte === POISON));
    });
  }
});
