import type { SyscallFailure } from '../afalg/syscall-failure.js';
import type { CryptoEntry } from './proc-crypto.js';

/** What the kernel shows of why AF_ALG might refuse. */
export interface AfAlgFacts {
  readonly entries: readonly CryptoEntry[];
  /** /proc/sys/crypto/af_alg_restrict (from 7.3 on); '' where there is none. */
  readonly restrict: string;
  /** /proc/sys/crypto/fips_enabled */
  readonly fips: string;
  /** Lines of modprobe.d that block af_alg or algif modules. */
  readonly blocked: readonly string[];
}

export interface BindAdvice {
  /** `unsupported`: nothing to test here. `refused`: the kernel has it, and it is broken. */
  readonly verdict: 'unsupported' | 'refused';
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
      return unsupported(socketAdvice(what, failure.code, facts));
    case 'bind':
      return bindAdvice(what, failure.code, algorithm, facts);
    case 'setsockopt':
      if (failure.code !== 'EINVAL') return { verdict: 'refused', text: `${algorithm}: ${what}` };
      return unsupported(`${algorithm} refuses a key of ${String(keySize)} bytes (${what}): try another --key-size`);
    default:
      return { verdict: 'refused', text: `${algorithm}: ${what}` };
  }
}

function socketAdvice(what: string, code: string, facts: AfAlgFacts): string {
  switch (code) {
    case 'EAFNOSUPPORT':
      if (facts.restrict === '2') {
        return `AF_ALG is switched off (${what}, crypto.af_alg_restrict=2): sysctl crypto.af_alg_restrict=1, or --guest uml`;
      }
      if (facts.blocked.length > 0) {
        return `AF_ALG is blocked (${what}; modprobe.d says '${facts.blocked[0] ?? ''}'): remove that line, or --guest uml`;
      }
      return `this kernel has no AF_ALG (${what}): modprobe algif_skcipher, a kernel with CONFIG_CRYPTO_USER_API_SKCIPHER, or --guest uml`;
    case 'EPERM':
    case 'EACCES':
      return `AF_ALG is forbidden here (${what}; a container's seccomp profile or an LSM): run outside the container, allow the socket family, or --guest uml`;
    default:
      return `no AF_ALG socket can be had (${what}): try --guest uml`;
  }
}

function bindAdvice(what: string, code: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  switch (code) {
    case 'ENOENT':
      return unsupported(notFoundAdvice(what, algorithm, facts));
    case 'ELIBBAD':
      if (facts.fips === '1') {
        return unsupported(`${algorithm} is not allowed in FIPS mode (${what}): boot without fips=1`);
      }
      return {
        verdict: 'refused',
        text: `the self-test of ${algorithm} failed (${what}): see the kernel log for 'alg:' lines`,
      };
    case 'EPERM':
    case 'EACCES':
      return unsupported(`${algorithm} is forbidden here (${what}): run as root, or with CAP_NET_ADMIN`);
    case 'ENAMETOOLONG':
      return unsupported(`'${algorithm}' is longer than the 63 bytes of salg_name: no such algorithm`);
    default:
      return { verdict: 'refused', text: `${algorithm}: ${what}` };
  }
}

function notFoundAdvice(what: string, algorithm: string, facts: AfAlgFacts): string {
  const entry = facts.entries.find(({ name, driver }) => name === algorithm || driver === algorithm);
  if (facts.restrict === '1') {
    return `${algorithm} is not on the kernel's list for AF_ALG (${what}, crypto.af_alg_restrict=1): run as root, or sysctl crypto.af_alg_restrict=0`;
  }
  if (entry?.asynchronous === true) {
    return `${algorithm} is registered, but AF_ALG refuses it (${what}): Linux 7.2 and later reach no asynchronous driver, or its init function fails (see the kernel log)`;
  }
  if (entry !== undefined) {
    return `${algorithm} is registered, but cannot be set up (${what}): its init function or an algorithm it builds on fails, see the kernel log`;
  }
  if (facts.blocked.length > 0) {
    return `${algorithm} cannot be bound (${what}; modprobe.d says '${facts.blocked[0] ?? ''}'): remove that line`;
  }
  return `this kernel has no ${algorithm} (${what}): check the name against /proc/crypto, and that its driver and algif_skcipher are built in or loaded`;
}

function unsupported(text: string): BindAdvice {
  return { verdict: 'unsupported', text };
}
