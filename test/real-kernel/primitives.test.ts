import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import { ALG_OP } from '#dist/afalg/layout.js';
import { failureOf } from '#dist/afalg/syscall-failure.js';
import { MSG, Tfm } from '#dist/afalg/tfm.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { readCavp } from '../helpers/cavp.js';

/** The code of the system call error that `action` throws. */
function codeOf(action: () => void): string {
  try {
    action();
  } catch (thrown) {
    return failureOf(thrown)?.code ?? String(thrown);
  }
  return 'no error';
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function transform(key: Uint8Array, operation: number, iv: Uint8Array, input: Uint8Array): Buffer {
  using tfm = Tfm.open('skcipher', 'cbc(aes)');
  tfm.setKey(key);
  using op = tfm.accept();
  assert.equal(op.send({ operation, iv }, [input], 0), input.length);
  const output = Buffer.alloc(input.length);
  assert.equal(op.receive([output], MSG.DONTWAIT), input.length);
  return output;
}

describe('AF_ALG through the addon', () => {
  it('computes RFC 3602 case 1 and SP 800-38A F.2.1', () => {
    const rfc = transform(
      hex('06a92140 36b8a15b 512e03d5 34120006'),
      ALG_OP.encrypt,
      hex('3dafba42 9d9eb430 b422da80 2c9fac41'),
      Buffer.from('Single block msg'),
    );
    assert.equal(rfc.toString('hex'), 'e353779c1079aeb82708942dbe77181a');
    const sp = transform(
      hex('2b7e151628aed2a6abf7158809cf4f3c'),
      ALG_OP.encrypt,
      hex('000102030405060708090a0b0c0d0e0f'),
      hex('6bc1bee22e409f96e93d7e117393172a'),
    );
    assert.equal(sp.toString('hex'), '7649abac8119b246cee98e9b12e9197d');
  });

  for (const bits of [128, 192, 256]) {
    it(`computes the NIST multi-block messages with ${String(bits)}-bit keys`, () => {
      const vectors = readCavp(`CBCMMT${String(bits)}.rsp`);
      assert.equal(vectors.length, 20);
      for (const { section, key, iv, plaintext, ciphertext } of vectors) {
        if (section === 'ENCRYPT') assert.deepEqual(transform(key, ALG_OP.encrypt, iv, plaintext), ciphertext);
        else assert.deepEqual(transform(key, ALG_OP.decrypt, iv, ciphertext), plaintext);
      }
    });
  }

  it('gathers a message from several buffers and scatters the result', () => {
    const [key, iv, input] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2), Buffer.alloc(96, 3)];
    using tfm = Tfm.open('skcipher', 'cbc(aes)');
    tfm.setKey(key);
    using op = tfm.accept();
    op.send({ operation: ALG_OP.encrypt, iv }, [input.subarray(0, 20), input.subarray(20, 90)], MSG.MORE);
    op.send({}, [input.subarray(90)], 0);
    const [first, second] = [Buffer.alloc(33), Buffer.alloc(63)];
    assert.equal(op.receive([first, second], MSG.DONTWAIT), 96);
    assert.deepEqual(Buffer.concat([first, second]), computeDirectly('cbc', 'encrypt', key, iv, input));
  });

  it('chains the IV from one message to the next when none is given', () => {
    const [key, iv, input] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2), Buffer.alloc(64, 3)];
    using tfm = Tfm.open('skcipher', 'cbc(aes)');
    tfm.setKey(key);
    using op = tfm.accept();
    const output = Buffer.alloc(64);
    op.send({ operation: ALG_OP.encrypt, iv }, [input.subarray(0, 32)], MSG.MORE);
    op.receive([output.subarray(0, 32)], 0);
    op.send({}, [input.subarray(32)], 0);
    op.receive([output.subarray(32)], MSG.DONTWAIT);
    const cipher = createCipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
    assert.deepEqual(output, Buffer.concat([cipher.update(input), cipher.final()]));
  });

  it('names errors as the kernel means them', () => {
    assert.equal(
      codeOf(() => Tfm.open('skcipher', 'nonsense(aes)')),
      'ENOENT',
    );
    assert.equal(
      codeOf(() => Tfm.open('skcipher', 'x'.repeat(64))),
      'ENAMETOOLONG',
    );
    using tfm = Tfm.open('skcipher', 'cbc(aes)');
    assert.equal(
      codeOf(() => {
        tfm.setKey(Buffer.alloc(15));
      }),
      'EINVAL',
    );
    using unkeyed = tfm.accept();
    assert.equal(
      codeOf(() => unkeyed.send({ operation: ALG_OP.encrypt }, [Buffer.alloc(16)], 0)),
      'ENOKEY',
    );
    tfm.setKey(Buffer.alloc(16));
    using op = tfm.accept();
    assert.equal(
      codeOf(() => op.receive([Buffer.alloc(16)], MSG.DONTWAIT)),
      'EAGAIN',
    );
    assert.equal(
      codeOf(() => op.send({ operation: ALG_OP.encrypt, iv: Buffer.alloc(8) }, [Buffer.alloc(16)], 0)),
      'EINVAL',
    );
    assert.ok(op.messageBudget >= 4096);
  });

  it('refuses to use a closed socket', () => {
    const tfm = Tfm.open('skcipher', 'cbc(aes)');
    tfm.setKey(Buffer.alloc(16));
    const op = tfm.accept();
    tfm.close();
    tfm.close();
    assert.throws(() => op.messageBudget, /closed/);
    assert.throws(() => tfm.accept(), /closed/);
  });
});
