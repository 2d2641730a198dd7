import type { ErrorText } from './error-text.js';

function command(name: string, printed = `invalid ${name.toLowerCase()} command`): ErrorText {
  return {
    meaning: `bad ${name} command`,
    cause: 'the descriptor was built wrongly or overwritten, or is read in the wrong byte order or pointer width',
    printed,
  };
}

/** Bits 7:0 of a DECO status (caam/error.c, desc_error_list; names of 5.10, some differ in caam/regs.h). */
export const DECO_ERRORS: Readonly<Record<number, ErrorText>> = {
  0x00: { meaning: 'no error', printed: 'no error' },
  0x01: {
    meaning: 'scatter table too short: the descriptor wants more bytes than the table holds',
    cause: 'a sequence length that is larger than the sum of the entries, or a final entry (F) too early',
    printed: 'sgt length error',
  },
  0x02: {
    meaning: 'null entry in a scatter table',
    cause: 'the table has fewer used entries than the sequence needs, or was freed or not synced before the job ran',
    printed: 'sgt null entry',
  },
  0x03: { meaning: 'bad value in the job ring control register', printed: 'job ring control error' },
  0x04: {
    meaning: 'unknown command type',
    cause: 'the DECO is out of step: overwritten descriptor, wrong pointer width, or a jump into data',
    printed: 'invalid descriptor command',
  },
  0x05: { meaning: 'reserved (older: commands out of order)', printed: 'reserved' },
  0x06: {
    meaning: 'bad KEY command',
    cause: 'at index 0: an all-zero descriptor (freed, unwritten, not synced), since zero is a KEY command',
    printed: 'invalid key command',
  },
  0x07: command('LOAD'),
  0x08: command('STORE'),
  0x09: command('OPERATION'),
  0x0a: command('FIFO LOAD'),
  0x0b: command('FIFO STORE'),
  0x0c: command('MOVE or MOVE_LEN', 'invalid move/move_len command'),
  0x0d: {
    meaning: 'bad JUMP command: the target is no job descriptor, has a shared descriptor, or is not trusted',
    printed: 'invalid jump command',
  },
  0x0e: command('MATH'),
  0x0f: command('SIGNATURE'),
  0x10: {
    meaning: 'bad sequence command: a sequence length would go below zero, or a SEQ pointer command is invalid',
    cause:
      'SEQ IN PTR or SEQ OUT PTR shorter than what the SEQ commands take; a length register that is not what the ' +
      'descriptor expects; with a protocol, a malformed packet',
    printed: 'invalid sequence command',
  },
  0x11: { meaning: 'skip data type must be E or F', printed: 'skip data type invalid' },
  0x12: {
    meaning: 'shared descriptor header error',
    cause: 'the shared descriptor was freed or overwritten, or its length is not the one in the job header',
    printed: 'shared descriptor header error',
  },
  0x13: {
    meaning: 'header error: length, parity or another field',
    cause: 'stale or unsynced descriptor memory; index 0 is the first descriptor, the shared length is the job',
    printed: 'header error',
  },
  0x14: { meaning: 'burster in an illegal state', printed: 'burster error' },
  0x15: {
    meaning: 'context register overrun',
    cause: 'a LOAD or STORE beyond the register, or a variable length too large for it',
    printed: 'context register length error',
  },
  0x16: {
    meaning: 'DMA error',
    cause: 'an address the bus refuses: unmapped, beyond the mask, or blocked by an IOMMU; the index is only a hint',
    printed: 'dma error',
  },
  0x17: { meaning: 'reserved', printed: 'reserved' },
  0x1a: { meaning: 'killed by a job ring reset', printed: 'job failed due to jr reset' },
  0x1b: {
    meaning: 'killed by fail mode',
    cause: 'the security monitor went to the fail state',
    printed: 'job failed due to fail mode',
  },
  0x1c: {
    meaning: 'DECO watchdog expired',
    cause: 'a command that waits for data which never comes; the index is only a hint',
    printed: 'deco watchdog',
  },
  0x1d: { meaning: 'key copied from a DECO whose key registers are locked', printed: 'deco tried to copy a key' },
  0x1e: { meaning: 'data copied from a DECO with a descriptor error', printed: 'deco attempted to copy data' },
  0x1f: { meaning: 'LIODN differs between job and shared descriptor', printed: 'liodn error' },
  0x20: { meaning: 'DECO was reset through the DRR register', printed: 'deco has completed a reset' },
  0x21: { meaning: 'nonce counter for CCM black keys is exhausted', printed: 'nonce error' },
  0x22: {
    meaning: 'metadata of more than 511 bytes (TLS or IPsec decapsulation, DCRC)',
    printed: 'meta data is too large',
  },
  0x23: { meaning: 'read input frame error', printed: 'read input frame error' },
  0x24: {
    meaning: 'JDKEK, TDKEK or TDSK is not loaded',
    cause: 'black or trusted keys used before the RNG was instantiated with secure keys',
    printed: 'jdkek',
  },
  0x80: { meaning: 'told not to run (DNR)', cause: 'an earlier descriptor of a shared pair failed', printed: 'dnr' },
  0x81: { meaning: 'unknown protocol command', printed: 'undefined protocol command' },
  0x82: { meaning: 'bad setting in the protocol data block', printed: 'invalid setting in pdb' },
  0x83: { meaning: 'anti-replay: packet is too late', printed: 'anti-replay late error' },
  0x84: { meaning: 'anti-replay: packet was seen before', printed: 'anti-replay replay error' },
  0x85: { meaning: 'sequence number overflow', printed: 'sequence number overflow' },
  0x86: { meaning: 'signature does not verify', printed: 'sigver invalid signature' },
  0x87: { meaning: 'DSA sign: illegal test descriptor', printed: 'dsa sign' },
  0x88: {
    meaning: 'protocol format error',
    cause: 'RSA: the decrypted padding is not 00 02, eight or more non-zero bytes, 00: wrong key or wrong data',
    printed: 'protocol format error',
  },
  0x89: {
    meaning: 'protocol size error',
    cause: 'RSA: the input is too long for the modulus',
    printed: 'protocol size error',
  },
  0xc1: { meaning: 'blob: undefined mode', printed: 'blob command error: undefined mode' },
  0xc2: { meaning: 'blob: secure memory mode error', printed: 'blob command error: secure memory' },
  0xc4: { meaning: 'blob: black key or input size error', printed: 'blob command error: black blob' },
  0xc5: { meaning: 'blob: bad key destination', printed: 'blob command error: invalid key destination' },
  0xc8: { meaning: 'blob: trusted or secure mode error', printed: 'blob command error: trusted' },
  0xf0: { meaning: 'IPsec: TTL or hop limit is 0', printed: 'ipsec ttl' },
  0xf1: { meaning: '3GPP: HFN has reached the threshold', printed: '3gpp hfn' },
};
