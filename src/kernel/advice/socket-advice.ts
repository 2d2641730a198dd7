import { blockingLine, unsupported, type AfAlgFacts, type BindAdvice } from './advice.js';

/** Why there is no AF_ALG socket, and what to do about it. */
export function socketAdvice(what: string, code: string, facts: AfAlgFacts): BindAdvice {
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
