import { ALG_OP, NOWHERE, STEP_FLAG, STEP_KIND } from '../../afalg/layout.js';
import { oracleOf } from '../../oracle/oracles.js';
import type { Family } from '../../plan/family.js';
import type { OperationId } from '../../plan/operation-id.js';
import { planOf } from '../../plan/plans.js';
import { newSlice, stepsOf, type Step } from '../../plan/slice.js';
import type { WorkloadOf } from '../../plan/workload.js';
import { cString, hexTable } from './c-text.js';
import type { FamilyProgram } from './family-program.js';

/** Bytes in a program, all operations together: what a mailing list takes. */
const MOST_BYTES = 12_288;
/** With one, the output of an operation before would look right. */
const FEWEST = 2;
const MOST = 4;

/** One operation of the program. */
interface ProgramOperation {
  readonly name: string;
  readonly receiveOffset: number;
  readonly steps: readonly Step[];
}

/** A program of any family: the steps of its operations, one after the other, with all their bytes. */
export function exchangeProgram<F extends Family>(): FamilyProgram<F> {
  return { source: 'exchange.c', data };
}

function data<F extends Family>(workload: WorkloadOf<F>, failed: OperationId): readonly string[] {
  const plan = planOf(workload);
  const burst = plan.drawBurst(workload, failed.worker, failed.burst);
  const tape = new Uint8Array(plan.memory(workload).tape);
  oracleOf(workload).fillTape(workload, burst, tape);
  const operations = chosen(workload, failed);
  const tables = new Tables();
  const steps = operations.flatMap(({ receiveOffset, steps: own }) =>
    whole(own).map(({ step, spans }) => stepLine(step, spans, receiveOffset, plan.ivSize(workload), tape, tables)),
  );
  let first = 0;
  const rows = operations.map(({ name, steps: own }) => {
    const count = whole(own).length;
    first += count;
    return `\t{ ${cString(name)}, ${String(first - count)}, ${String(count)} },`;
  });
  return [
    `#define TYPE ${cString(workload.family)}`,
    `#define MAX_LENGTH ${String(Math.max(...operations.map(extentOf)))}`,
    `#define KEY ${cString(Buffer.from(burst.key).toString('hex'))}`,
    `#define KEY_SIZE ${String(burst.key.length)}`,
    `#define IV_SIZE ${String(plan.ivSize(workload))}`,
    '',
    ...tables.lines,
    '',
    'static const struct step steps[] = {',
    ...steps,
    '};',
    '',
    'static const struct operation operations[] = {',
    ...rows,
    '};',
  ];
}

/** The operation that failed, last, and those before it, as many as there is room for. */
function chosen<F extends Family>(workload: WorkloadOf<F>, failed: OperationId): readonly ProgramOperation[] {
  const plan = planOf(workload);
  const burst = plan.drawBurst(workload, failed.worker, failed.burst);
  const planned = plan.open(workload, burst, 1);
  const operations: ProgramOperation[] = [];
  let bytes = 0;
  const last = Math.max(failed.operation, FEWEST - 1);
  for (let index = last; index >= 0 && operations.length < MOST; index -= 1) {
    const slice = newSlice(1, plan.longestExchange(workload));
    planned.fill(slice, index, 1);
    const operation = planned.operation(index);
    const steps = stepsOf(slice, 0);
    bytes += steps.reduce((sum, { length }) => sum + length, 0);
    if (bytes > MOST_BYTES && operations.length >= FEWEST) break;
    operations.unshift({ name: plan.describe(operation), receiveOffset: operation.receiveOffset, steps });
  }
  return operations;
}

/** Bytes from the first one received to the last. */
function extentOf({ receiveOffset, steps }: ProgramOperation): number {
  const received = steps.filter(({ kind }) => kind === STEP_KIND.receive);
  return Math.max(1, ...received.map(({ offset, length }) => offset + length - receiveOffset));
}

/** Sends of several buffers as one, since the kernel copies what is sent: each step with the ranges it sends. */
function whole(steps: readonly Step[]): readonly { readonly step: Step; readonly spans: readonly Step[] }[] {
  const calls: { step: Step; spans: Step[] }[] = [];
  for (const step of steps) {
    const call = calls.at(-1);
    if (call !== undefined && step.kind === STEP_KIND.send && (step.flags & STEP_FLAG.joined) !== 0) {
      call.spans.push(step);
    } else {
      calls.push({ step, spans: [step] });
    }
  }
  return calls;
}

function stepLine(
  step: Step,
  spans: readonly Step[],
  receiveOffset: number,
  ivSize: number,
  tape: Uint8Array,
  tables: Tables,
): string {
  const has = (flag: keyof typeof STEP_FLAG): boolean => (step.flags & STEP_FLAG[flag]) !== 0;
  const at = (offset: number, length: number): Uint8Array => tape.subarray(offset, offset + length);
  const fields: string[] = [];
  const field = (name: string, value: number | string): void => {
    fields.push(`.${name} = ${String(value)}`);
  };
  if (step.socket !== 0) field('socket', step.socket);
  switch (step.kind) {
    case STEP_KIND.send: {
      const bytes = Buffer.concat(spans.map(({ offset, length }) => at(offset, length)));
      field(
        'direction',
        has('withOperation') ? (step.operation === ALG_OP.encrypt ? 'ALG_OP_ENCRYPT' : 'ALG_OP_DECRYPT') : -1,
      );
      if (has('more')) field('more', 1);
      if (has('withIv')) field('iv', tables.nameOf(at(step.iv, ivSize)));
      field('bytes', tables.nameOf(bytes));
      field('length', bytes.length);
      break;
    }
    case STEP_KIND.receive:
      if (has('joined')) field('joined', 1);
      if (step.expected !== NOWHERE) field('bytes', tables.nameOf(at(step.expected, step.length)));
      field('length', step.length);
      field('at', step.offset - receiveOffset);
      break;
    default:
      field('to', step.offset);
  }
  if (step.result !== 0) field('error', step.result);
  return `\t{ .kind = ${KINDS[step.kind] ?? ''}, ${fields.join(', ')} },`;
}

const KINDS: Readonly<Record<number, string>> = {
  [STEP_KIND.send]: 'SEND',
  [STEP_KIND.receive]: 'RECEIVE',
  [STEP_KIND.clone]: 'CLONE',
};

/** Bytes in hexadecimal, each once. */
class Tables {
  readonly #names = new Map<string, string>();
  readonly lines: string[] = [];

  nameOf(bytes: Uint8Array): string {
    const hex = Buffer.from(bytes).toString('hex');
    const known = this.#names.get(hex);
    if (known !== undefined) return known;
    const name = `bytes_${String(this.#names.size)}`;
    this.#names.set(hex, name);
    this.lines.push(...hexTable(name, bytes));
    return name;
  }
}
