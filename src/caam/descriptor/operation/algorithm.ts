import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, wordText } from '../../word.js';

/** desc.h, OP_ALG_ALGSEL_*; the two truncated SHA-512 from a single source. */
const ALGORITHMS: ValueNames = {
  0x10: 'aes',
  0x20: 'des',
  0x21: '3des',
  0x30: 'arc4',
  0x40: 'md5',
  0x41: 'sha1',
  0x42: 'sha224',
  0x43: 'sha256',
  0x44: 'sha384',
  0x45: 'sha512',
  0x46: 'sha512_224',
  0x47: 'sha512_256',
  0x50: 'rng',
  0x60: 'snow_f8',
  0x70: 'kasumi',
  0x90: 'crc',
  0xa0: 'snow_f9',
  0xb0: 'zuc_e',
  0xc0: 'zuc_a',
  0xd0: 'chacha20',
  0xe0: 'poly1305',
};

/** desc.h, OP_ALG_AS_*. */
const STATES: ValueNames = { 0: 'update', 1: 'init', 2: 'finalize', 3: 'initfinal' };
/** desc.h, OP_ALG_AS of the RNG: what to do with the state handle. */
const RNG_STATES: ValueNames = { 0: 'generate', 1: 'instantiate', 2: 'reseed', 3: 'uninstantiate' };

/** Bits 7:0 of AAI (desc.h, OP_ALG_AAI_*); 00 to 0F are counters. */
const AES_MODES: ValueNames = {
  0x10: 'cbc',
  0x20: 'ecb',
  0x30: 'cfb',
  0x40: 'ofb',
  0x50: 'xts',
  0x60: 'cmac',
  0x70: 'xcbc_mac',
  0x80: 'ccm',
  0x90: 'gcm',
  0xa0: 'cbc_xcbc_mac',
  0xb0: 'ctr_xcbc_mac',
  0xc0: 'cbc_cmac',
  0xd0: 'ctr_cmac_lte',
  0xe0: 'ctr_cmac',
};
const DES_MODES: ValueNames = { 0x10: 'cbc', 0x20: 'ecb', 0x30: 'cfb', 0x40: 'ofb' };
const HASH_MODES: ValueNames = { 0: 'hash', 1: 'hmac', 2: 'smac', 4: 'hmac_precomp' };
const CRC_MODES: ValueNames = { 1: 'ieee802', 2: 'rfc3385', 4: 'custom_poly' };
const STREAM_MODES: ValueNames = { 0xc0: 'f8', 0xc8: 'f9', 0x10: 'gsm', 0x20: 'edge' };
const CHACHA_MODES: ValueNames = { 1: 'keystream', 2: 'aead' };

const RNG = 0x50;
const AES = 0x10;

interface AlgorithmFields extends Located {
  readonly op: 'OPERATION';
  readonly optype: 'class1' | 'class2';
  readonly alg: string;
}

export interface CipherOperation extends AlgorithmFields {
  readonly aai: number;
  readonly as: string;
  readonly icv: boolean;
  readonly encrypt: boolean;
  /** AES: the key is a decryption key already. */
  readonly dk?: boolean;
  readonly mode: string;
}

export interface RngOperation extends AlgorithmFields {
  readonly alg: 'rng';
  /** Loads the keys of the secure boot from the RNG. */
  readonly sk: boolean;
  readonly ai: boolean;
  readonly ps: boolean;
  readonly obp: boolean;
  readonly nzb: boolean;
  readonly stateHandle: number;
  readonly as: string;
  readonly pr: boolean;
  readonly tst: boolean;
}

export type AlgorithmOperation = CipherOperation | RngOperation;

export function decodeAlgorithm(command: CommandWord, optype: 'class1' | 'class2'): AlgorithmOperation {
  const code = bits(command.word, 23, 16);
  return optype === 'class1' && code === RNG ? decodeRng(command) : decodeCipher(command, optype, code);
}

function decodeRng({ index, word }: CommandWord): RngOperation {
  return {
    index,
    op: 'OPERATION',
    word: wordText(word),
    optype: 'class1',
    alg: 'rng',
    sk: bit(word, 12),
    ai: bit(word, 11),
    ps: bit(word, 10),
    obp: bit(word, 9),
    nzb: bit(word, 8),
    stateHandle: bits(word, 5, 4),
    as: nameOf(RNG_STATES, bits(word, 3, 2)),
    pr: bit(word, 1),
    tst: bit(word, 0),
    size: 1,
  };
}

function decodeCipher({ index, word }: CommandWord, optype: 'class1' | 'class2', code: number): CipherOperation {
  // Thirteen down to four: the C2K bit on top is reserved, so zero, on parts without it.
  const aai = bits(word, 13, 4);
  return {
    index,
    op: 'OPERATION',
    word: wordText(word),
    optype,
    alg: nameOf(ALGORITHMS, code),
    aai,
    as: nameOf(STATES, bits(word, 3, 2)),
    icv: bit(word, 1),
    encrypt: bit(word, 0),
    ...(code === AES ? { dk: bit(aai, 8) } : {}),
    mode: modeName(code, aai),
    size: 1,
  };
}

function modeName(code: number, aai: number): string {
  const low = aai & 0xff;
  switch (code) {
    case AES:
      return low < 0x10 ? 'ctr' : nameOf(AES_MODES, low);
    case 0x20:
    case 0x21:
      // 0x80 checks the parity of the key.
      return nameOf(DES_MODES, low & 0x7f);
    case 0x90:
      // 0xf0 are flags: how the bits are swapped and complemented.
      return nameOf(CRC_MODES, low & 0x0f);
    case 0x60:
    case 0x70:
    case 0xa0:
    case 0xb0:
    case 0xc0:
      return nameOf(STREAM_MODES, low);
    case 0xd0:
    case 0xe0:
      // 0x08: the block counter has 8 bytes.
      return nameOf(CHACHA_MODES, low & 0x07);
    default:
      return code >= 0x40 && code <= 0x47 ? nameOf(HASH_MODES, low) : nameOf({}, low);
  }
}
