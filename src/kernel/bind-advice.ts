import type { SyscallFailure } from '../afalg/syscall-failure.js';
import { entriesOf, refused, unsupported, type AfAlgFacts, type BindAdvice } from './advice/advice.js';
import { notFoundAdvice } from './advice/not-found.js';
import { socketAdvice } from './advice/socket-advice.js';

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

/** alg_bind hands on what the driver's init function returned, or what the template said of its parts. */
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
    case 'ENODEV':
      return noDeviceAdvice(what, algorithm, facts);
    case 'EINVAL':
      return invalidAdvice(what, algorithm, facts);
    case 'EOPNOTSUPP':
      return unsupported(
        'no-hardware-support',
        `${algorithm}: the driver says that its hardware cannot do this (${what}): take another driver, or see its documentation for the mode`,
      );
    case 'ENOMEM':
      return refused(
        'no-memory',
        `${algorithm}: no memory for a transform (${what}): fewer --workers, or see the kernel log`,
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

/** The driver is there, and what it drives is not: drivers/crypto/caam/jr.c, caam_jr_alloc, when no ring is bound. */
function noDeviceAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  const isCaam = [algorithm, ...entriesOf(algorithm, facts).map(({ driver }) => driver)].some((name) =>
    name.includes('caam'),
  );
  return unsupported(
    'no-device',
    isCaam
      ? `${algorithm}: no job ring is bound (${what}): they belong to the secure world or were unbound; see 'failed to flush job ring' in the kernel log`
      : `${algorithm}: its driver has no device (${what}): none was probed, or it was unbound; see the kernel log and /sys/bus/*/drivers`,
  );
}

/** crypto/algapi.c, crypto_grab_spawn and the create functions of the templates: a part of the wrong type or size. */
function invalidAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  if (entriesOf(algorithm, facts).length === 0 && algorithm.includes('(')) {
    return unsupported(
      'no-such-combination',
      `${algorithm} is no combination that the kernel makes (${what}): its outer part refuses what is inside; check the name against /proc/crypto`,
    );
  }
  return refused('init-fails', `${algorithm}: its init function fails (${what}): see the kernel log`);
}
