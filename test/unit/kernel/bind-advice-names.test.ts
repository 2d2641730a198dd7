import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AfAlgFacts, BindAdvice } from '#dist/kernel/advice/advice.js';
import { adviseOnBind } from '#dist/kernel/bind-advice.js';
import type { CryptoEntry } from '#dist/kernel/proc-crypto.js';
import { NO_FACTS } from '../../helpers/af-alg-facts.js';
import { CAAM } from '../../helpers/crypto-entries.js';

const AESNI: CryptoEntry = { ...CAAM, driver: 'cbc-aes-aesni', asynchronous: false };
const VCE: CryptoEntry = { ...CAAM, driver: 'cbc-aes-vce' };
const GCM: CryptoEntry = { ...AESNI, name: 'gcm(aes)', driver: 'generic-gcm-aesni', type: 'aead' };
const RSA: CryptoEntry = { ...AESNI, name: 'rsa', driver: 'rsa-caam', type: 'akcipher' };
const DEFLATE: CryptoEntry = { ...AESNI, name: 'deflate', driver: 'deflate-iaa', type: 'acomp' };
const INTERNAL: CryptoEntry = { ...AESNI, name: '__cbc(aes)', driver: '__cbc-aes-aesni', internal: true };

/** Linux 7.3, with the default of crypto.af_alg_restrict, as root. */
const RESTRICTED: AfAlgFacts = { ...NO_FACTS, restrict: '1', entries: [AESNI, VCE, GCM, RSA] };

function notFound(algorithm: string, facts: AfAlgFacts): BindAdvice {
  return adviseOnBind({ syscall: 'bind', errno: -2, code: 'ENOENT' }, algorithm, 16, facts);
}

describe('advice on a name that bind does not find', () => {
  it('says which types AF_ALG has, where it has none for what is registered', () => {
    for (const name of ['rsa', 'rsa-caam', 'deflate', 'deflate-iaa']) {
      const { verdict, cause, text } = notFound(name, { ...NO_FACTS, entries: [RSA, DEFLATE] });
      assert.deepEqual([verdict, cause], ['unsupported', 'no-type'], name);
      assert.match(text, /is an (?:akcipher|acomp) .*AF_ALG reaches skcipher, aead, hash and rng only/);
      assert.doesNotMatch(text, /kernel log|init function/);
    }
    assert.equal(notFound('__cbc-aes-aesni', { ...NO_FACTS, entries: [INTERNAL] }).cause, 'no-type');
  });

  it('of an engine on 7.3 says what reaches it, not that root or a sysctl would', () => {
    for (const restrict of ['0', '1']) {
      for (const privileged of [true, false]) {
        const { cause, text } = notFound('cbc-aes-vce', { ...RESTRICTED, restrict, privileged });
        assert.equal(cause, 'async-refused');
        assert.match(text, /reaches no asynchronous driver here, .*neither root nor a sysctl.*IPsec .*dm-crypt/);
        assert.doesNotMatch(text, /run as root|sysctl crypto/);
      }
    }
  });

  it('of a driver that the list does not hold says which names it does', () => {
    const { cause, text } = notFound('cbc-aes-aesni', RESTRICTED);
    assert.equal(cause, 'restricted');
    assert.match(
      text,
      /is not on the kernel's list .*cbc\(aes\), .*xts\(aes\).* and no name of a driver, for root, too/,
    );
    assert.match(text, /: sysctl crypto\.af_alg_restrict=0$/);
    assert.doesNotMatch(text, /run as root|hmac/);
    assert.match(notFound('gcm(aes)', RESTRICTED).text, /which holds ccm\(aes\), for root, too: sysctl/);
  });

  it('of a name on the list asks for a capability only where there is none, and it is needed', () => {
    const unprivileged = { ...RESTRICTED, privileged: false };
    assert.match(
      notFound('cbc(aes)', { ...unprivileged, entries: [AESNI] }).text,
      /privileged processes only.*run as root/,
    );
    assert.notEqual(notFound('xts(aes)', unprivileged).cause, 'restricted');
    assert.notEqual(notFound('cbc(aes)', { ...RESTRICTED, entries: [AESNI] }).cause, 'restricted');
    assert.notEqual(notFound('cbc(aes)', { ...unprivileged, entries: [AESNI], restrict: '0' }).cause, 'restricted');
  });

  it('of keys that only hardware knows does not say that AF_ALG refuses its asynchronous driver', () => {
    const PAES: CryptoEntry = { ...CAAM, name: 'cbc(paes)', driver: 'cbc-paes-caam' };
    assert.equal(notFound('cbc(paes)', { ...RESTRICTED, entries: [PAES] }).cause, 'init-fails');
    assert.equal(notFound('cbc-paes-caam', { ...RESTRICTED, entries: [PAES] }).cause, 'async-refused');
  });

  it('names the part that is missing', () => {
    assert.match(
      notFound('cbc(serpent)', { ...NO_FACTS, entries: [AESNI] }).text,
      /nothing is made of serpent: modprobe crypto-serpent, /,
    );
    assert.match(
      notFound('xts(aes)', { ...NO_FACTS, entries: [AESNI] }).text,
      /nothing is made of xts: modprobe crypto-xts, /,
    );
    assert.match(
      notFound('cbc(aes)', {
        ...NO_FACTS,
        entries: [
          { ...AESNI, name: 'xts(aes)' },
          { ...AESNI, name: 'cbc(des)' },
        ],
      }).text,
      /the module which combines its parts/,
    );
    assert.match(notFound('cbc-aes-mine', NO_FACTS).text, /load the module of its driver/);
  });

  it('with ENODEV says that there is no job ring, of a CAAM, and no device, of others', () => {
    const noDevice = (algorithm: string, entries: readonly CryptoEntry[]): BindAdvice =>
      adviseOnBind({ syscall: 'bind', errno: -19, code: 'ENODEV' }, algorithm, 16, { ...NO_FACTS, entries });
    for (const advice of [noDevice('cbc-aes-caam', []), noDevice('cbc(aes)', [CAAM])]) {
      assert.deepEqual([advice.verdict, advice.cause], ['unsupported', 'no-device']);
      assert.match(advice.text, /no job ring is bound .*secure world or were unbound; see 'failed to flush job ring'/);
    }
    assert.match(noDevice('cbc-aes-talitos', []).text, /its driver has no device/);
  });
});
