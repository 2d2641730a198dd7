import type { KernelDeath } from '../results/kernel-death.js';

/** How a guest ended, as far as that says something about its kernel or the command. */
export type GuestEnding =
  { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'kernel-died'; readonly death: KernelDeath };
