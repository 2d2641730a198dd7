import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { fillTape, ivOrNull } from '#dist/oracle/skcipher/tape.js';
import { drawPlaintext, type Burst } from '#dist/plan/burst.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { CIPHERS, type CipherMode } from '#dist/plan/skcipher/cipher.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import type { Direction } from '#dist/plan/skcipher/fields.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import type { SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { gather, newSlice, placesOf } from '#dist/plan/slice.js';
import { counterAfter } from '../../../helpers/counter.js';
import { DEFAULT_WORKLOAD, KEY_SIZES, MODES } from '../../../helpers/workloads.js';

interface Filled {
  readonly workload: SkcipherWorkload;
  readonly burst: Burst;
  readonly tape: Uint8Array;
}

function filled(mode: CipherMode, keySize: number, iv?: Uint8Array): Filled {
  const shortest = CIPHERS[mode].lengthStep;
  const workload: SkcipherWorkload = { ...DEFAULT_WORKLOAD, mode, keySize, minLength: shortest, maxLength: 1024 };
  const drawn = drawBurst(workload, 3, 7);
  const burst = iv === undefined ? drawn : { ...drawn, iv };
  const tape = new Uint8Array(tapeLayout(workload).size);
  fillTape(workload, burst, tape);
  return { workload, burst, tape };
}

/** A message by node:crypto alone: nothing of ours in between. */
function byNode(mode: CipherMode, direction: Direction, key: Uint8Array, iv: Uint8Array, input: Uint8Array): Buffer {
  const name = `aes-${String(key.length * 8)}-${mode}`;
  const ivArgument = mode === 'ecb' ? null : iv;
  const cipher =
    direction === 'encrypt' ? createCipheriv(name, key, ivArgument) : createDecipheriv(name, key, ivArgument);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(input), cipher.final()]);
}

/** One window, both ways: the tape against node:crypto, and computeDirectly against both. */
function assertWindow({ workload, burst, tape }: Filled, offset: number, length: number): void {
  const { mode } = workload;
  const layout = tapeLayout(workload);
  const iv = tape.slice(layout.iv + offset, layout.iv + offset + CIPHERS[mode].ivSize);
  const clear = Buffer.from(tape.slice(layout.plaintext + offset, layout.plaintext + offset + length));
  const secret = Buffer.from(tape.slice(layout.ciphertext + offset, layout.ciphertext + offset + length));
  assert.equal(secret.length, length);
  assert.deepEqual(byNode(mode, 'encrypt', burst.key, iv, clear), secret);
  assert.deepEqual(byNode(mode, 'decrypt', burst.key, iv, secret), clear);
  assert.deepEqual(computeDirectly(mode, 'encrypt', burst.key, iv, clear), secret);
  assert.deepEqual(computeDirectly(mode, 'decrypt', burst.key, iv, secret), clear);
}

for (const mode of MODES) {
  for (const keySize of KEY_SIZES) {
    describe(`a tape of ${mode}(aes) under a key of ${String(keySize)} bytes`, () => {
      const one = filled(mode, keySize);
      const { length: tapeBytes, plaintext } = tapeLayout(one.workload);

      it('holds the plaintext of its burst', () => {
        const drawn = new Uint8Array(tapeBytes);
        drawPlaintext(one.workload, 3, 7, drawn);
        assert.deepEqual(one.tape.subarray(plaintext, plaintext + tapeBytes), drawn);
      });

      it('is right in the first window, the last, and as a whole', () => {
        assertWindow(one, 0, 16);
        assertWindow(one, 0, 1024);
        assertWindow(one, tapeBytes - 16, 16);
        assertWindow(one, tapeBytes - 1024, 1024);
        assertWindow(one, 0, tapeBytes);
      });

      it('is right on both sides of the places where it was put together', () => {
        for (let seam = 16 * 1024; seam < tapeBytes; seam += 16 * 1024) assertWindow(one, seam - 32, 64);
      });

      it('is right in any window', () => {
        const step = CIPHERS[mode].lengthStep;
        fc.assert(
          fc.property(fc.nat({ max: tapeBytes / 16 - 1 }), fc.integer({ min: 1, max: 1024 }), (block, wanted) => {
            const length = Math.ceil(Math.min(wanted, tapeBytes - block * 16) / step) * step;
            assertWindow(one, block * 16, length);
          }),
        );
      });

      it('has input, IV and expected output of every planned operation where its steps say', () => {
        const plan = new SkcipherBurstPlan(one.workload, one.burst, 200);
        const slice = newSlice(200, 400);
        plan.fill(slice, 0, 200);
        for (const [row, { direction }] of plan.operations(0, 200).entries()) {
          const { input, iv = 0, expected } = placesOf(slice, row);
          const ivBytes = one.tape.slice(iv, iv + CIPHERS[mode].ivSize);
          const output = byNode(mode, direction, one.burst.key, ivBytes, gather(one.tape, input));
          assert.deepEqual(output, Buffer.from(gather(one.tape, expected)));
        }
      });
    });
  }
}

describe('the IVs of a tape', () => {
  it('start with the IV of the burst', () => {
    for (const mode of ['cbc', 'ctr'] as const) {
      const { workload, burst, tape } = filled(mode, 16);
      const { iv } = tapeLayout(workload);
      assert.deepEqual(Buffer.from(tape.slice(iv, iv + 16)), Buffer.from(burst.iv));
    }
  });

  it('count the blocks in CTR, with a carry through all sixteen bytes', () => {
    for (const initial of [
      Buffer.alloc(16, 0xff),
      Buffer.alloc(16),
      Buffer.from('00000000fffffffffffffffffffffffe', 'hex'),
    ]) {
      const one = filled('ctr', 32, initial);
      const layout = tapeLayout(one.workload);
      for (let block = 0; block < layout.length / 16; block += 1) {
        const counter = one.tape.subarray(layout.iv + block * 16, layout.iv + (block + 1) * 16);
        assert.ok(counterAfter(initial, block).equals(counter), String(block));
      }
      for (const offset of [0, 16, 32]) assertWindow(one, offset, 333);
    }
  });
});

describe('filling a tape', () => {
  it('leaves nothing of the burst before', () => {
    for (const mode of MODES) {
      const { workload, burst, tape } = filled(mode, 24);
      const used = new Uint8Array(tape.length).fill(0xee);
      fillTape(workload, drawBurst(workload, 0, 1), used);
      fillTape(workload, burst, used);
      assert.deepEqual(used, tape);
    }
  });

  it('gives node:crypto null for an IV that is not there', () => {
    assert.equal(ivOrNull(new Uint8Array(0)), null);
    assert.deepEqual(ivOrNull(Uint8Array.of(1)), Uint8Array.of(1));
  });
});
