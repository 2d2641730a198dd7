import { native } from '../afalg/native.js';
import { failureOf, type SyscallFailure } from '../afalg/syscall-failure.js';

/** Which kernel a command is to test. */
export type Kernel = { readonly kind: 'here' } | { readonly kind: 'uml'; readonly because: string };

/** `auto` takes this kernel when it lets us open an AF_ALG socket. Throws AddonError when there is no addon. */
export function chooseKernel(guest: 'auto' | 'none' | 'uml'): Kernel {
  // Whichever it is, it needs the addon: better one line now than a run that breaks.
  native();
  switch (guest) {
    case 'none':
      return { kind: 'here' };
    case 'uml':
      return { kind: 'uml', because: '--guest uml' };
    case 'auto': {
      const failure = probe();
      return failure === undefined
        ? { kind: 'here' }
        : { kind: 'uml', because: `this kernel has no AF_ALG for us (socket: ${failure.code})` };
    }
  }
}

function probe(): SyscallFailure | undefined {
  try {
    native().probe();
    return undefined;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    return failure;
  }
}
