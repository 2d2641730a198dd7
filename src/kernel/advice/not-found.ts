import { afAlgTypeOf, AF_ALG_TYPE_NAMES, type AfAlgType } from '../proc-crypto.js';
import { blockingLine, entriesOf, unsupported, type AfAlgFacts, type BindAdvice } from './advice.js';
import { knowsRestriction, restrictionAdvice } from './restriction.js';

/** Why bind says that there is no such thing, and what to do about it. */
export function notFoundAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  const entries = entriesOf(algorithm, facts);
  return (
    unreachableAdvice(what, algorithm, facts) ??
    (facts.missingInterface === null ? undefined : missingInterfaceAdvice(what, facts.missingInterface, facts)) ??
    asynchronousAdvice(what, algorithm, facts) ??
    restrictionAdvice(what, algorithm, facts) ??
    (entries.length === 0 ? missingAdvice(what, algorithm, facts) : registeredAdvice(what, algorithm, facts))
  );
}

/** crypto/af_alg.c, alg_get_type: AF_ALG has no other types; asked for as one of them, the name is not found. */
function unreachableAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice | undefined {
  const entries = entriesOf(algorithm, facts);
  const [first] = entries;
  if (first === undefined) return undefined;
  if (entries.every((entry) => afAlgTypeOf(entry) === undefined)) {
    const article = /^[aeiou]/.test(first.type) ? 'an' : 'a';
    return unsupported(
      'no-type',
      `${algorithm} is ${article} ${first.type} (${what}): AF_ALG reaches ${typesText()} only; what uses it is in the kernel`,
    );
  }
  if (!entries.every(({ internal }) => internal)) return undefined;
  return unsupported(
    'no-type',
    `${algorithm} is for other drivers only (${what}; internal in /proc/crypto): AF_ALG binds none such, take the driver above it`,
  );
}

function typesText(): string {
  return `${AF_ALG_TYPE_NAMES.slice(0, -1).join(', ')} and ${AF_ALG_TYPE_NAMES.at(-1) ?? ''}`;
}

/** The one name that it asks for without that mask: keys that only hardware knows (crypto/algif_skcipher.c, skcipher_bind). */
const EXEMPT = 'cbc(paes)';

/**
 * From 7.2 on AF_ALG asks for synchronous drivers only (crypto/af_alg.c, AF_ALG_CRYPTOAPI_MASK), whoever binds. dm-crypt
 * asks for those without CRYPTO_ALG_ALLOCATES_MEMORY (drivers/md/dm-crypt.c, crypt_alloc_tfms_skcipher).
 */
function asynchronousAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice | undefined {
  const entries = entriesOf(algorithm, facts);
  if (entries.length === 0 || entries.some(({ asynchronous }) => !asynchronous)) return undefined;
  if (algorithm === EXEMPT) return undefined;
  const registered = `${algorithm} is registered, but AF_ALG refuses it (${what})`;
  if (facts.asynchronous === 'refused' || (facts.asynchronous === 'unknown' && knowsRestriction(facts))) {
    return unsupported(
      'async-refused',
      `${registered}: it reaches no asynchronous driver here, as on Linux 7.2 and later, and neither root nor a sysctl changes that; ` +
        'IPsec and other users inside the kernel reach it (dm-crypt takes none that allocates memory, as those of the CAAM do), ' +
        'or AF_ALG of an older kernel',
    );
  }
  if (facts.asynchronous === 'reached') return undefined;
  return unsupported(
    'async-refused',
    `${registered}: Linux 7.2 and later reach no asynchronous driver, or its init function fails (see the kernel log)`,
  );
}

function registeredAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  // From 5.17 on what FIPS 140 does not allow is kept for use inside the kernel (crypto/api.c, crypto_alg_lookup).
  if (facts.fips === '1') {
    return unsupported(
      'fips',
      `${algorithm} is registered, but not allowed in FIPS mode, or its init function fails (${what}): boot without fips=1, or see the kernel log`,
    );
  }
  return unsupported(
    'init-fails',
    `${algorithm} is registered, but cannot be set up (${what}): its init function or an algorithm it builds on fails, see the kernel log`,
  );
}

/** Nothing of the name is registered. The kernel has tried to load a module for it (crypto/api.c, crypto_larval_lookup). */
function missingAdvice(what: string, algorithm: string, facts: AfAlgFacts): BindAdvice {
  const words = algorithm.split(/[^A-Za-z0-9_-]+/).filter((word) => word !== '');
  const blocked = blockingLine(facts, ['algif_', ...algorithm.split(/[^A-Za-z0-9_]+/)]);
  if (blocked !== undefined) {
    return unsupported(
      'module-blocked',
      `${algorithm} cannot be bound (${what}; modprobe.d says '${blocked}'): remove that line`,
    );
  }
  const missing = words.filter((word) => !facts.entries.some(({ name }) => hasPart(name, word)));
  const modules = missing.map((word) => `crypto-${word}`).join(', ');
  return unsupported(
    'not-found',
    `this kernel has no ${algorithm} (${what}): check the name against /proc/crypto, ` +
      (words.length === 1 && algorithm.includes('-')
        ? 'and load the module of its driver'
        : missing.length === 0
          ? 'and that the module which combines its parts, and algif_skcipher, algif_aead or algif_hash, are built in or loaded'
          : `where nothing is made of ${missing.join(' or ')}: modprobe ${modules}, or a kernel that has it; or algif_skcipher, algif_aead or algif_hash is missing`),
  );
}

/** Whether a name is, or is made of, a template or cipher: `cbc` and `aes` in `authenc(hmac(sha1),cbc(aes))`. */
function hasPart(name: string, word: string): boolean {
  return name.split(/[(),]/).includes(word);
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
