import type { ValueNames } from '../../value-names.js';

/** Registers of the public key accelerator, and their quarters, as FIFO types (desc.h, FIFOLD_TYPE_PK_*, FIFOST_TYPE_PKHA_*). */
export const PKHA_REGISTERS: ValueNames = {
  0x00: 'pk_a0',
  0x01: 'pk_a1',
  0x02: 'pk_a2',
  0x03: 'pk_a3',
  0x04: 'pk_b0',
  0x05: 'pk_b1',
  0x06: 'pk_b2',
  0x07: 'pk_b3',
  0x08: 'pk_n',
  0x0c: 'pk_a',
  0x0d: 'pk_b',
};
