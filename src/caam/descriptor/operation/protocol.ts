import type { CommandWord, Located } from '../located.js';
import { nameOf, type ValueNames } from '../../value-names.js';
import { bits, hexDigits, wordText } from '../../word.js';
import type { WordReader } from '../word-reader.js';

/** OPTYPE 0 (desc.h, OP_PCLID_*). */
const UNIDIRECTIONAL: ValueNames = {
  0x01: 'ikev1_prf',
  0x02: 'ikev2_prf',
  0x06: 'prf',
  0x08: 'ssl30_prf',
  0x09: 'tls10_prf',
  0x0a: 'tls11_prf',
  0x0b: 'tls12_prf',
  0x0c: 'dtls_prf',
  0x0d: 'blob',
  0x11: 'secret_key',
  0x14: 'pk_keypair',
  0x15: 'dsa_sign',
  0x16: 'dsa_verify',
  0x17: 'diffie_hellman',
  0x18: 'rsa_encrypt_pub',
  0x19: 'rsa_decrypt_priv',
  0x1a: 'rsa_finish_key',
  0x20: 'dkp_md5',
  0x21: 'dkp_sha1',
  0x22: 'dkp_sha224',
  0x23: 'dkp_sha256',
  0x24: 'dkp_sha384',
  0x25: 'dkp_sha512',
  0x60: 'dkp_rif_md5',
  0x61: 'dkp_rif_sha1',
  0x62: 'dkp_rif_sha224',
  0x63: 'dkp_rif_sha256',
  0x64: 'dkp_rif_sha384',
  0x65: 'dkp_rif_sha512',
};

/** OPTYPE 6 and 7 (desc.h, OP_PCLID_*). */
const ENCAPSULATIONS: ValueNames = {
  0x01: 'ipsec',
  0x02: 'srtp',
  0x03: 'macsec',
  0x04: 'wifi',
  0x05: 'wimax',
  0x08: 'ssl30',
  0x09: 'tls10',
  0x0a: 'tls11',
  0x0b: 'tls12',
  0x0c: 'dtls',
  0x0d: 'blob',
  0x11: 'ipsec_new',
  0x14: 'mp_key',
  0x15: 'mp_sign',
  0x31: '3g_dcrc',
  0x32: '3g_rlc_pdu',
  0x33: '3g_rlc_sdu',
  0x42: 'lte_pdcp_user',
  0x43: 'lte_pdcp_control',
  0x44: 'lte_pdcp_control_mixed',
  0x45: 'lte_pdcp_user_rn',
};

/** Bytes of an MDHA pad, by the low digit of the DKP protocol: half of a split key. */
const DKP_PAD_BYTES = [16, 20, 32, 32, 64, 64] as const;
const DKP_PLACES = ['imm', 'seq', 'ptr', 'sgf'] as const;
const IMMEDIATE = 0;
const SEQUENCE = 1;

type ProtocolDirection = 'uni_protocol' | 'decap_protocol' | 'encap_protocol';

interface ProtocolFields extends Located {
  readonly op: 'OPERATION';
  readonly optype: ProtocolDirection;
  readonly protocol: string;
  readonly protocolId: number;
  /** PROTINFO, four hexadecimal digits. */
  readonly protInfo: string;
}

export interface ProtocolOperation extends ProtocolFields {
  readonly dkpSource?: never;
}

/** Derived key protocol: makes a split key, and overwrites itself in the descriptor with a KEY command of its size. */
export interface DkpOperation extends ProtocolFields {
  readonly dkpSource: (typeof DKP_PLACES)[number];
  readonly dkpDest: (typeof DKP_PLACES)[number];
  /** Bytes of the key before derivation. */
  readonly keyLength: number;
  readonly pointer?: string;
  readonly immBytes?: number;
  readonly immData?: string;
}

export function decodeProtocol(
  command: CommandWord,
  optype: ProtocolDirection,
  reader: WordReader,
): ProtocolOperation | DkpOperation {
  const { index, word } = command;
  const protocolId = bits(word, 23, 16);
  const names = optype === 'uni_protocol' ? UNIDIRECTIONAL : ENCAPSULATIONS;
  const fields: ProtocolFields = {
    index,
    op: 'OPERATION',
    word: wordText(word),
    optype,
    protocol: nameOf(names, protocolId),
    protocolId,
    protInfo: hexDigits(bits(word, 15, 0), 4),
    size: 1,
  };
  const padBytes = DKP_PAD_BYTES[protocolId & 0x0f];
  const isDkp = optype === 'uni_protocol' && [0x20, 0x60].includes(protocolId & 0xf0) && padBytes !== undefined;
  return isDkp ? decodeDkp(fields, word, padBytes, reader) : fields;
}

function decodeDkp(fields: ProtocolFields, word: number, padBytes: number, reader: WordReader): DkpOperation {
  const [source, dest] = [bits(word, 15, 14), bits(word, 13, 12)];
  const keyLength = bits(word, 11, 0);
  const derivedWords = dest === IMMEDIATE ? (Math.ceil((2 * padBytes) / 16) * 16) / 4 : 0;
  const operand = dkpOperand(source, keyLength, reader);
  // The derived key must find room where the command stands.
  const room = derivedWords - (reader.size - 1);
  if (room > 0) reader.words(room, 'key');
  return {
    ...fields,
    dkpSource: DKP_PLACES[source] ?? 'imm',
    dkpDest: DKP_PLACES[dest] ?? 'imm',
    keyLength,
    ...operand,
    size: reader.size,
  };
}

function dkpOperand(
  source: number,
  keyLength: number,
  reader: WordReader,
): Pick<DkpOperation, 'pointer' | 'immBytes' | 'immData'> {
  if (source === SEQUENCE) return {};
  return source === IMMEDIATE ? reader.data(keyLength, 'key') : reader.pointer();
}
