import type { Instruction } from './command.js';

/**
 * The first era that has what an instruction uses, by flib's per-era tables; undefined where every era has it. To warn
 * with, never to refuse: flib and Linux do not always agree.
 */
function firstEra(instruction: Instruction): { readonly feature: string; readonly era: number } | undefined {
  const era = eraOf(instruction);
  return era === undefined ? undefined : { feature: era[0], era: era[1] };
}

/** Notes on what a CAAM of `era` does not have. */
export function eraNotes(instructions: readonly Instruction[], era: number): readonly string[] {
  return instructions.flatMap((instruction) => {
    const first = firstEra(instruction);
    if (first === undefined || first.era <= era) return [];
    return [
      `${String(instruction.index)}: ${first.feature} came with era ${String(first.era)}, this is era ${String(era)}`,
    ];
  });
}

function eraOf(instruction: Instruction): readonly [string, number] | undefined {
  switch (instruction.op) {
    case 'MATHI':
      return ['MATHI', 6];
    case 'MOVEB':
    case 'MOVEDW':
      return [instruction.op, 7];
    case 'MOVE':
    case 'MOVE_LEN':
      if (instruction.op === 'MOVE_LEN' && instruction.sizeClass !== 'none') return ['the size class of MOVE_LEN', 7];
      return instruction.dest === 'aux_fifo' ? ['MOVE to the auxiliary FIFO', 4] : undefined;
    case 'MATH':
      if (instruction.fn === 'bswap') return ['MATH byte swap', 4];
      return instruction.length > 8 ? ['MATH SWP', 7] : undefined;
    case 'JUMP':
      if (['local_inc', 'local_dec'].includes(instruction.type)) return ['a counting JUMP', 6];
      return ['gosub', 'return'].includes(instruction.type) ? [`JUMP ${instruction.type}`, 4] : undefined;
    case 'KEY':
      return instruction.pts ? ['KEY PTS', 7] : undefined;
    case 'SEQ_KEY':
      return instruction.aidf || instruction.vlf ? ['SEQ KEY with AIDF or VLF', 6] : undefined;
    case 'SEQ_FIFO_LOAD':
      return instruction.aidf ? ['SEQ FIFO LOAD with AIDF', 6] : undefined;
    case 'FIFO_STORE':
    case 'SEQ_FIFO_STORE':
      if (instruction.dataType === 'metadata') return ['FIFO STORE of metadata', 5];
      return instruction.dataType === 'message_data_checksum' ? ['FIFO STORE with checksum', 8] : undefined;
    case 'LOAD':
    case 'SEQ_LOAD':
      return instruction.cls === 0 && instruction.targetCode >= 0x70 && instruction.targetCode <= 0x75
        ? [`LOAD to ${instruction.target}`, 4]
        : undefined;
    case 'SEQ_IN_PTR':
      return instruction.sop ? ['SEQ IN PTR with SOP', 5] : undefined;
    case 'SEQ_OUT_PTR':
      return instruction.rst || instruction.ews ? ['SEQ OUT PTR with RST or EWS', 5] : undefined;
    case 'OPERATION':
      return 'dkpDest' in instruction ? ['DKP', 6] : undefined;
    case 'JOB_HEADER':
      return instruction.extWord !== undefined ? ['the header extension', 6] : undefined;
    case 'SHARED_HEADER':
    case 'PDB':
    case 'GAP':
    case 'STORE':
    case 'SEQ_STORE':
    case 'FIFO_LOAD':
    case 'SIGNATURE':
    case 'UNKNOWN':
      return undefined;
  }
}
