import { afAlgTypeOf, type AfAlgType, type CryptoEntry } from '../kernel/proc-crypto.js';
import type { ProbeTarget } from './probe-result.js';

export interface Targets {
  readonly targets: readonly ProbeTarget[];
  /** `name (driver, type)` of entries that no bind reaches. */
  readonly outOfReach: readonly string[];
}

/** Asked for even where /proc/crypto does not list them: they appear there only when somebody has used them. */
const EXPECTED: readonly ProbeTarget[] = [
  { name: 'cbc(aes)', type: 'skcipher' },
  { name: 'ctr(aes)', type: 'skcipher' },
  { name: 'ecb(aes)', type: 'skcipher' },
  { name: 'xts(aes)', type: 'skcipher' },
  { name: 'gcm(aes)', type: 'aead' },
  { name: 'sha256', type: 'hash' },
  { name: 'hmac(sha256)', type: 'hash' },
];

/** Every name and every driver name of /proc/crypto, once, sorted by type and name. */
export function allTargets(entries: readonly CryptoEntry[]): Targets {
  const found = new Map<string, ProbeTarget>();
  const outOfReach: string[] = [];
  const add = (target: ProbeTarget): void => {
    found.set(`${target.type}\0${target.name}`, target);
  };
  EXPECTED.forEach(add);
  for (const entry of entries) {
    const type = afAlgTypeOf(entry);
    // CRYPTO_ALG_INTERNAL: for other drivers only (include/linux/crypto.h).
    if (type === undefined || entry.internal) {
      outOfReach.push(`${entry.name} (${entry.driver}, ${entry.internal ? 'internal ' : ''}${entry.type})`);
      continue;
    }
    add({ name: entry.name, type });
    add({ name: entry.driver, type });
  }
  const order = ({ type, name }: ProbeTarget): string => `${type} ${name}`;
  const targets = [...found.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return { targets, outOfReach };
}

/** The type under which a name is to be bound: what /proc/crypto says, or what such names usually are. */
export function targetOf(name: string, entries: readonly CryptoEntry[]): ProbeTarget {
  const listed = entries.filter((entry) => entry.name === name || entry.driver === name).map(afAlgTypeOf);
  return { name, type: listed.find((type) => type !== undefined) ?? usualType(name) };
}

/** The entry of this name that a bind would take: the highest priority, or the driver itself. */
export function listedEntry({ name, type }: ProbeTarget, entries: readonly CryptoEntry[]): CryptoEntry | null {
  const named = entries.filter((entry) => entry.name === name || entry.driver === name);
  const bindable = named.filter((entry) => afAlgTypeOf(entry) === type && !entry.internal);
  return bindable.reduce<CryptoEntry | null>(
    (best, entry) => (best === null || entry.priority > best.priority ? entry : best),
    null,
  );
}

/** Something of this type that no hardware and no init function keeps from being bound. */
export function synchronousTarget(type: AfAlgType, entries: readonly CryptoEntry[]): ProbeTarget | undefined {
  const entry = entries.find(
    (one) => afAlgTypeOf(one) === type && !one.asynchronous && !one.internal && one.selftest === 'passed',
  );
  return entry === undefined ? undefined : { name: entry.driver, type };
}

function usualType(name: string): AfAlgType {
  if (/^(?:gcm|ccm|rfc\d+|authenc|aegis|seqiv|echainiv)|chacha20poly1305|chachapoly/.test(name)) return 'aead';
  if (/^(?:stdrng|ansi_cprng|drbg|jitterentropy)/.test(name)) return 'rng';
  const hashes =
    /^(?:sha\d|md[45]|hmac|cmac|cbcmac|xcbc|vmac|crc|ghash|poly1305|nhpoly|rmd|wp\d|sm3|streebog|blake|michael|xxhash)/;
  return hashes.test(name) ? 'hash' : 'skcipher';
}
