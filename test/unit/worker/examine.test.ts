import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FAILURE, GUARD_BYTES, OUTCOME, OUTCOME_WORDS, POISON, RECORD, RECORD_WORDS } from '#dist/afalg/layout.js';
import type { Lane } from '#dist/afalg/native.js';
import { fillTape } from '#dist/oracle/tape.js';
import { drawBurst, type Burst } from '#dist/plan/burst.js';
import { cipherOf, formatOperationId, type Workload } from '#dist/plan/workload.js';
import { arenaBytes, OperationPlan, type Operation } from '#dist/plan/operations.js';
import { tapeLayout } from '#dist/plan/tape-layout.js';
import type { OperationFinding } from '#dist/results/finding.js';
import { examine } from '#dist/worker/examine.js';
import { defined } from '../../helpers/defined.js';
import { DEFAULT_WORKLOAD, workloads } from '../../helpers/workloads.js';

const ROWS = 8;

/** What the addon leaves after operation `index`, in row `row`, as if the kernel had answered rightly. */
class Scene {
  readonly workload: Workload;
  readonly burst: Burst;
  readonly lane: Lane;
  readonly records = new Uint32Array(ROWS * RECORD_WORDS);
  readonly operation: Operation;
  readonly index: number;
  readonly row: number;

  constructor(workload: Workload = DEFAULT_WORKLOAD, index = 4711, row = 5) {
    this.workload = workload;
    this.burst = drawBurst(workload, 3, 12);
    this.index = index;
    this.row = row;
    const plan = new OperationPlan(workload, this.burst, ROWS);
    plan.fillRecords(this.records, index - row, ROWS);
    this.operation = plan.operation(index);
    this.lane = {
      tape: new Uint8Array(tapeLayout(workload).size),
      arena: new Uint8Array(arenaBytes(workload)),
      progress: new Uint32Array(1),
      outcome: new Int32Array(OUTCOME_WORDS),
      ivSize: cipherOf(workload).ivSize,
    };
    fillTape(workload, this.burst, this.lane.tape);
    const { length } = this.operation;
    this.lane.arena.fill(POISON, this.received - GUARD_BYTES, this.received + length + GUARD_BYTES);
    this.lane.arena.set(this.expected, this.received);
  }

  get received(): number {
    return this.operation.receiveOffset;
  }

  /** Offset of something on the tape, as the record has it. */
  field(name: keyof typeof RECORD): number {
    return defined(this.records[this.row * RECORD_WORDS + RECORD[name]]);
  }

  get expected(): Uint8Array {
    return this.lane.tape.slice(this.field('expectedOffset'), this.field('expectedOffset') + this.operation.length);
  }

  get input(): Uint8Array {
    return this.lane.tape.slice(this.field('inputOffset'), this.field('inputOffset') + this.operation.length);
  }

  flip(memory: Uint8Array, at: number, bits = 1): void {
    memory[at] = defined(memory[at]) ^ bits;
  }

  examine(
    failures: readonly (keyof typeof FAILURE)[],
    outcome: Partial<Record<keyof typeof OUTCOME, number>> = {},
  ): OperationFinding {
    const failure = failures.reduce((bits, name) => bits | FAILURE[name], 0);
    for (const [name, value] of Object.entries({ failure, latencyMicroseconds: 250, ...outcome })) {
      for (const [word, at] of Object.entries(OUTCOME)) if (word === name) this.lane.outcome[at] = value;
    }
    const failed = { operation: this.operation, index: this.index, row: this.row };
    return examine(this.workload, this.burst, this.lane, this.records, failed);
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
    scene.flip(scene.lane.arena, scene.received + 17, 0x81);
    scene.flip(scene.lane.arena, scene.received + 40, 0x01);
    const { mismatch } = only(scene.examine(['wrongBytes']), 'wrong');
    assert.deepEqual(mismatch, { firstByte: 17, lastByte: 40, differingBytes: 2, differingBits: 3 });
  });

  it('comes with everything that rebuilds it', () => {
    const scene = new Scene();
    scene.flip(scene.lane.arena, scene.received);
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
        scene.flip(scene.lane.arena, scene.received + wrong, 0x10);
        const { bytes, mismatch } = only(scene.examine(['wrongBytes']), 'wrong');
        const actual = scene.expected;
        scene.flip(actual, wrong, 0x10);
        const iv = scene.field('ivOffset');
        assert.deepEqual(bytes, {
          key: Uint8Array.from(scene.burst.key),
          iv: scene.lane.tape.slice(iv, iv + scene.lane.ivSize),
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
    scene.flip(scene.lane.arena, scene.received);
    const { bytes } = scene.examine(['wrongBytes']);
    const kept = structuredClone(bytes);
    scene.lane.tape.fill(0);
    scene.lane.arena.fill(0);
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
    scene.flip(scene.lane.tape, scene.field('expectedOffset') + 3);
    const { recomputed, bytes } = only(scene.examine(['wrongBytes']), 'broken');
    assert.deepEqual(Uint8Array.from(recomputed), right);
    assert.deepEqual(bytes.actual, right);
    assert.deepEqual(bytes.expected, scene.expected);
  });

  it('is broken as well when it was the input that changed before the kernel saw it', () => {
    const scene = new Scene();
    scene.flip(scene.lane.tape, scene.field('inputOffset'));
    scene.flip(scene.lane.arena, scene.received);
    assert.equal(scene.examine(['wrongBytes']).verdict, 'broken');
  });
});

describe('an operation that wrote outside its buffer', () => {
  it('is an overrun, with the bytes on either side counted', () => {
    const scene = new Scene();
    const end = scene.received + scene.operation.length;
    for (const at of [scene.received - 1, end, end + 1, end + GUARD_BYTES - 1]) scene.flip(scene.lane.arena, at);
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
      scene.flip(scene.lane.arena, scene.received + at);
      const { bytesBefore, bytesAfter } = only(scene.examine([side]), 'overrun');
      assert.deepEqual([bytesBefore, bytesAfter], side === 'guardBefore' ? [1, 0] : [0, 1]);
    }
  });

  it('tells of wrong bytes in the buffer, too', () => {
    const scene = new Scene();
    scene.flip(scene.lane.arena, scene.received + 2);
    scene.flip(scene.lane.arena, scene.received - 1);
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
      const finding = only(new Scene().examine([bit], { result: 0x2000_1c12 }), 'length');
      assert.deepEqual([finding.syscall, finding.returned], [syscall, 0x2000_1c12]);
    });
  }
});

describe('an operation that was refused', () => {
  for (const [bit, syscall] of [
    ['sendError', 'sendmsg'],
    ['receiveError', 'recv'],
  ] as const) {
    it(`by ${syscall} has the errno, and the poison where nothing was written`, () => {
      const scene = new Scene();
      scene.lane.arena.fill(POISON);
      const { failure, bytes } = only(scene.examine([bit], { errno: 22, result: -1 }), 'refused');
      assert.deepEqual(failure, { syscall, errno: -22, code: 'EINVAL' });
      assert.ok(bytes.actual.every((byte) => byte === POISON));
    });
  }
});
