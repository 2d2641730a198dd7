import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { decodeInfoFifoEntry } from '#dist/caam/descriptor/command/info-fifo.js';
import { decodeRingInterrupt } from '#dist/caam/status/ring-interrupt.js';
import { decodeStatus } from '#dist/caam/status/status-word.js';
import { LE1 } from '../../helpers/caam.js';

type Fields = Readonly<Record<string, unknown>>;

/** The instruction that a word begins, with words enough behind it. */
function commandFields(word: number): Fields {
  const fill = Array.from({ length: 62 }, () => 0);
  return { ...disassemble([0xb080_0040, word, ...fill], LE1).instructions[1] };
}

function headerFields(word: number): Fields {
  const fill = Array.from({ length: 126 }, () => 0);
  return { ...disassemble([word, ...fill], LE1).instructions[0] };
}

/**
 * Which bits a field has: a word, the field, and its highest and lowest bit; then bits that change what the word is, so
 * that the field goes away or comes.
 */
type Row = readonly [word: number, field: string, high: number, low: number, ...besides: number[]];

/** OPTYPE and algorithm: another one has other fields. */
const ALGORITHM = [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26] as const;

const HEADERS: readonly Row[] = [
  [0xb080_0001, 'descLength', 6, 0],
  [0xb080_0001, 'share', 10, 8],
  [0xb080_0001, 'reverseOrder', 11, 11],
  [0xb080_0001, 'hasShared', 12, 12],
  [0xb080_0001, 'makeTrusted', 13, 13],
  [0xb080_0001, 'trusted', 14, 14],
  [0xb080_0001, 'zro', 15, 15],
  [0xb080_0001, 'startIndex', 22, 16, 12],
  [0xb080_1001, 'sharedDescLength', 22, 16, 12],
  [0xb080_0001, 'one', 23, 23],
  [0xb080_0001, 'dnr', 24, 24],
  [0xb080_0001, 'rsls', 25, 25],
  [0xb080_0001, 'ext', 26, 26],
  [0xb880_0001, 'share', 9, 8],
  [0xb880_0001, 'propagateDnr', 11, 11],
  [0xb880_0001, 'saveContext', 12, 12],
  [0xb880_0001, 'clearInputFifo', 13, 13],
  [0xb880_0001, 'zro', 15, 15],
  [0xb880_0001, 'startIndex', 22, 16],
  [0xb880_0001, 'dnr', 24, 24],
  [0xb880_0001, 'rif', 25, 25],
];

const COMMANDS: readonly Row[] = [
  [0x0200_0010, 'length', 9, 0],
  [0x0200_0010, 'pts', 14, 14],
  [0x0200_0010, 'tk', 15, 15],
  [0x0200_0010, 'dest', 17, 16],
  [0x0200_0010, 'ekt', 20, 20],
  [0x0200_0010, 'nwb', 21, 21],
  [0x0200_0010, 'enc', 22, 22],
  [0x0200_0010, 'imm', 23, 23],
  [0x0200_0010, 'sgf', 24, 24],
  [0x0200_0010, 'cls', 26, 25],
  [0x0a00_0010, 'aidf', 23, 23],
  [0x0a00_0010, 'vlf', 24, 24],
  [0x1220_0010, 'length', 7, 0],
  [0x1220_0010, 'offset', 15, 8],
  [0x1220_0010, 'targetCode', 22, 16],
  [0x1220_0010, 'sgf', 24, 24],
  [0x1a20_0010, 'vlf', 24, 24],
  [0x5220_0010, 'cls', 26, 25],
  [0x5a20_0010, 'imm', 23, 23],
  [0x2210_0010, 'length', 15, 0],
  [0x2208_0010, 'dataType', 21, 16],
  [0x2210_0010, 'flushClass1', 16, 16, 20],
  [0x2210_0010, 'lastClass1', 17, 17, 20],
  [0x2210_0010, 'lastClass2', 18, 18, 20],
  [0x2210_0010, 'ext', 22, 22],
  [0x2a10_0010, 'aidf', 23, 23],
  [0x6030_0010, 'dataType', 21, 16],
  [0x6030_0010, 'ext', 22, 22],
  [0x6030_0010, 'cont', 23, 23],
  [0x6030_0010, 'aux', 26, 25],
  [0x7804_0010, 'length', 7, 0],
  [0x7804_0010, 'offset', 15, 8],
  [0x7804_0010, 'dest', 19, 16],
  [0x7804_0010, 'src', 23, 20],
  [0x7804_0010, 'waitComp', 24, 24],
  [0x7804_0010, 'aux', 26, 25],
  [0x7004_0010, 'lengthReg', 1, 0],
  [0x7004_0010, 'sizeClass', 7, 6],
  [0x8210_0104, 'encrypt', 0, 0, ...ALGORITHM],
  [0x8210_0104, 'icv', 1, 1, ...ALGORITHM],
  [0x8210_0104, 'as', 3, 2, ...ALGORITHM],
  [0x8210_0104, 'aai', 13, 4, ...ALGORITHM],
  [0x8210_0104, 'dk', 12, 12, ...ALGORITHM],
  [0x8250_0000, 'tst', 0, 0, ...ALGORITHM],
  [0x8250_0000, 'pr', 1, 1, ...ALGORITHM],
  [0x8250_0000, 'as', 3, 2, ...ALGORITHM],
  [0x8250_0000, 'stateHandle', 5, 4, ...ALGORITHM],
  [0x8250_0000, 'nzb', 8, 8, ...ALGORITHM],
  [0x8250_0000, 'obp', 9, 9, ...ALGORITHM],
  [0x8250_0000, 'ps', 10, 10, ...ALGORITHM],
  [0x8250_0000, 'ai', 11, 11, ...ALGORITHM],
  [0x8250_0000, 'sk', 12, 12, ...ALGORITHM],
  [0x8180_0006, 'outSel', 8, 8, 24, 25, 26],
  [0x8180_0006, 'timeEq', 10, 10, 24, 25, 26],
  [0x8180_0006, 'projective', 11, 11, 24, 25, 26],
  [0x8180_0006, 'r2', 16, 16, 24, 25, 26],
  [0x8180_0006, 'f2m', 17, 17, 24, 25, 26],
  [0x8180_0006, 'outMont', 18, 18, 24, 25, 26],
  [0x8180_0006, 'inMont', 19, 19, 24, 25, 26],
  [0x8180_0010, 'destSegment', 7, 6, 1, 2, 3, 4, 5, 24, 25, 26],
  [0x8180_0010, 'sourceSegment', 9, 8, 1, 2, 3, 4, 5, 24, 25, 26],
  [0x8180_0010, 'source', 19, 17, 1, 2, 3, 4, 5, 24, 25, 26],
  [0x8701_0c07, 'protInfo', 15, 0, 24, 25, 26],
  [0x8701_0c07, 'protocolId', 23, 16, 24, 25, 26],
  [0x9000_0000, 'type', 19, 16],
  [0xa000_0002, 'offset', 7, 0, 22, 23],
  [0xa000_0002, 'test', 17, 16],
  [0xa000_0002, 'type', 23, 20],
  [0xa000_0002, 'jsl', 24, 24],
  [0xa000_0002, 'cls', 26, 25],
  [0xa800_0004, 'length', 3, 0],
  [0xa800_0004, 'dest', 11, 8],
  [0xa800_0004, 'src1', 15, 12],
  [0xa800_0004, 'src0', 19, 16],
  [0xa800_0004, 'fn', 23, 20],
  [0xa800_0004, 'stl', 24, 24],
  [0xa800_0004, 'nfu', 25, 25],
  [0xa800_0004, 'ifb', 26, 26],
  [0xe800_0004, 'imm', 11, 4],
  [0xe800_0004, 'dest', 15, 12],
  [0xe800_0004, 'ssel', 24, 24],
  [0xe800_0004, 'nfu', 25, 25],
  [0xf000_0010, 'length', 15, 0, 22],
  [0xf000_0010, 'sop', 19, 19],
  [0xf000_0010, 'rjd', 20, 20],
  [0xf000_0010, 'rto', 21, 21],
  [0xf000_0010, 'ext', 22, 22],
  [0xf000_0010, 'pre', 23, 23],
  [0xf000_0010, 'sgf', 24, 24],
  [0xf000_0010, 'inl', 25, 25],
  [0xf000_0010, 'rbs', 26, 26],
  [0xf800_0010, 'ews', 19, 19],
  [0xf800_0010, 'rst', 20, 20],
];

const ENTRIES: readonly Row[] = [
  [0x0000_0000, 'dest', 31, 30],
  [0x0000_0000, 'lastClass2', 29, 29],
  [0x0000_0000, 'lastClass1', 28, 28],
  [0x0000_0000, 'flushClass2', 27, 27],
  [0x0000_0000, 'flushClass1', 26, 26],
  [0x0000_0000, 'source', 25, 24, 14],
  [0x0000_0000, 'dtype', 23, 20],
  [0x0000_0000, 'bnd', 19, 19],
  [0x0000_0000, 'ptype', 18, 16],
  [0x0000_0000, 'oc', 15, 15],
  [0x0000_0000, 'ast', 14, 14],
  [0x0000_0001, 'length', 11, 0],
  [0x0200_0001, 'length', 7, 0],
  [0x0200_0000, 'bm', 11, 11],
  [0x0200_0000, 'ps', 10, 10],
];

const STATUS: readonly Row[] = [
  [0x4000_1210, 'source', 31, 28],
  [0x4000_1210, 'jump', 27, 27],
  [0x4000_1210, 'descIndex', 15, 8],
];

const RING: readonly Row[] = [
  [0, 'ringIndex', 29, 16],
  [0, 'type', 11, 8],
  [0, 'halt', 3, 2],
  [0, 'error', 1, 1],
  [0, 'jobDone', 0, 0],
];

/** Asserts that a field is made of exactly these bits: of those of the 32 that are tried, turning one over changes it. */
function assertBits(
  decode: (word: number) => Fields,
  [word, field, high, low, ...besides]: Row,
  highest: number,
): void {
  const base = decode(word)[field];
  assert.notEqual(base, undefined, field);
  for (let position = 0; position <= highest; position += 1) {
    if (besides.includes(position)) continue;
    const changed = decode((word ^ (1 << position)) >>> 0)[field];
    const name = `${field} of ${word.toString(16)}, bit ${String(position)}`;
    if (low <= position && position <= high) assert.notDeepEqual(changed, base, name);
    else assert.deepEqual(changed, base, name);
  }
}

describe('a field has exactly its bits', () => {
  // The upper five are the command type.
  for (const [title, rows, decode, highest] of [
    ['in headers', HEADERS, headerFields, 26],
    ['in commands', COMMANDS, commandFields, 26],
    ['in entries of the info FIFO', ENTRIES, (word: number) => ({ ...decodeInfoFifoEntry(word) }), 31],
    ['in status words', STATUS, (word: number) => ({ ...decodeStatus(word) }), 31],
    ['in the job ring interrupt status', RING, (word: number) => ({ ...decodeRingInterrupt(word) }), 31],
  ] as const) {
    it(title, () => {
      for (const row of rows) assertBits(decode, row, highest);
    });
  }
});
