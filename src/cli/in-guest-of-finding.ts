import { GUEST_OPTIONS } from '../options/table/guest-options.js';
import type { FoundIn } from '../results/stored-finding.js';
import type { Invocation } from './invocation.js';

/**
 * A command about a finding as if it named the guest in which that was made, unless it names one itself: all that depends
 * on the guest, defaults included, then follows.
 */
export function inGuestOfFinding(found: FoundIn, invocation: Invocation): Invocation {
  const { texts, argv } = invocation;
  if (found === null || GUEST_OPTIONS.some(({ name }) => texts[name] !== undefined)) return invocation;
  const modules = found.guestModules.map(({ module, parameters }) => [module, ...parameters].join());
  return {
    ...invocation,
    texts: { ...texts, guest: found.kind, 'guest-kernel': found.guestKernel, 'guest-module': modules },
    argv: [
      ...argv,
      `--guest=${found.kind}`,
      `--guest-kernel=${found.guestKernel}`,
      ...modules.map((module) => `--guest-module=${module}`),
    ],
  };
}
