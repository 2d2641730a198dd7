import type { DescriptorFormat, Endian, PointerWordOrder } from './descriptor-format.js';
import { disassemble, type Disassembly, type WordsKnown } from './disassemble.js';
import type { Instruction } from './command.js';
import { rsaFields } from './rsa-protocol-data.js';

/** What the user said of the format; what is missing is guessed. */
export interface FormatChoice {
  readonly endian?: Endian;
  readonly pointerWords?: 1 | 2;
  readonly pointerWordOrder?: PointerWordOrder;
}

/** A format and the reason it was taken. */
export interface GuessedFormat {
  readonly format: DescriptorFormat;
  readonly because: string;
}

/** A high word this large would be an address beyond 48 bits, which no SoC has. */
const HIGH_WORD_LIMIT = 0x1_0000;

/**
 * The pointer width, which no descriptor states: under the right one the commands end exactly at DESCLEN, all of them
 * exist, and high words are small. Where several are as good, the usual one of the byte order is taken: one word on
 * little endian (i.MX), two on big endian (Layerscape, QorIQ).
 */
export function guessFormat(
  words: readonly number[],
  endian: Endian,
  isEndianSure: boolean,
  choice: FormatChoice,
  known: WordsKnown = {},
): GuessedFormat {
  const candidates = formatsOf(endian, isEndianSure, choice);
  const judged = candidates.map((format) => {
    const disassembly = disassemble(words, format, 'job', known);
    return { format, oddity: oddityOf(disassembly), points: disassembly.roles.includes('pointer') };
  });
  const [usual] = judged;
  if (usual === undefined) throw new RangeError('no possible format remains');
  const best = judged.reduce((least, other) => (other.oddity < least.oddity ? other : least), usual);
  return { format: best.format, because: reasonFor(best, judged) };
}

interface JudgedFormat {
  readonly format: DescriptorFormat;
  readonly oddity: number;
  readonly points: boolean;
}

function reasonFor(best: JudgedFormat, judged: readonly JudgedFormat[]): string {
  if (judged.length === 1) return 'as given';
  const equals = judged.filter(({ oddity }) => oddity === best.oddity);
  if (equals.some(({ format }) => format.pointerWords !== best.format.pointerWords)) {
    return best.points ? 'no evidence; the usual width' : 'there is none; the usual width';
  }
  return best.oddity === 0
    ? 'the only width under which all of it makes sense'
    : 'the width under which most of it makes sense';
}

function formatsOf(endian: Endian, isEndianSure: boolean, choice: FormatChoice): readonly DescriptorFormat[] {
  const one: DescriptorFormat = { endian, pointerWords: 1, pointerWordOrder: null };
  const two = (pointerWordOrder: PointerWordOrder, order: Endian = endian): DescriptorFormat => ({
    endian: order,
    pointerWords: 2,
    pointerWordOrder,
  });
  // Only a little-endian CAAM has the low word first, so that where the byte order is a guess, it follows.
  const usual =
    endian === 'le'
      ? [one, two('lo_hi'), two('hi_lo')]
      : [two('hi_lo'), one, ...(isEndianSure ? [] : [two('lo_hi', 'le')])];
  const { pointerWords, pointerWordOrder } = choice;
  if (pointerWordOrder === 'lo_hi' && pointerWords !== 1) return [two('lo_hi', isEndianSure ? endian : 'le')];
  if (pointerWordOrder === 'hi_lo' && pointerWords !== 1) return [two('hi_lo')];
  return pointerWords === undefined ? usual : usual.filter((format) => format.pointerWords === pointerWords);
}

/** How little sense a disassembly makes: 0 for none that is odd. */
function oddityOf({ instructions, missing, words, format }: Disassembly): number {
  const header = instructions[0];
  const isWhole = header !== undefined && 'descLength' in header && header.descLength <= words.length;
  // Where the dump is cut off, the last command is, too.
  const overrun = isWhole ? 10 * missing : 0;
  return instructions.reduce(
    (sum, instruction) => sum + oddityOfPointer(instruction) + oddityOfKind(instruction),
    overrun + oddityOfPdb(instructions, format.pointerWords),
  );
}

/** The protocol data of RSA holds pointers, so its size shows their width. */
function oddityOfPdb(instructions: readonly Instruction[], pointerWords: 1 | 2): number {
  const pdb = instructions.find(({ op }) => op === 'PDB');
  const rsa = instructions.find((instruction) => instruction.op === 'OPERATION' && 'protocol' in instruction);
  if (pdb === undefined || rsa === undefined || !('protocol' in rsa) || !/^rsa_(en|de)crypt/.test(rsa.protocol))
    return 0;
  return rsaFields(rsa.protocol, rsa.protInfo, pdb.size, pointerWords) === undefined ? 3 : 0;
}

function oddityOfPointer(instruction: Instruction): number {
  const pointer = 'pointer' in instruction ? instruction.pointer : pointerOfHeader(instruction);
  if (pointer === undefined) return 0;
  const isLong = pointer.length > 10;
  if (!isLong) return Number(pointer) === 0 ? 1 : 0;
  return parseInt(pointer.slice(2, 10), 16) < HIGH_WORD_LIMIT ? 0 : 5;
}

function pointerOfHeader(instruction: Instruction): string | undefined {
  return instruction.op === 'JOB_HEADER' ? instruction.sharedDescPointer : undefined;
}

function oddityOfKind(instruction: Instruction): number {
  switch (instruction.op) {
    case 'UNKNOWN':
      return 10;
    case 'KEY':
      // A key of no class, or of none and of no length, is a zero or a small number taken for a command.
      return instruction.cls === 0 || instruction.cls === 3 ? 4 : 0;
    case 'SEQ_KEY':
      return instruction.cls === 0 || instruction.cls === 3 ? 4 : 1;
    case 'LOAD':
    case 'STORE':
    case 'SEQ_LOAD':
    case 'SEQ_STORE':
      return instruction.target.startsWith('0x') ? 2 : 0;
    case 'FIFO_LOAD':
    case 'SEQ_FIFO_LOAD':
    case 'FIFO_STORE':
    case 'SEQ_FIFO_STORE':
      return instruction.dataType.startsWith('0x') ? 2 : 0;
    case 'MOVEB':
    case 'MOVEDW':
    case 'MATHI':
      // Rare commands of late eras.
      return 2;
    case 'SIGNATURE':
    case 'JUMP':
      return instruction.type.startsWith('0x') ? 3 : 0;
    case 'OPERATION':
      return instruction.optype.startsWith('0x') ? 5 : 0;
    case 'GAP':
    case 'PDB':
    case 'MATH':
    case 'MOVE':
    case 'MOVE_LEN':
    case 'JOB_HEADER':
    case 'SHARED_HEADER':
    case 'SEQ_IN_PTR':
    case 'SEQ_OUT_PTR':
      return 0;
  }
}
