import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CryptoEntry } from '#dist/kernel/proc-crypto.js';
import { allTargets, listedEntry, synchronousTarget, targetOf } from '#dist/probe/targets.js';
import { CAAM } from '../../helpers/crypto-entries.js';

const GENERIC: CryptoEntry = { ...CAAM, driver: 'cbc(aes-generic)', priority: 100, asynchronous: false };
const INTERNAL: CryptoEntry = { ...CAAM, name: '__cbc(aes)', driver: '__cbc-aes-ce', internal: true };
const BARE: CryptoEntry = { ...GENERIC, name: 'aes', driver: 'aes-generic', type: 'cipher' };
const OLD: CryptoEntry = { ...GENERIC, name: 'ofb(aes)', driver: 'ofb-old', type: 'ablkcipher' };
const HASH: CryptoEntry = { ...GENERIC, name: 'sm3', driver: 'sm3-generic', type: 'shash' };

describe('what is probed', () => {
  it('is every name and every driver that AF_ALG has a type for, once', () => {
    const { targets } = allTargets([CAAM, GENERIC, INTERNAL, BARE, OLD, HASH]);
    const names = targets.map(({ type, name }) => `${type} ${name}`);
    for (const name of ['cbc(aes)', 'cbc-aes-caam', 'cbc(aes-generic)', 'ofb(aes)', 'ofb-old']) {
      assert.equal(names.filter((one) => one === `skcipher ${name}`).length, 1, name);
    }
    assert.ok(names.includes('hash sm3-generic'));
    assert.deepEqual([...names].sort(), names, 'sorted');
  });

  it('is what everybody expects, too, although nobody has used it yet', () => {
    const { targets, outOfReach } = allTargets([]);
    assert.ok(targets.some(({ name, type }) => name === 'cbc(aes)' && type === 'skcipher'));
    assert.deepEqual(outOfReach, []);
  });

  it('is not what no bind reaches', () => {
    assert.deepEqual(allTargets([INTERNAL, BARE, HASH]).outOfReach, [
      '__cbc(aes) (__cbc-aes-ce, internal skcipher)',
      'aes (aes-generic, cipher)',
    ]);
  });

  it('has the type that /proc/crypto says, or else the usual one of such a name', () => {
    assert.equal(targetOf('sm3-generic', [HASH]).type, 'hash');
    assert.equal(targetOf('ofb-old', [OLD]).type, 'skcipher');
    const usual = [
      ['cbc(aes)', 'skcipher'],
      ['cbc-aes-caam', 'skcipher'],
      ['cryptd(cbc(aes-generic))', 'skcipher'],
      ['gcm(aes)', 'aead'],
      ['rfc4106(gcm(aes))', 'aead'],
      ['authenc(hmac(sha256),cbc(aes))', 'aead'],
      ['sha256', 'hash'],
      ['hmac(sha1)', 'hash'],
      ['cmac(aes)', 'hash'],
      ['stdrng', 'rng'],
    ] as const;
    for (const [name, type] of usual) assert.equal(targetOf(name, []).type, type, name);
  });

  it('is listed as the entry that a bind would take', () => {
    assert.equal(listedEntry({ name: 'cbc(aes)', type: 'skcipher' }, [GENERIC, CAAM]), CAAM);
    assert.equal(listedEntry({ name: 'cbc(aes-generic)', type: 'skcipher' }, [GENERIC, CAAM]), GENERIC);
    assert.equal(listedEntry({ name: '__cbc(aes)', type: 'skcipher' }, [INTERNAL]), null);
    assert.equal(listedEntry({ name: 'cbc(aes)', type: 'aead' }, [CAAM]), null);
  });
});

describe('what shows whether AF_ALG has a type', () => {
  it('is software that passed its self-test, of that type', () => {
    const unready = { ...GENERIC, driver: 'unready', selftest: 'unknown' };
    const hidden = { ...GENERIC, driver: 'hidden', internal: true };
    const entries = [CAAM, INTERNAL, BARE, unready, hidden, HASH, GENERIC];
    assert.deepEqual(synchronousTarget('skcipher', entries), { name: 'cbc(aes-generic)', type: 'skcipher' });
    assert.deepEqual(synchronousTarget('hash', entries), { name: 'sm3-generic', type: 'hash' });
    assert.equal(synchronousTarget('aead', entries), undefined);
  });

  it('include a CAAM of type givcipher by both its names', () => {
    const old = { ...CAAM, type: 'givcipher' };
    const { targets, outOfReach } = allTargets([old]);
    assert.deepEqual(outOfReach, []);
    assert.ok(targets.some(({ name, type }) => name === 'cbc-aes-caam' && type === 'skcipher'));
    assert.equal(listedEntry({ name: 'cbc(aes)', type: 'skcipher' }, [old]), old);
  });
});
