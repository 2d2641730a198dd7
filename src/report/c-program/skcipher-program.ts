import { computeDirectly } from '../../oracle/skcipher/direct.js';
import type { OperationId } from '../../plan/operation-id.js';
import { drawBurst } from '../../plan/skcipher/draw-burst.js';
import type { Direction } from '../../plan/skcipher/fields.js';
import { SkcipherBurstPlan } from '../../plan/skcipher/operations.js';
import { cipherOf } from '../../plan/skcipher/workload.js';
import type { WorkloadOf } from '../../plan/workload.js';
import { cString, hexTable } from './c-text.js';
import type { FamilyProgram } from './family-program.js';
import { SplitMix } from './split-mix.js';

/** Expected bytes in a program, all operations together: what a mailing list takes. */
const EXPECTED_BYTES = 8192;
/** With one, the output of an operation before would look right. */
const FEWEST = 2;
const MOST = 4;

/** One operation of the program, and what its output must be. */
export interface SkcipherProgramOperation {
  readonly direction: Direction;
  /** Bytes. */
  readonly length: number;
  /** Bytes per recv. */
  readonly chunk: number;
  readonly expected: Uint8Array;
}

export interface SkcipherProgramData {
  readonly key: Uint8Array;
  readonly operations: readonly SkcipherProgramOperation[];
}

export const SKCIPHER_PROGRAM: FamilyProgram<'skcipher'> = {
  source: 'skcipher.c',
  data: (workload, failed) => {
    const { key, operations } = skcipherProgramData(workload, failed);
    return [
      `#define MAX_LENGTH ${String(Math.max(...operations.map(({ length }) => length)))}`,
      `#define KEY ${cString(Buffer.from(key).toString('hex'))}`,
      `#define KEY_SIZE ${String(key.length)}`,
      `#define IV_SIZE ${String(cipherOf(workload).ivSize)}`,
      '',
      '/* What the output must be. */',
      ...operations.flatMap(({ expected }, index) => hexTable(`expected_${String(index)}`, expected)),
      '',
      'static const struct operation operations[] = {',
      ...operations.map(
        ({ direction, length, chunk }, index) =>
          `\t{ ALG_OP_${direction.toUpperCase()}, ${String(length)}, ${String(chunk)}, expected_${String(index)} },`,
      ),
      '};',
    ];
  },
};

/**
 * The operation that failed, last, and those before it. IVs and input are what the program's own generator makes, so
 * that they need not be printed; the key is that of the burst.
 */
export function skcipherProgramData(workload: WorkloadOf<'skcipher'>, failed: OperationId): SkcipherProgramData {
  const count = Math.min(MOST, Math.max(FEWEST, Math.floor(EXPECTED_BYTES / workload.maxLength)));
  const burst = drawBurst(workload, failed.worker, failed.burst);
  const first = Math.max(0, failed.operation - count + 1);
  const { ivSize } = cipherOf(workload);
  const generator = new SplitMix(workload.seed);
  const operations = new SkcipherBurstPlan(workload, burst, count)
    .operations(first, count)
    .map(({ direction, length, chunk }): SkcipherProgramOperation => {
      const iv = generator.bytes(ivSize);
      const input = generator.bytes(length);
      const expected = computeDirectly(workload.mode, direction, burst.key, iv, input);
      return { direction, length, chunk, expected };
    });
  return { key: burst.key, operations };
}
