/** A hash the oracle can check. */
export interface Hash {
  readonly kind: 'digest' | 'hmac' | 'cmac';
  /** What node:crypto calls the digest; of a CMAC nothing. */
  readonly node: string;
  /** Bytes that the function takes at a time: lengths around its multiples are worth testing. */
  readonly block: number;
  /** Bytes of output. */
  readonly size: number;
}

interface Digest {
  readonly node: string;
  readonly block: number;
  readonly size: number;
}

/** By the kernel's names. FIPS 180-4, FIPS 202, RFC 1321, GB/T 32905. */
const DIGESTS = {
  md5: { node: 'md5', block: 64, size: 16 },
  sha1: { node: 'sha1', block: 64, size: 20 },
  sha224: { node: 'sha224', block: 64, size: 28 },
  sha256: { node: 'sha256', block: 64, size: 32 },
  sha384: { node: 'sha384', block: 128, size: 48 },
  sha512: { node: 'sha512', block: 128, size: 64 },
  'sha3-224': { node: 'sha3-224', block: 144, size: 28 },
  'sha3-256': { node: 'sha3-256', block: 136, size: 32 },
  'sha3-384': { node: 'sha3-384', block: 104, size: 48 },
  'sha3-512': { node: 'sha3-512', block: 72, size: 64 },
  sm3: { node: 'sm3', block: 64, size: 32 },
  rmd160: { node: 'ripemd160', block: 64, size: 20 },
} as const satisfies Readonly<Record<string, Digest>>;
type DigestName = keyof typeof DIGESTS;

/** As /proc/crypto has it. */
export type HashName = DigestName | `hmac(${DigestName})` | 'cmac(aes)';

/** Bytes of the longest digest, and of the longest block. */
export const MAX_DIGEST = 64;
export const MAX_BLOCK = 144;
/** Bytes of the keys of CMAC. */
export const CMAC_KEYS: readonly number[] = [16, 24, 32];

const DIGEST_NAMES = Object.keys(DIGESTS).filter((name): name is DigestName => Object.hasOwn(DIGESTS, name));

const HASHES: ReadonlyMap<HashName, Hash> = new Map<HashName, Hash>([
  ...DIGEST_NAMES.flatMap((name): readonly [HashName, Hash][] => [
    [name, { kind: 'digest', ...DIGESTS[name] }],
    [`hmac(${name})`, { kind: 'hmac', ...DIGESTS[name] }],
  ]),
  // RFC 4493.
  ['cmac(aes)', { kind: 'cmac', node: '', block: 16, size: 16 }],
]);
export const HASH_NAMES: readonly HashName[] = [...HASHES.keys()];

export function hashOf(name: HashName): Hash {
  const hash = HASHES.get(name);
  if (hash === undefined) throw new Error(`no hash is called ${name}`);
  return hash;
}

/** Templates that use a hash and are something else. */
const OTHERS = new Set(
  'adiantum authenc authencesn cbc ccm cts ctr ecb essiv drbg gcm hctr2 pkcs1 pkcs1pad rsa vmac xcbc xts'.split(' '),
);

/**
 * The hash that an algorithm's or a driver's name speaks of: `sha256`, `hmac-sha256-caam`, `sha3-256-generic`,
 * `cmac(aes-generic)`.
 */
export function hashNameOf(algorithm: string): HashName | undefined {
  const lower = algorithm.toLowerCase();
  const words = lower.split(/[^a-z0-9]+/);
  if (words.some((word) => OTHERS.has(word))) return undefined;
  if (words.includes('cmac')) return words.includes('aes') ? 'cmac(aes)' : undefined;
  const digest = DIGEST_NAMES.find((name) => new RegExp(`(^|[^a-z0-9])${name}($|[^a-z0-9])`).test(lower));
  if (digest === undefined) return undefined;
  return words.includes('hmac') ? `hmac(${digest})` : digest;
}
