import { afAlgTypeOf, AF_ALG_TYPE_NAMES, type AfAlgType } from '../proc-crypto.js';
import { entriesOf, unsupported, type AfAlgFacts, type BindAdvice } from './advice.js';

/**
 * What crypto.af_alg_restrict=1, the default, lets through: names of algorithms, never of drivers (Linux 7.3,
 * crypto/algif_skcipher.c, skcipher_allowlist, and its neighbours of aead and hash; that of rng is empty).
 */
const ALLOWED: Readonly<Record<AfAlgType, readonly string[]>> = {
  skcipher: [
    ...['adiantum(xchacha12,aes)', 'adiantum(xchacha20,aes)', 'cbc(aes)', 'cbc(des)', 'cbc(des3_ede)', 'cbc(paes)'],
    ...['ctr(aes)', 'ecb(aes)', 'ecb(des)', 'hctr2(aes)', 'xts(aes)', 'xts(camellia)', 'xts(serpent)', 'xts(twofish)'],
  ],
  aead: ['ccm(aes)'],
  hash: [
    ...['cmac(aes)', 'hmac(md5)', 'hmac(sha1)', 'hmac(sha224)', 'hmac(sha256)', 'hmac(sha384)', 'hmac(sha512)'],
    ...['md4', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
  ],
  rng: [],
};

/** Those that need no capability (AF_ALG_UNPRIVILEGED). */
const FOR_EVERYBODY: ReadonlySet<string> = new Set([
  ...['adiantum(xchacha12,aes)', 'adiantum(xchacha20,aes)', 'hctr2(aes)', 'sha1'],
  ...['xts(aes)', 'xts(camellia)', 'xts(serpent)', 'xts(twofish)'],
]);

/** Whether AF_ALG is of a kernel that has the restriction. It came after the refusal of asynchronous drivers (7.2). */
export function knowsRestriction({ restrict }: Pick<AfAlgFacts, 'restrict'>): boolean {
  return restrict !== '';
}

/** Why crypto.af_alg_restrict keeps a name out; undefined when it does not. */
export function restrictionAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice | undefined {
  if (facts.restrict !== '1') return undefined;
  const isListed = Object.values(ALLOWED).some((names) => names.includes(algorithm));
  if (isListed && (facts.privileged || FOR_EVERYBODY.has(algorithm))) return undefined;
  const how = `${what}, crypto.af_alg_restrict=1`;
  if (isListed) {
    return unsupported(
      'restricted',
      `${algorithm} is for privileged processes only (${how}): run as root or with CAP_NET_ADMIN, or sysctl crypto.af_alg_restrict=0`,
    );
  }
  const isDriver = facts.entries.some(({ name, driver }) => driver === algorithm && name !== algorithm);
  return unsupported(
    'restricted',
    `${algorithm} is not on the kernel's list for AF_ALG (${how}), which holds ${listText(algorithm, facts)}` +
      `${isDriver ? ' and no name of a driver' : ''}, for root, too: sysctl crypto.af_alg_restrict=0`,
  );
}

function listText(algorithm: string, facts: AfAlgFacts): string {
  const type = entriesOf(algorithm, facts)
    .map(afAlgTypeOf)
    .find((one) => one !== undefined);
  const types = type === undefined ? AF_ALG_TYPE_NAMES.filter((name) => name !== 'rng') : [type];
  return types.map((one) => (ALLOWED[one].length === 0 ? `no ${one}` : ALLOWED[one].join(', '))).join(', ');
}
