import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { protocolInfoText } from '#dist/caam/descriptor/operation/protocol-info.js';

describe('PROTINFO', () => {
  it('has a meaning of its own for each protocol', () => {
    for (const [protocol, info, text] of [
      ['ipsec', '0c07', 'AES-CBC, HMAC-SHA1-160'],
      ['ipsec', '0d0c', 'AES-CTR, HMAC-SHA2-256-128'],
      ['ipsec', '14ff', 'AES-GCM-16, 0xff'],
      ['srtp', '0d07', 'AES-CTR, HMAC-SHA1-160'],
      ['macsec', '0001', ''],
      ['wimax', '0231', 'OFDMA'],
      ['tls12', '002f', 'cipher suite 0x002f'],
      ['dtls', 'ff00', 'cipher suite 0xff00'],
      ['tls12_prf', '002f', ''],
      ['3g_rlc_pdu', '0001', 'Kasumi or SNOW'],
      ['lte_pdcp_user', '0003', 'ZUC'],
      ['lte_pdcp_control_mixed', '0201', 'cipher SNOW or AES, authentication Kasumi or SNOW'],
      ['blob', '0000', 'normal, red, memory'],
      ['blob', '0004', 'normal, black (ECB), memory'],
      ['blob', '0104', 'normal, black (CCM), memory'],
      ['blob', '0212', 'master key verification, red, class 1 key, trusted key'],
      ['blob', '0070', 'normal, red, split key'],
      ['blob', '0039', '0x01, red, class 2 key, secure memory'],
      ['pk_keypair', '0002', 'ECC, Fp'],
      ['dsa_sign', '0403', 'ECC, F2M, raw message, MD5'],
      ['dsa_sign', '0592', 'ECC, Fp, raw message, SHA-256'],
      ['diffie_hellman', '0014', 'DL, Fp, private key encrypted (CCM)'],
      ['diffie_hellman', '0024', 'DL, Fp, private key encrypted (ECB), Z encrypted (ECB)'],
      ['diffie_hellman', '0068', 'DL, Fp, Z encrypted (CCM), test'],
      ['rsa_encrypt_pub', '0000', 'f from memory, f plain'],
      ['rsa_encrypt_pub', '1011', 'f to output, f ECB black, PKCS#1 v1.5 padding'],
      ['rsa_decrypt_priv', '0302', 'private key CRT, key parts CCM black, f plain'],
      ['secret_key', '1234', ''],
    ] as const) {
      assert.equal(protocolInfoText(protocol, info), text, `${protocol} ${info}`);
    }
  });
});
