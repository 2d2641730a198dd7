import { createHash, createHmac } from 'node:crypto';
import { hashOf, type HashName } from '../../plan/hash/algorithms.js';
import { cmac } from './cmac.js';

/** The digest of a message, under a key if the algorithm has one. */
export function digestOf(name: HashName, key: Uint8Array, message: Uint8Array): Buffer {
  const { kind, node } = hashOf(name);
  switch (kind) {
    case 'digest':
      return createHash(node).update(message).digest();
    case 'hmac':
      return createHmac(node, key).update(message).digest();
    case 'cmac':
      return cmac(key, message);
  }
}
