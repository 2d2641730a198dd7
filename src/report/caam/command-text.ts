import type { Instruction } from '../../caam/descriptor/command.js';
import type { Header } from '../../caam/descriptor/header.js';
import type { InfoFifoEntry } from '../../caam/descriptor/command/info-fifo.js';
import { moveOffsetSide } from '../../caam/descriptor/command/move.js';
import type { SeqInPtrCommand, SeqOutPtrCommand } from '../../caam/descriptor/command/sequence-pointer.js';
import { jumpText } from './jump-text.js';
import { mathImmediateText, mathText } from './math-text.js';
import { operationText } from './operation-text.js';
import { bytesText, flags, listed, wordsText } from '../phrases.js';

const NFIFO_TYPES: readonly string[] = [
  'PKHA A0 or S-box',
  'AAD or PKHA A1',
  'IV or PKHA A2',
  'SAD or PKHA A3',
  'PKHA B0',
  'PKHA B1',
  'PKHA B2',
  'PKHA B3',
  'PKHA N',
  'PKHA E',
  'ICV',
  'polynomial or PKHA B',
  'PKHA A',
  'PKHA B',
  'skip',
  'message',
];
const PADDINGS: readonly string[] = [
  'zeros',
  'random, none zero',
  'incrementing',
  'random',
  'zeros and N-1',
  'random, none zero, and 0',
  'N-1',
  'random, none zero, and N',
];

/** The word with the length is not there. */
const LENGTH_MISSING = 'length not given';

/** The operands of a command, as an assembler's listing would have them. */
export function operandText(instruction: Instruction): string {
  switch (instruction.op) {
    case 'JOB_HEADER':
    case 'SHARED_HEADER':
      return headerText(instruction);
    case 'PDB':
      return `${wordsText(instruction.size)} of protocol data`;
    case 'KEY':
    case 'SEQ_KEY':
      return listed(
        `class ${String(instruction.cls)} ${instruction.dest}`,
        bytesText(instruction.length),
        ...source(instruction),
        ...flags({
          [`encrypted (${instruction.ekt ? 'CCM' : 'ECB'})`]: instruction.enc,
          'no write back': instruction.nwb,
          'trusted key': instruction.tk,
          'plaintext store allowed': instruction.pts,
        }),
      );
    case 'LOAD':
      return listed(
        instruction.target,
        ...(instruction.decoControl === undefined ? [extent(instruction)] : [controlText(instruction.decoControl)]),
        ...(instruction.decoControl === undefined ? source(instruction) : []),
        ...(instruction.nfifoEntry === undefined ? [] : [infoFifoText(instruction.nfifoEntry)]),
      );
    case 'STORE':
    case 'SEQ_LOAD':
    case 'SEQ_STORE':
      return listed(instruction.target, extent(instruction), ...source(instruction));
    case 'FIFO_LOAD':
    case 'SEQ_FIFO_LOAD':
      return listed(
        `class ${String(instruction.cls)} ${instruction.dataType}`,
        amount(instruction),
        ...source(instruction),
        ...flags({
          'last class 2': instruction.lastClass2 === true,
          'last class 1': instruction.lastClass1 === true,
          'flush class 1': instruction.flushClass1 === true,
        }),
      );
    case 'FIFO_STORE':
    case 'SEQ_FIFO_STORE':
      return listed(
        instruction.dataType,
        ...(instruction.aux === 0 ? [] : [`class ${String(instruction.aux)}`]),
        amount(instruction),
        ...source(instruction),
        ...flags({ continued: instruction.cont }),
      );
    case 'MOVE':
    case 'MOVEB':
    case 'MOVEDW':
    case 'MOVE_LEN':
      return listed(
        `${instruction.src} to ${instruction.dest}`,
        instruction.op === 'MOVE_LEN' ? `as many bytes as ${instruction.lengthReg}` : bytesText(instruction.length),
        ...(instruction.offset === 0 ? [] : [`${moveOffsetSide(instruction)} offset ${String(instruction.offset)}`]),
        ...(instruction.aux === 0 ? [] : [`aux ${String(instruction.aux)}`]),
        ...flags({ 'wait for completion': instruction.waitComp }),
      );
    case 'OPERATION':
      return operationText(instruction);
    case 'SIGNATURE':
      return instruction.type;
    case 'JUMP':
      return jumpText(instruction);
    case 'MATH':
      return mathText(instruction);
    case 'MATHI':
      return mathImmediateText(instruction);
    case 'SEQ_IN_PTR':
      return sequencePointerText(instruction, {
        'release buffers': instruction.rbs,
        'inline descriptor': instruction.inl,
        'replace job descriptor': instruction.rjd,
        'from the output sequence': instruction.sop,
      });
    case 'SEQ_OUT_PTR':
      return sequencePointerText(instruction, { 'restore length': instruction.rst, 'write safe': instruction.ews });
    case 'GAP':
      return instruction.reason === 'lost' ? 'not in the dump: rows are missing' : 'unknown commands';
    case 'UNKNOWN':
      return `${instruction.reason}, type 0x${instruction.ctype.toString(16).padStart(2, '0')}`;
  }
}

function headerText(header: Header): string {
  if (header.op === 'SHARED_HEADER') {
    return listed(
      wordsText(header.descLength),
      `share ${header.share}`,
      ...startText(header.startIndex),
      ...flags({
        'read input frame early': header.rif,
        'do not run': header.dnr,
        'clear input FIFO': header.clearInputFifo,
        'save context': header.saveContext,
        'propagate DNR': header.propagateDnr,
      }),
    );
  }
  return listed(
    wordsText(header.descLength),
    `share ${header.share}`,
    ...(header.hasShared
      ? [`shared descriptor of ${wordsText(header.sharedDescLength ?? 0)} at ${header.sharedDescPointer ?? '?'}`]
      : startText(header.startIndex ?? 0)),
    ...flags({
      'job runs first': header.reverseOrder,
      'make trusted': header.makeTrusted,
      trusted: header.trusted,
      'do not run': header.dnr,
      RSLS: header.rsls,
      extended: header.ext,
    }),
  );
}

function startText(startIndex: number): readonly string[] {
  return startIndex < 2 ? [] : [`commands from ${String(startIndex)}`];
}

interface Operand {
  readonly pointer?: string;
  readonly sgf?: boolean;
  readonly vlf?: boolean;
  readonly aidf?: boolean;
  readonly imm?: boolean;
  readonly immData?: string;
}

/** @param others flags that only one of the two has */
function sequencePointerText(
  instruction: SeqInPtrCommand | SeqOutPtrCommand,
  others: Readonly<Record<string, boolean>>,
): string {
  const { length, pre, rto } = instruction;
  return listed(
    length === undefined ? LENGTH_MISSING : bytesText(length),
    ...source(instruction),
    ...flags({ 'after the last one': pre, rewind: rto, ...others }),
  );
}

/** Where the data is. */
function source({ pointer, sgf, vlf, aidf, imm }: Operand): readonly string[] {
  return [
    ...(imm === true ? ['immediate'] : []),
    ...(pointer === undefined ? [] : [`${sgf === true ? 'scatter table ' : ''}at ${pointer}`]),
    ...flags({ 'variable length': vlf === true, 'already in the input FIFO': aidf === true }),
  ];
}

function extent({ offset, length }: { readonly offset: number; readonly length: number }): string {
  return listed(bytesText(length), ...(offset === 0 ? [] : [`offset ${String(offset)}`]));
}

/** With VLF the length is that of the variable length register, and the field is 0. */
function amount({ ext, length, extLength, vlf }: Amount): string {
  if (ext) return extLength === undefined ? LENGTH_MISSING : bytesText(extLength);
  return vlf === true && length === 0 ? '' : bytesText(length);
}

interface Amount {
  readonly ext: boolean;
  readonly length: number;
  readonly extLength?: number;
  readonly vlf?: boolean;
}

function controlText({ offsetBits, lengthBits }: { readonly offsetBits: number; readonly lengthBits: number }): string {
  const change = ['', 'never share', 'ok to share, propagate', 'ok to share, no propagate'][offsetBits & 3] ?? '';
  const liodn = (code: number): string => ['', 'SEQ', 'non-SEQ', 'trusted'][code & 3] ?? '';
  const [nonSeq, seq] = [liodn(offsetBits >> 4), liodn(offsetBits >> 6)];
  return listed(
    change,
    ...flags({
      'enable auto nfifo': (offsetBits & 4) !== 0,
      'disable auto nfifo': (offsetBits & 8) !== 0,
      [`non-SEQ LIODN ${nonSeq}`]: nonSeq !== '',
      [`SEQ LIODN ${seq}`]: seq !== '',
      'count output length': (lengthBits & 0x80) !== 0,
      'reset CHA output FIFO pointer': (lengthBits & 0x40) !== 0,
      'reset output FIFO': (lengthBits & 0x20) !== 0,
      [`output FIFO offset ${String(lengthBits & 3)}`]: (lengthBits & 0x10) !== 0,
    }),
  );
}

function infoFifoText(entry: InfoFifoEntry): string {
  const type = NFIFO_TYPES[entry.dtype] ?? '';
  return `entry: ${listed(
    `${type} to ${entry.dest} from ${entry.source}`,
    ...(entry.source === 'padding' ? [PADDINGS[entry.ptype] ?? ''] : []),
    ...(entry.length === 0 ? [] : [bytesText(entry.length)]),
    ...flags({
      'last class 1': entry.lastClass1,
      'last class 2': entry.lastClass2,
      'flush class 1': entry.flushClass1,
      'flush class 2': entry.flushClass2,
      'boundary padding': entry.bnd,
    }),
  )}`;
}
