import { GUEST_KINDS } from './guest-kinds.js';
import { type OptionSpec } from './option-spec.js';

export const GUEST_CHOICES = ['auto', 'none', ...GUEST_KINDS] as const;

/** Which kernel is tested. */
export const GUEST_OPTIONS = [
  {
    name: 'guest',
    kind: 'choice',
    choices: GUEST_CHOICES,
    default: 'auto',
    describe:
      'kernel to test: this one (none), user-mode-linux, a Debian kernel in qemu, the emulated i.MX6 board, or this one if it has AF_ALG, else uml (auto; probe asks this one, whatever it has)',
    group: 'Guest',
  },
  {
    name: 'guest-kernel',
    kind: 'text',
    default: '6.1',
    describe: 'kernel of the qemu guest: a release or the start of one, prepared by npm run guest:qemu',
    group: 'Guest',
  },
  {
    name: 'guest-module',
    kind: 'list',
    absent: 'none',
    describe:
      'load a module into the guest first: vce, or a .ko file, with its parameters: PATH[,param=value...]; may be repeated',
    group: 'Guest',
  },
] as const satisfies readonly OptionSpec[];
