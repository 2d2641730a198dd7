/** What holds for every family, whatever it is: a new one is under these laws from its first day. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { GUARD_BYTES, NOWHERE, POISON, STEP_KIND } from '#dist/afalg/layout.js';
import { Examiner } from '#dist/forensics/examiner.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { textsOf } from '#dist/options/run-shape.js';
import { rebuildOperation } from '#dist/oracle/rebuild.js';
import { oracleOf } from '#dist/oracle/oracles.js';
import type { Family } from '#dist/plan/family.js';
import { planDigest } from '#dist/plan/plan-digest.js';
import { describeOperation, FAMILIES, planOf, WORKLOAD_FORMAT, workloadDigest } from '#dist/plan/plans.js';
import { gather, newSlice, placesOf, stepsOf, type Slice } from '#dist/plan/slice.js';
import type { Workload, WorkloadOf } from '#dist/plan/workload.js';
import { defined } from '../helpers/defined.js';
import { FAMILY_SAMPLES } from '../helpers/families.js';

const ROWS = 16;
const LONGEST = 6000;

function sliceOf(workload: Workload, worker: number, burst: number, first: number, count = ROWS): Slice {
  const plan = planOf(workload);
  const slice = newSlice(count, count * plan.longestExchange(workload));
  plan.open(workload, plan.drawBurst(workload, worker, burst), count).fill(slice, first, count);
  return slice;
}

function algorithmOf<F extends Family>(workload: WorkloadOf<F>): string {
  return FAMILY_SAMPLES[workload.family].algorithmOf(workload);
}

function tapeOf(workload: Workload, worker: number, burst: number): Uint8Array {
  const plan = planOf(workload);
  const tape = new Uint8Array(plan.memory(workload).tape);
  oracleOf(workload).fillTape(workload, plan.drawBurst(workload, worker, burst), tape);
  return tape;
}

/** Checks a law for many workloads of a family, each at some place of a run. */
function holds(
  family: Family,
  law: (workload: Workload, worker: number, burst: number, first: number) => void,
  runs = 50,
): void {
  const places = [fc.nat({ max: 20 }), fc.nat({ max: 9 }), fc.nat({ max: 5000 })] as const;
  fc.assert(fc.property(FAMILY_SAMPLES[family].workloads(LONGEST), ...places, law), { numRuns: runs });
}

for (const family of FAMILIES) {
  describe(`the family ${family}`, () => {
    it('plans the same operations for the same workload, and others in another burst', () => {
      holds(family, (workload, worker, burst, first) => {
        const slice = sliceOf(workload, worker, burst, first);
        assert.deepEqual(sliceOf({ ...workload }, worker, burst, first), slice);
        assert.notDeepEqual(sliceOf(workload, worker, burst + 1, first), slice);
        assert.notDeepEqual(sliceOf({ ...workload, seed: workload.seed ^ 1n }, worker, burst, first), slice);
      });
    });

    it('plans each operation by itself, wherever a slice starts', () => {
      holds(family, (workload, worker, burst, first) => {
        const steps = stepsOf(sliceOf(workload, worker, burst, first, ROWS), ROWS - 1);
        assert.deepEqual(stepsOf(sliceOf(workload, worker, burst, first + ROWS - 1, 1), 0), steps);
        const plan = planOf(workload);
        const planned = plan.open(workload, plan.drawBurst(workload, worker, burst), ROWS);
        assert.deepEqual(planned.operations(first, ROWS)[ROWS - 1], planned.operation(first + ROWS - 1));
      });
    });

    it('keeps its steps inside its memory, with guards around what is received', () => {
      holds(family, (workload, worker, burst, first) => {
        const slice = sliceOf(workload, worker, burst, first);
        const { tape, arena } = planOf(workload).memory(workload);
        for (let row = 0; row < ROWS; row += 1) {
          const steps = stepsOf(slice, row);
          assert.ok(steps.length <= planOf(workload).longestExchange(workload));
          for (const { kind, offset, length, expected } of steps) {
            if (kind === STEP_KIND.send) assert.ok(offset + length <= tape);
            if (kind !== STEP_KIND.receive) continue;
            assert.ok(offset >= GUARD_BYTES && offset + length + GUARD_BYTES <= arena);
            assert.ok(expected === NOWHERE || expected + length <= tape);
          }
        }
      });
    });

    it('has on its tape what the oracle computes directly', () => {
      holds(family, (workload, worker, burst, first) => {
        const plan = planOf(workload);
        const drawn = plan.drawBurst(workload, worker, burst);
        const tape = tapeOf(workload, worker, burst);
        const slice = sliceOf(workload, worker, burst, first);
        for (const [row, operation] of plan.open(workload, drawn, ROWS).operations(first, ROWS).entries()) {
          const { input, iv, expected } = placesOf(slice, row);
          const given = {
            key: drawn.key,
            iv: iv === undefined ? new Uint8Array() : tape.slice(iv, iv + plan.ivSize(workload)),
            input: gather(tape, input),
          };
          const computed = oracleOf(workload).compute(workload, operation, given);
          assert.deepEqual(Buffer.from(computed), Buffer.from(gather(tape, expected)), describeOperation(operation));
        }
      });
    });

    it('rebuilds any operation from its name', () => {
      holds(family, (workload, worker, burst, operation) => {
        const rebuilt = rebuildOperation(workload, { seed: workload.seed, worker, burst, operation });
        const { input, expected } = placesOf(sliceOf(workload, worker, burst, operation, 1), 0);
        const tape = tapeOf(workload, worker, burst);
        assert.deepEqual(rebuilt.input, gather(tape, input));
        assert.deepEqual(rebuilt.expected, gather(tape, expected));
      });
    });

    it('is written as options that mean the same workload again', () => {
      holds(
        family,
        (workload) => {
          const algorithm = algorithmOf(workload);
          const settings = resolveRunSettings({ algorithm }, 0n);
          const again = resolveRunSettings(textsOf({ ...settings, workload }), 0n);
          assert.deepEqual(again.workload, workload);
          assert.equal(workloadDigest(again.workload), workloadDigest(workload));
          assert.equal(planDigest(again.workload, 2), planDigest(workload, 2));
        },
        10,
      );
    });

    it('is made smaller by each of its simplifications, and stays a workload', () => {
      holds(family, (workload, worker, burst, operation) => {
        const rebuilt = rebuildOperation(workload, { seed: workload.seed, worker, burst, operation });
        for (const { kind, changes } of planOf(workload).simplifications(workload, rebuilt.operation)) {
          for (const [index, change] of changes.entries()) {
            const smaller = change.apply(workload);
            assert.equal(smaller.family, workload.family);
            // The last of the least is what the workload has now.
            const same = kind === 'least' && index === changes.length - 1;
            assert.equal(workloadDigest(smaller) === workloadDigest(workload), same);
          }
        }
      });
    });

    it('of one length, down to the shortest, is a workload that its file and its options bring back', () => {
      holds(
        family,
        (workload, worker, burst, operation) => {
          const place = { seed: workload.seed, worker, burst, operation };
          const { length } = rebuildOperation(workload, place).operation;
          for (const each of planOf(workload).lengthsUpTo(workload, length).slice(0, 2)) {
            const one: Workload = { ...workload, minLength: each, maxLength: each };
            assert.equal(rebuildOperation(one, place).operation.length, each);
            assert.deepEqual(WORKLOAD_FORMAT.read(WORKLOAD_FORMAT.write(one), ''), one);
            const settings = resolveRunSettings({ algorithm: algorithmOf(one) }, 0n);
            assert.deepEqual(resolveRunSettings(textsOf({ ...settings, workload: one }), 0n).workload, one);
          }
        },
        20,
      );
    });

    it('explains a wrong byte, and reports it', () => {
      holds(
        family,
        (workload, worker, burst, index) => {
          const plan = planOf(workload);
          const { operation, input, expected } = rebuildOperation(workload, {
            seed: 0n,
            worker,
            burst,
            operation: index,
          });
          const actual = Uint8Array.from(expected);
          actual[0] = defined(actual[0]) ^ 0x40;
          const { iv = 0 } = placesOf(sliceOf(workload, worker, burst, index, 1), 0);
          const guard = new Uint8Array(GUARD_BYTES).fill(POISON);
          const { diagnosis, report } = new Examiner(workload).examine(
            {
              ...operation,
              ...{ worker, burst, operation: index, workload, reportedAs: { kind: 'done' } },
              ...{ key: plan.drawBurst(workload, worker, burst).key, input, expected, actual },
              iv: tapeOf(workload, worker, burst).slice(iv, iv + plan.ivSize(workload)),
              ...{ guardBefore: guard, guardAfter: guard },
            },
            [],
          );
          assert.equal(diagnosis.differingBytes, 1);
          assert.ok(diagnosis.hypotheses.length > 0);
          assert.ok(report.hexdump.length > 0 && report.offsets.length > 0);
        },
        20,
      );
    });
  });
}
