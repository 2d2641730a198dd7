/** One entry of /proc/crypto (crypto/proc.c, c_show). */
export interface CryptoEntry {
  /** The algorithm it implements: `cbc(aes)`. */
  readonly name: string;
  readonly driver: string;
  readonly module: string;
  readonly priority: number;
  readonly refcount: number;
  /** `passed` or `unknown`. */
  readonly selftest: string;
  readonly internal: boolean;
  readonly type: string;
  readonly asynchronous: boolean;
}

/** The text of /proc/crypto as entries, in its order. */
export function parseProcCrypto(text: string): readonly CryptoEntry[] {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map(parseEntry);
}

/** Sizes in bytes that /proc/crypto gives for an entry; undefined for those its type does not have. */
export interface CryptoSizes {
  readonly block: number | undefined;
  readonly iv: number | undefined;
  readonly minKey: number | undefined;
  readonly maxKey: number | undefined;
  readonly digest: number | undefined;
  readonly maxAuth: number | undefined;
  readonly seed: number | undefined;
}

/** The sizes of the entry with this driver name and type. */
export function sizesOf(text: string, { driver, type }: Pick<CryptoEntry, 'driver' | 'type'>): CryptoSizes {
  const block = text
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .find((of) => of('driver') === driver && of('type') === type);
  const size = (name: string): number | undefined => {
    const value = block?.(name) ?? '';
    return /^\d+$/.test(value) ? Number(value) : undefined;
  };
  return {
    block: size('blocksize'),
    iv: size('ivsize'),
    minKey: size('min keysize'),
    maxKey: size('max keysize'),
    digest: size('digestsize'),
    maxAuth: size('maxauthsize'),
    seed: size('seedsize'),
  };
}

function fieldsOf(block: string): (name: string) => string {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return (name) => fields.get(name) ?? '';
}

function parseEntry(block: string): CryptoEntry {
  const field = fieldsOf(block);
  return {
    name: field('name'),
    driver: field('driver'),
    module: field('module'),
    priority: Number(field('priority')),
    refcount: Number(field('refcnt')),
    selftest: field('selftest'),
    internal: field('internal') === 'yes',
    type: field('type'),
    asynchronous: field('async') === 'yes',
  };
}

/**
 * Which entry answered a bind of `algorithm`: AF_ALG itself cannot be asked, but the entry's reference count rises.
 * A template such as `cbc(aes-generic)` holds its inner cipher too, and somebody else may bind meanwhile, so among
 * those that rose one of the right name, then the one of the highest priority, is meant.
 */
export function entryThatServes(
  before: readonly CryptoEntry[],
  after: readonly CryptoEntry[],
  type: string,
  algorithm: string,
): CryptoEntry | undefined {
  const counts = new Map(before.map((entry) => [`${entry.driver}\0${entry.type}`, entry.refcount]));
  const rose = after.filter(
    (entry) => isOfType(entry, type) && entry.refcount > (counts.get(`${entry.driver}\0${entry.type}`) ?? 1),
  );
  const named = rose.filter((entry) => entry.driver === algorithm || entry.name === algorithm);
  const candidates = named.length > 0 ? named : rose;
  return candidates.reduce<CryptoEntry | undefined>(
    (best, entry) => (best === undefined || entry.priority > best.priority ? entry : best),
    undefined,
  );
}

/** The salg_type under which AF_ALG reaches an entry; undefined when it does not. */
export function afAlgTypeOf({ type }: Pick<CryptoEntry, 'type'>): AfAlgType | undefined {
  return AF_ALG_TYPES.get(type);
}

/** The four that there are modules for: algif_skcipher, algif_aead, algif_hash, algif_rng. */
export const AF_ALG_TYPE_NAMES = ['skcipher', 'aead', 'hash', 'rng'] as const;
export type AfAlgType = (typeof AF_ALG_TYPE_NAMES)[number];

/**
 * Kernels before 5.5 know two older kinds of what AF_ALG calls skcipher (crypto/ablkcipher.c, crypto/blkcipher.c), and
 * those before 4.20 a third, of which the CAAM's drivers are: an ablkcipher that makes IVs, which crypto_alloc_skcipher
 * finds by its mask (crypto/ablkcipher.c, crypto_givcipher_show; include/linux/crypto.h, CRYPTO_ALG_TYPE_BLKCIPHER_MASK).
 */
const AF_ALG_TYPES: ReadonlyMap<string, AfAlgType> = new Map([
  ['skcipher', 'skcipher'],
  ['ablkcipher', 'skcipher'],
  ['blkcipher', 'skcipher'],
  ['givcipher', 'skcipher'],
  ['lskcipher', 'skcipher'],
  ['aead', 'aead'],
  ['shash', 'hash'],
  ['ahash', 'hash'],
  ['rng', 'rng'],
]);

function isOfType(entry: CryptoEntry, type: string): boolean {
  return afAlgTypeOf(entry) === type;
}
