import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { AfAlgType, CryptoEntry } from './proc-crypto.js';

/** What the kernel shows of why AF_ALG might refuse. */
export interface AfAlgFacts {
  readonly entries: readonly CryptoEntry[];
  /** /proc/sys/crypto/af_alg_restrict (from 7.3 on); '' where there is none. */
  readonly restrict: string;
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
  ...(['no-af-alg', 'no-interface', 'module-blocked', 'forbidden', 'restricted', 'async-refused'] as const),
  ...(['init-fails', 'self-test-failed', 'fips', 'not-found', 'key-size', 'other'] as const),
] as const;
export type BindCause = (typeof BIND_CAUSES)[number];

export interface BindAdvice {
  /** `unsupported`: nothing to test here. `refused`: the kernel has it, and it is broken. */
  readonly verdict: 'unsupported' | 'refused';
  readonly cause: BindCause;
  /** Cause and remedy, in one line. */
  readonly text: string;
}

/** Why a socket could not be made, bound or keyed, and what to do about it. errnos: crypto/af_alg.c, alg_bind. */
export function adviseOnBind(
  failure: SyscallFailure,
  algorithm: string,
  keySize: number,
  facts: AfAlgFacts,
): BindAdvice {
  const what = `${failure.syscall} failed with ${failure.code}`;
  switch (failure.syscall) {
    case 'socket':
      return socketAdvice(what, failure.code, facts);
    case 'bind':
      return bindAdvice(what, failure.code, algorithm, facts);
    case 'setsockopt':
      if (failure.code !== 'EINVAL') return refused('other', `${algorithm}: ${what}`);
      return unsupported(
        'key-size',
        `${algorithm} refuses a key of ${String(keySize)} bytes (${what}): try another --key-size`,
      );
    default:
      return refused('other', `${algorithm}: ${what}`);
  }
}

function socketAdvice(what: string, code: string, facts: AfAlgFacts): BindAdvice {
  const orGuest = facts.architecture === 'x64' ? ', or --guest uml' : '';
  const blocked = blockingLine(facts, ['af_alg', 'net-pf-38', 'algif_']);
  switch (code) {
    case 'EAFNOSUPPORT':
      if (facts.restrict === '2') {
        return unsupported(
          'restricted',
          `AF_ALG is switched off (${what}, crypto.af_alg_restrict=2): sysctl crypto.af_alg_restrict=1${orGuest}`,
        );
      }
      if (blocked !== undefined) {
        return unsupported(
          'module-blocked',
          `AF_ALG is blocked (${what}; modprobe.d says '${blocked}'): remove that line${orGuest}`,
        );
      }
      return unsupported(
        'no-af-alg',
        `this kernel has no AF_ALG (${what}): modprobe algif_skcipher, or a kernel with CONFIG_CRYPTO_USER_API_SKCIPHER${orGuest}`,
      );
    case 'EPERM':
    case 'EACCES': {
      const by = facts.seccomp ? 'a seccomp filter is in force' : "a container's seccomp profile or an LSM";
      return unsupported(
        'forbidden',
        `AF_ALG is forbidden here (${what}; ${by}): run outside the container, or allow the socket family${orGuest}`,
      );
    }
    default:
      return unsupported('no-af-alg', `no AF_ALG socket can be opened (${what}): try another kernel${orGuest}`);
  }
}

function bindAdvice(what: string, code: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  switch (code) {
    case 'ENOENT':
      return notFoundAdvice(what, algorithm, facts);
    case 'ELIBBAD':
      if (facts.fips === '1') {
        return unsupported('fips', `${algorithm} is not allowed in FIPS mode (${what}): boot without fips=1`);
      }
      return refused(
        'self-test-failed',
        `the self-test of ${algorithm} failed (${what}): see the kernel log for 'alg:' lines`,
      );
    case 'EPERM':
    case 'EACCES':
      return unsupported('forbidden', `${algorithm} is forbidden here (${what}): run as root, or with CAP_NET_ADMIN`);
    case 'ENAMETOOLONG':
      return unsupported('not-found', `'${algorithm}' is longer than the 63 bytes of salg_name: no such algorithm`);
    default:
      return refused('other', `${algorithm}: ${what}`);
  }
}

function notFoundAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  const entry = facts.entries.find(({ name, driver }) => name === algorithm || driver === algorithm);
  const registered = `${algorithm} is registered, but`;
  if (facts.restrict === '1') {
    return unsupported(
      'restricted',
      `${algorithm} is not on the kernel's list for AF_ALG (${what}, crypto.af_alg_restrict=1): run as root, or sysctl crypto.af_alg_restrict=0`,
    );
  }
  if (facts.missingInterface !== null) return missingInterfaceAdvice(what, facts.missingInterface, facts);
  if (entry?.asynchronous === true && facts.asynchronous === 'refused') {
    return unsupported(
      'async-refused',
      `${registered} AF_ALG refuses it (${what}): it reaches no asynchronous driver here, as on Linux 7.2 and later; use dm-crypt or an older kernel`,
    );
  }
  if (entry?.asynchronous === true && facts.asynchronous === 'unknown') {
    return unsupported(
      'async-refused',
      `${registered} AF_ALG refuses it (${what}): Linux 7.2 and later reach no asynchronous driver, or its init function fails (see the kernel log)`,
    );
  }
  // From 5.17 on what FIPS 140 does not allow is kept for use inside the kernel (crypto/api.c, crypto_alg_lookup).
  if (entry !== undefined && facts.fips === '1') {
    return unsupported(
      'fips',
      `${registered} not allowed in FIPS mode, or its init function fails (${what}): boot without fips=1, or see the kernel log`,
    );
  }
  if (entry !== undefined) {
    return unsupported(
      'init-fails',
      `${registered} cannot be set up (${what}): its init function or an algorithm it builds on fails, see the kernel log`,
    );
  }
  const blocked = blockingLine(facts, ['algif_', ...algorithm.split(/[^A-Za-z0-9_]+/)]);
  if (blocked !== undefined) {
    return unsupported(
      'module-blocked',
      `${algorithm} cannot be bound (${what}; modprobe.d says '${blocked}'): remove that line`,
    );
  }
  return unsupported(
    'not-found',
    `this kernel has no ${algorithm} (${what}): check the name against /proc/crypto, and that its driver and algif_skcipher are built in or loaded`,
  );
}

/** A kernel may have one algif module and not the other (crypto/af_alg.c, alg_bind). */
function missingInterfaceAdvice(what: string, type: AfAlgType, facts: AfAlgFacts): BindAdvice {
  const module = `algif_${type}`;
  const blocked = blockingLine(facts, [module]);
  if (blocked !== undefined) {
    return unsupported(
      'module-blocked',
      `AF_ALG has no type ${type} (${what}; modprobe.d says '${blocked}'): remove that line`,
    );
  }
  return unsupported(
    'no-interface',
    `AF_ALG has no type ${type} (${what}): modprobe ${module}, or a kernel with CONFIG_CRYPTO_USER_API_${type.toUpperCase()}`,
  );
}

/** The first line that blocks a module which one of these words begins. */
function blockingLine({ blocked }: AfAlgFacts, words: readonly string[]): string | undefined {
  return blocked.find((line) => {
    const module = (line.split(/\s+/)[1] ?? '').replaceAll('-', '_');
    return words.some((word) => word !== '' && module.startsWith(word.replaceAll('-', '_')));
  });
}

function unsupported(cause: BindCause, text: string): BindAdvice {
  return { verdict: 'unsupported', cause, text };
}

function refused(cause: BindCause, text: string): BindAdvice {
  return { verdict: 'refused', cause, text };
}
