import { ALG_OP } from '../afalg/layout.js';
import type { Control } from '../afalg/native.js';
import { MSG, type Op, type Tfm } from '../afalg/tfm.js';
import type { AfAlgType, CryptoSizes } from '../kernel/proc-crypto.js';
import { digestOf } from '../oracle/hash/digest.js';
import { computeDirectly } from '../oracle/skcipher/direct.js';
import { hashNameOf, hashOf } from '../plan/hash/algorithms.js';
import { cipherModeOf } from '../plan/skcipher/cipher.js';
import type { Proof } from './probe-result.js';

export type Exercise =
  { readonly kind: 'works'; readonly proof: Proof } | { readonly kind: 'wrong'; readonly what: string };

/** A tfm that is bound, and keyed if it wants to be. */
export interface Exercised {
  readonly tfm: Tfm;
  readonly type: AfAlgType;
  /** `cbc(aes)`, whatever name was bound. */
  readonly algorithm: string;
  readonly sizes: CryptoSizes;
  /** null: none was set. */
  readonly key: Uint8Array | null;
}

/** Four blocks of AES, and a multiple of every block size there is. */
const MESSAGE = Uint8Array.from({ length: 64 }, (_, index) => (index * 7) & 0xff);
/** What IPsec's modes insist on (crypto/gcm.c, crypto_rfc4106_crypt). */
const ASSOCLEN = 16;
const RANDOM_BYTES = 32;
const EMPTY = new Uint8Array(0);

/** One operation each way, checked as well as it can be. Throws what the kernel refuses. */
export function exercise(subject: Exercised): Exercise {
  using op = subject.tfm.accept();
  switch (subject.type) {
    case 'skcipher':
      return exerciseCipher(op, subject);
    case 'aead':
      return exerciseAead(op, subject);
    case 'hash':
      return exerciseHash(op, subject);
    case 'rng': {
      const bytes = transfer(op, undefined, RANDOM_BYTES);
      return bytes.some((byte) => byte !== 0) ? works('answered') : wrong('32 random bytes are all zero');
    }
  }
}

/** An IV of the size the algorithm has. CCM reads its first byte as a length: 1 to 7 (crypto/ccm.c, set_msg_len). */
export function ivOf(sizes: CryptoSizes): Uint8Array {
  return Uint8Array.from({ length: sizes.iv ?? 16 }, (_, index) => index + 3);
}

function exerciseCipher(op: Op, { algorithm, sizes, key }: Exercised): Exercise {
  const iv = ivOf(sizes);
  const control = iv.length === 0 ? {} : { iv };
  const encrypted = transfer(op, { operation: ALG_OP.encrypt, ...control }, MESSAGE.length, MESSAGE);
  const mode = cipherModeOf(algorithm);
  if (mode !== undefined && key !== null) {
    const expected = computeDirectly(mode, 'encrypt', key, iv, MESSAGE);
    if (!equal(encrypted, expected)) return wrong('64 encrypted bytes are not what node:crypto says');
  }
  const decrypted = transfer(op, { operation: ALG_OP.decrypt, ...control }, MESSAGE.length, encrypted);
  if (!equal(decrypted, MESSAGE)) return wrong('64 decrypted bytes are not what was encrypted');
  return works(mode === undefined ? 'consistent' : 'verified');
}

function exerciseAead(op: Op, { sizes }: Exercised): Exercise {
  const header = new Uint8Array(ASSOCLEN).fill(0x5a);
  const tag = sizes.maxAuth ?? 16;
  const control = { iv: ivOf(sizes), assoclen: ASSOCLEN };
  const plain = Buffer.concat([header, MESSAGE]);
  const sealed = transfer(op, { operation: ALG_OP.encrypt, ...control }, plain.length + tag, plain);
  const opened = transfer(op, { operation: ALG_OP.decrypt, ...control }, plain.length, sealed);
  return equal(opened, plain) ? works('consistent') : wrong('64 decrypted bytes are not what was encrypted');
}

function exerciseHash(op: Op, { algorithm, sizes, key }: Exercised): Exercise {
  const digest = transfer(op, {}, sizes.digest ?? 64, MESSAGE);
  const expected = hashByNode(algorithm, key);
  if (expected === undefined) return works('answered');
  return equal(digest, expected) ? works('verified') : wrong('the digest is not what node:crypto says');
}

function hashByNode(algorithm: string, key: Uint8Array | null): Uint8Array | undefined {
  const name = hashNameOf(algorithm);
  if (name === undefined || (hashOf(name).kind !== 'digest' && key === null)) return undefined;
  return digestOf(name, key ?? EMPTY, MESSAGE);
}

/** Sends `data` with `control`, unless there is none, and takes what comes: less than `length` is all there was. */
function transfer(op: Op, control: Control | undefined, length: number, data: Uint8Array = EMPTY): Uint8Array {
  if (control !== undefined) op.send(control, [data], 0);
  const answer = new Uint8Array(length);
  const received = op.receive([answer], MSG.DONTWAIT);
  return answer.subarray(0, Math.min(received, length));
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

function works(proof: Proof): Exercise {
  return { kind: 'works', proof };
}

function wrong(what: string): Exercise {
  return { kind: 'wrong', what };
}
