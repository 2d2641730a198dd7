import { nameOf, type ValueNames } from '../../value-names.js';

/**
 * What LOAD writes and STORE reads, by class (desc.h, LDST_SRCDST_*; the MATH double words and bytes are OP-TEE's,
 * the write-efficient buffers RTA's).
 */
const TARGETS: readonly ValueNames[] = [
  {
    0x06: 'cha_ctrl',
    0x07: 'irq_ctrl',
    0x08: 'clear_written',
    0x09: 'ccb_status',
    0x0a: 'cha_instance_select',
    0x70: 'nfifo_size_long',
    0x71: 'nfifo_size_math',
    0x72: 'nfifo_long',
    0x73: 'nfifo_math',
    0x74: 'size_long',
    0x75: 'size_math',
    0x76: 'ififo_nibble_shift',
    0x77: 'ofifo_nibble_shift',
    0x78: 'aux_fifo',
    0x7a: 'nfifo',
    0x7c: 'ififo',
    0x7e: 'ofifo',
  },
  {
    0x00: 'class1_mode',
    0x01: 'class1_key_size',
    0x02: 'class1_data_size',
    0x03: 'class1_icv_size',
    0x0b: 'class1_aad_size',
    0x0c: 'class1_iv_size',
    0x0f: 'class1_alt_data_size',
    0x10: 'pkha_a_size',
    0x11: 'pkha_b_size',
    0x12: 'pkha_n_size',
    0x13: 'pkha_e_size',
    0x20: 'class1_context',
    0x40: 'class1_key',
  },
  {
    0x00: 'class2_mode',
    0x01: 'class2_key_size',
    0x02: 'class2_data_size',
    0x03: 'class2_icv_size',
    0x20: 'class2_context',
    0x40: 'class2_key',
  },
  {
    0x00: 'jq_ctrl',
    0x01: 'desc_address',
    0x02: 'deco_status',
    0x03: 'deco_checksum',
    0x04: 'deco_liodn',
    0x05: 'deco_ctrl2',
    0x06: 'deco_ctrl',
    0x07: 'dpovrd',
    0x08: 'math0',
    0x09: 'math1',
    0x0a: 'math2',
    0x0b: 'math3',
    0x10: 'gather_table',
    0x20: 'scatter_table',
    0x30: 'math0_dword',
    0x31: 'math1_dword',
    0x32: 'math2_dword',
    0x33: 'math3_dword',
    0x38: 'math0_bytes',
    0x39: 'math1_bytes',
    0x3a: 'math2_bytes',
    0x3b: 'math3_bytes',
    0x40: 'descbuf',
    0x41: 'descbuf_job',
    0x42: 'descbuf_shared',
    0x45: 'descbuf_job_we',
    0x46: 'descbuf_shared_we',
  },
];

export function loadTargetName(cls: number, code: number): string {
  return nameOf(TARGETS[cls] ?? {}, code);
}

/** The DECO control register: OFFSET and LENGTH of its LOAD are the payload, and nothing follows. */
export function isDecoControl(cls: number, code: number): boolean {
  return cls === 3 && code === 0x06;
}

/** A descriptor buffer, whose OFFSET and LENGTH count words. */
export function isDescriptorBuffer(cls: number, code: number): boolean {
  return cls === 3 && code >= 0x40 && code <= 0x46;
}

/** A descriptor that STORE writes back to where it was fetched from, so that no pointer is needed. */
export function isWriteBack(cls: number, code: number): boolean {
  return cls === 3 && [0x41, 0x42, 0x45, 0x46].includes(code);
}

/** The length comes from a MATH register that LENGTH names: one inline word whatever LENGTH is. */
export function takesMathLength(cls: number, code: number): boolean {
  return cls === 0 && [0x71, 0x73, 0x75].includes(code);
}

/** The first inline word is an entry of the info FIFO. */
export function isInfoFifo(cls: number, code: number): boolean {
  return cls === 0 && [0x70, 0x71, 0x72, 0x73, 0x7a].includes(code);
}

/** A key register: what is loaded there is a key. */
export function isKeyRegister(cls: number, code: number): boolean {
  return (cls === 1 || cls === 2) && code === 0x40;
}
