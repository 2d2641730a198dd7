import { native } from '#dist/afalg/native.js';
import { failureOf } from '#dist/afalg/syscall-failure.js';

/** Whether this kernel lets us open an AF_ALG socket. The addon must be built. */
export function hasAfAlg(): boolean {
  try {
    native().probe();
    return true;
  } catch (thrown) {
    if (failureOf(thrown) === undefined) throw thrown;
    return false;
  }
}
