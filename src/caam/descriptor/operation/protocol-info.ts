import { nameOf, type ValueNames } from '../../value-names.js';
import { bit, bits, hexDigits } from '../../word.js';

/** desc.h, OP_PCL_IPSEC_*. */
const IPSEC_CIPHERS: ValueNames = {
  0x01: 'DES-IV64',
  0x02: 'DES',
  0x03: '3DES',
  0x0b: 'NULL',
  0x0c: 'AES-CBC',
  0x0d: 'AES-CTR',
  0x0e: 'AES-CCM-8',
  0x0f: 'AES-CCM-12',
  0x10: 'AES-CCM-16',
  0x12: 'AES-GCM-8',
  0x13: 'AES-GCM-12',
  0x14: 'AES-GCM-16',
  0x15: 'AES-GMAC',
  0x16: 'AES-XTS',
};
const IPSEC_AUTHS: ValueNames = {
  0x00: 'no authentication',
  0x01: 'HMAC-MD5-96',
  0x02: 'HMAC-SHA1-96',
  0x05: 'AES-XCBC-MAC-96',
  0x06: 'HMAC-MD5-128',
  0x07: 'HMAC-SHA1-160',
  0x08: 'AES-CMAC-96',
  0x0c: 'HMAC-SHA2-256-128',
  0x0d: 'HMAC-SHA2-384-192',
  0x0e: 'HMAC-SHA2-512-256',
  0xf2: 'HMAC-SHA2-224-96',
  0xf4: 'HMAC-SHA2-224-112',
  0xf8: 'HMAC-SHA2-224-224',
};
/** desc.h, OP_PCL_BLOB_*. */
const BLOB_FORMATS: ValueNames = { 0: 'normal', 2: 'master key verification', 3: 'test' };
const BLOB_KEYS: ValueNames = {
  0x0: 'memory',
  0x1: 'class 1 key',
  0x3: 'class 2 key',
  0x5: 'AFHA S-box',
  0x7: 'split key',
  0x9: 'PKHA E',
};
const PUBLIC_KEY_HASHES: ValueNames = { 0: 'MD5', 1: 'SHA-1', 2: 'SHA-224', 3: 'SHA-256', 4: 'SHA-384', 5: 'SHA-512' };
const WIRELESS_CIPHERS: readonly string[] = ['null', 'Kasumi or SNOW', 'SNOW or AES', 'ZUC'];
const RSA_KEY_FORMS: ValueNames = { 0: '(n, d)', 1: '(p, q, d)', 2: 'CRT' };
const RSA_ENCODINGS: ValueNames = {
  0: 'plain',
  1: 'ECB black',
  3: 'CCM black',
  5: 'ECB black, trusted',
  7: 'CCM black, trusted',
};

/** What PROTINFO (four hexadecimal digits) says of a protocol, in words; '' where the protocol has none. */
export function protocolInfoText(protocol: string, protInfo: string): string {
  const info = parseInt(protInfo, 16);
  switch (protocol) {
    case 'ipsec':
    case 'ipsec_new':
      return `${nameOf(IPSEC_CIPHERS, info >>> 8)}, ${nameOf(IPSEC_AUTHS, info & 0xff)}`;
    case 'srtp':
      return info === 0x0d07 ? 'AES-CTR, HMAC-SHA1-160' : '';
    case 'macsec':
    case 'wifi':
      return '';
    case 'wimax':
      return info === 0x0201 ? 'OFDM' : info === 0x0231 ? 'OFDMA' : '';
    case 'blob':
      return blobText(info);
    case 'pk_keypair':
    case 'dsa_sign':
    case 'dsa_verify':
    case 'diffie_hellman':
      return publicKeyText(info);
    case 'rsa_encrypt_pub':
      return [info & 1 ? 'f to output' : 'f from memory', ...rsaText(info)].join(', ');
    case 'rsa_decrypt_priv':
      return [
        `private key ${nameOf(RSA_KEY_FORMS, info & 3)}`,
        `key parts ${nameOf(RSA_ENCODINGS, bits(info, 10, 8))}`,
        ...rsaText(info),
      ].join(', ');
    case 'lte_pdcp_control_mixed':
      return `cipher ${wireless(bits(info, 9, 8))}, authentication ${wireless(info & 3)}`;
    default:
      return suiteText(protocol, info);
  }
}

function suiteText(protocol: string, info: number): string {
  if (/^(?:3g|lte)/.test(protocol)) return wireless(info & 3);
  return /^(?:ssl|tls|dtls)\d*$/.test(protocol) ? `cipher suite 0x${hexDigits(info, 4)}` : '';
}

function blobText(info: number): string {
  return [
    nameOf(BLOB_FORMATS, info & 3),
    bit(info, 2) ? `black (${bit(info, 8) ? 'CCM' : 'ECB'})` : 'red',
    nameOf(BLOB_KEYS, bits(info, 7, 4)),
    ...(bit(info, 3) ? ['secure memory'] : []),
    ...(bit(info, 9) ? ['trusted key'] : []),
  ].join(', ');
}

function publicKeyText(info: number): string {
  return [
    bit(info, 1) ? 'ECC' : 'DL',
    bit(info, 0) ? 'F2M' : 'Fp',
    ...(bit(info, 10) ? [`raw message, ${nameOf(PUBLIC_KEY_HASHES, bits(info, 9, 7))}`] : []),
    ...(bit(info, 2) ? [`private key encrypted (${bit(info, 4) ? 'CCM' : 'ECB'})`] : []),
    ...(bit(info, 5) ? [`Z encrypted (${bit(info, 6) ? 'CCM' : 'ECB'})`] : []),
    ...(bit(info, 3) ? ['test'] : []),
  ].join(', ');
}

function rsaText(info: number): readonly string[] {
  return [`f ${nameOf(RSA_ENCODINGS, bits(info, 6, 4))}`, ...(bit(info, 12) ? ['PKCS#1 v1.5 padding'] : [])];
}

function wireless(code: number): string {
  return WIRELESS_CIPHERS[code] ?? '';
}
