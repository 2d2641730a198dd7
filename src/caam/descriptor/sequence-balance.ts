import type { DescriptorPair } from './command-at-index.js';
import type { Instruction } from './command.js';

/** How the fixed lengths of the SEQ commands add up against one sequence. */
export interface SequenceBalance {
  readonly name: 'input' | 'output';
  /** Bytes the SEQ IN or SEQ OUT PTR gives. */
  readonly given: number;
  /** Bytes that commands of a fixed length take, whether or not a jump leaves some of them out. */
  readonly fixed: number;
  /** A command takes as many bytes as a length register says. */
  readonly hasVariable: boolean;
}

/** What the job gives its sequences, and what the commands of both descriptors take of them. */
export function sequenceBalances({ job, shared }: DescriptorPair): readonly SequenceBalance[] {
  const instructions = [...(shared?.instructions ?? []), ...(job?.instructions ?? [])];
  return (['input', 'output'] as const).flatMap((name) => {
    const pointer = instructions.find(({ op }) => op === (name === 'input' ? 'SEQ_IN_PTR' : 'SEQ_OUT_PTR'));
    if ((pointer?.op !== 'SEQ_IN_PTR' && pointer?.op !== 'SEQ_OUT_PTR') || pointer.length === undefined) return [];
    const takes = instructions.map((instruction) => takenBy(instruction, name)).filter((taken) => taken !== undefined);
    const fixed = takes.reduce<number>((sum, taken) => sum + (taken === 'variable' ? 0 : taken), 0);
    return [{ name, given: pointer.length, fixed, hasVariable: takes.includes('variable') }];
  });
}

function takenBy(instruction: Instruction, name: 'input' | 'output'): number | 'variable' | undefined {
  switch (instruction.op) {
    case 'SEQ_KEY':
    case 'SEQ_LOAD':
      if (name === 'output') return undefined;
      return instruction.vlf ? 'variable' : instruction.length;
    case 'SEQ_FIFO_LOAD':
      if (name === 'output' || instruction.aidf) return undefined;
      return instruction.vlf ? 'variable' : (instruction.extLength ?? instruction.length);
    case 'SEQ_STORE':
      if (name === 'input') return undefined;
      return instruction.vlf ? 'variable' : instruction.length;
    case 'SEQ_FIFO_STORE':
      if (name === 'input') return undefined;
      return instruction.vlf ? 'variable' : (instruction.extLength ?? instruction.length);
    default:
      return undefined;
  }
}
