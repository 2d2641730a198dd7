import { native } from '../afalg/native.js';
import { failureOf, type SyscallFailure } from '../afalg/syscall-failure.js';
import type { GuestKind } from '../options/table/guest-kinds.js';
import { UsageError } from '../options/usage-error.js';

/** Which kernel a command is to test. */
export type Kernel = { readonly kind: 'here' } | { readonly kind: GuestKind; readonly because: string };

/**
 * `auto` takes this kernel when it lets us open an AF_ALG socket and no module is to be loaded: that is for guests only.
 * It takes it anyway where no guest runs: what the kernel lacks is then the message, not what the machine lacks.
 * Throws AddonError when there is no addon.
 */
export function chooseKernel(guest: 'auto' | 'none' | GuestKind, modules: number): Kernel {
  // Whichever it is, it needs the addon: better one line now than a run that breaks.
  native();
  if (guest === 'none') {
    if (modules > 0) throw new UsageError('--guest-module needs a guest, but --guest none was given');
    return { kind: 'here' };
  }
  if (guest !== 'auto') return { kind: guest, because: `--guest ${guest}` };
  if (modules > 0) return { kind: 'uml', because: '--guest-module' };
  const failure = process.arch === 'x64' ? probe() : undefined;
  return failure === undefined
    ? { kind: 'here' }
    : { kind: 'uml', because: `no AF_ALG socket on this kernel (${failure.code})` };
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
