import type { AfAlgType, CryptoEntry } from '../proc-crypto.js';

/** What the kernel shows of why AF_ALG might refuse. */
export interface AfAlgFacts {
  readonly entries: readonly CryptoEntry[];
  /** /proc/sys/crypto/af_alg_restrict (from 7.3 on, once af_alg is loaded); '' where there is none. */
  readonly restrict: string;
  /** This process has CAP_NET_ADMIN or CAP_SYS_ADMIN (crypto/af_alg.c, af_alg_capable). */
  readonly privileged: boolean;
  /** /proc/sys/crypto/fips_enabled */
  readonly fips: string;
  /** Lines of modprobe.d that block modules. */
  readonly blocked: readonly string[];
  /** A seccomp filter is in force for this process. */
  readonly seccomp: boolean;
  /** As Node calls it: the uml guest, which has AF_ALG, runs on x64 only. */
  readonly architecture: string;
  /** What is known of AF_ALG and asynchronous drivers on this kernel, by having bound one, or by having failed to. */
  readonly asynchronous: 'reached' | 'refused' | 'unknown';
  /** AF_ALG binds nothing of this type, not even what /proc/crypto lists and needs no hardware; null: not known. */
  readonly missingInterface: AfAlgType | null;
}

/** Why something of AF_ALG cannot be used, for programs. */
export const BIND_CAUSES = [
  ...(['no-af-alg', 'no-interface', 'no-type', 'module-blocked', 'forbidden', 'restricted', 'async-refused'] as const),
  ...(['init-fails', 'no-device', 'no-hardware-support', 'self-test-failed', 'fips'] as const),
  ...(['not-found', 'no-such-combination', 'key-size', 'no-memory', 'other'] as const),
] as const;
export type BindCause = (typeof BIND_CAUSES)[number];

export interface BindAdvice {
  /** `unsupported`: nothing to test here. `refused`: the kernel has it, and it is broken. */
  readonly verdict: 'unsupported' | 'refused';
  readonly cause: BindCause;
  /** Cause and remedy, in one line. */
  readonly text: string;
}

export function unsupported(cause: BindCause, text: string): BindAdvice {
  return { verdict: 'unsupported', cause, text };
}

export function refused(cause: BindCause, text: string): BindAdvice {
  return { verdict: 'refused', cause, text };
}

/** The entries that a name stands for: those of the algorithm, or the one driver. */
export function entriesOf(algorithm: string, { entries }: AfAlgFacts): readonly CryptoEntry[] {
  return entries.filter(({ name, driver }) => name === algorithm || driver === algorithm);
}

/** The first line of modprobe.d that blocks a module which one of these words begins. */
export function blockingLine({ blocked }: AfAlgFacts, words: readonly string[]): string | undefined {
  return blocked.find((line) => {
    const module = (line.split(/\s+/)[1] ?? '').replaceAll('-', '_');
    return words.some((word) => word !== '' && module.startsWith(word.replaceAll('-', '_')));
  });
}
