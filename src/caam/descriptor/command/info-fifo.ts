import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits } from '../../word.js';

const DESTINATIONS: ValueNames = { 0: 'deco', 1: 'class1', 2: 'class2', 3: 'both' };
const SOURCES: ValueNames = { 0: 'input_fifo', 1: 'output_fifo', 2: 'padding', 3: 'snoop' };
/** With AST (bit 14). */
const ALTERNATE_SOURCES: ValueNames = { 0: 'aux_fifo', 1: 'ofifo_sync', 2: 'padding', 3: 'snoop_alt' };
const PADDING = 2;

/** An entry of the info FIFO, which says what the next data is for the CHAs. */
export interface InfoFifoEntry {
  readonly dest: string;
  readonly lastClass2: boolean;
  readonly lastClass1: boolean;
  readonly flushClass2: boolean;
  readonly flushClass1: boolean;
  readonly source: string;
  /** What it means depends on the CHA: see `infoFifoTypeText`. */
  readonly dtype: number;
  readonly bnd: boolean;
  readonly ptype: number;
  readonly oc: boolean;
  readonly ast: boolean;
  readonly bm: boolean;
  readonly ps: boolean;
  /** Bytes; 0 where a further word has them. */
  readonly length: number;
}

export function decodeInfoFifoEntry(word: number): InfoFifoEntry {
  const source = bits(word, 25, 24);
  const pads = source === PADDING;
  // Linux's mask for AST has bit 15, which is OC; RTA has bit 14.
  const ast = bit(word, 14);
  return {
    dest: nameOf(DESTINATIONS, bits(word, 31, 30)),
    lastClass2: bit(word, 29),
    lastClass1: bit(word, 28),
    flushClass2: bit(word, 27),
    flushClass1: bit(word, 26),
    source: nameOf(ast ? ALTERNATE_SOURCES : SOURCES, source),
    dtype: bits(word, 23, 20),
    bnd: bit(word, 19),
    ptype: bits(word, 18, 16),
    oc: bit(word, 15),
    ast,
    bm: pads && bit(word, 11),
    ps: pads && bit(word, 10),
    length: pads ? bits(word, 7, 0) : bits(word, 11, 0),
  };
}
