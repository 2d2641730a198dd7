import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ALG_OP } from '#dist/afalg/layout.js';
import { MSG, Tfm } from '#dist/afalg/tfm.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { parseProcCrypto, type CryptoEntry } from '#dist/kernel/proc-crypto.js';
import { Engine } from '../helpers/vce.js';
import { ivOf } from '../helpers/vce-requests.js';

function findDriver(driver: string): CryptoEntry | undefined {
  return parseProcCrypto(readFileSync('/proc/crypto', 'utf8')).find((entry) => entry.driver === driver);
}

const TEXT = Buffer.from('The engine computes what it says. '.repeat(500));

describe('the virtual engine without faults', () => {
  for (const mode of ['cbc', 'ecb', 'ctr'] as const) {
    it(`computes ${mode}(aes)`, () => {
      using engine = new Engine();
      for (const keyLength of [16, 24, 32]) {
        using tfm = Tfm.open('skcipher', `${mode}-aes-vce`);
        const key = TEXT.subarray(100, 100 + keyLength);
        tfm.setKey(key);
        const op = tfm.accept();
        const lengths = [16, 4096, 16_000, ...(mode === 'ctr' ? [1, 4099] : [])];
        for (const [index, length] of lengths.entries()) {
          const iv = mode === 'ecb' ? Buffer.alloc(0) : ivOf(index);
          const control = mode === 'ecb' ? {} : { iv };
          for (const direction of ['encrypt', 'decrypt'] as const) {
            const input = TEXT.subarray(0, length);
            const output = Buffer.alloc(length);
            op.send({ operation: ALG_OP[direction], ...control }, [input], 0);
            assert.equal(op.receive([output], MSG.DONTWAIT), length);
            assert.deepEqual(output, computeDirectly(mode, direction, key, iv, input));
          }
        }
      }
      engine.assertConsistent();
    });
  }

  it('writes back the IV that the next message goes on with', () => {
    using engine = new Engine();
    for (const mode of ['cbc', 'ctr'] as const) {
      for (const direction of ['encrypt', 'decrypt'] as const) {
        using tfm = Tfm.open('skcipher', `${mode}-aes-vce`);
        const key = TEXT.subarray(0, 16);
        tfm.setKey(key);
        const op = tfm.accept();
        const output = Buffer.alloc(320);
        const operation = ALG_OP[direction];
        for (let offset = 0; offset < output.length; offset += 64) {
          const control = offset === 0 ? { operation, iv: ivOf(0) } : { operation };
          op.send(control, [TEXT.subarray(offset, offset + 64)], 0);
          op.receive([output.subarray(offset, offset + 64)], MSG.DONTWAIT);
        }
        assert.deepEqual(output, computeDirectly(mode, direction, key, ivOf(0), TEXT.subarray(0, 320)));
      }
    }
    engine.assertConsistent();
  });

  it('computes sha256 and hmac(sha256), at once and in pieces', () => {
    using engine = new Engine();
    const key = TEXT.subarray(0, 20);
    const message = TEXT.subarray(0, 5000);
    const digests = [
      ['sha256-vce', createHash('sha256').update(message).digest()],
      ['hmac-sha256-vce', createHmac('sha256', key).update(message).digest()],
    ] as const;
    for (const [driver, expected] of digests) {
      using tfm = Tfm.open('hash', driver);
      if (driver.startsWith('hmac')) tfm.setKey(key);
      const op = tfm.accept();
      const digest = Buffer.alloc(32);
      op.send({}, [message], 0);
      assert.equal(op.receive([digest], 0), 32);
      assert.deepEqual(digest, expected);
      op.send({}, [message.subarray(0, 777)], MSG.MORE);
      op.send({}, [message.subarray(777, 3000)], MSG.MORE);
      op.send({}, [message.subarray(3000)], 0);
      digest.fill(0);
      assert.equal(op.receive([digest], 0), 32);
      assert.deepEqual(digest, expected);
    }
    engine.assertConsistent();
  });

  it('is registered as an engine is: asynchronous, above software, under the names asked for', () => {
    using engine = new Engine('suffix=-2', 'prio=4321', 'algs=ctr,hmac');
    const ctr = findDriver('ctr-aes-vce-2');
    assert.equal(ctr?.priority, 4321);
    assert.equal(ctr.asynchronous, true);
    assert.equal(ctr.module, 'vce');
    assert.ok(findDriver('hmac-sha256-vce-2'));
    assert.equal(findDriver('cbc-aes-vce-2'), undefined);
    engine.assertConsistent();
  });
});
