import type { CryptoEntry } from '#dist/kernel/proc-crypto.js';

/** CAAM's cbc(aes), as /proc/crypto shows it. */
export const CAAM: CryptoEntry = {
  name: 'cbc(aes)',
  driver: 'cbc-aes-caam',
  module: 'kernel',
  priority: 3000,
  refcount: 1,
  selftest: 'passed',
  internal: false,
  type: 'skcipher',
  asynchronous: true,
};
