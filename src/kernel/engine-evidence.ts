import type { Counter } from './engine-counters.js';
import type { CryptoEntry } from './proc-crypto.js';

/** A counter that moved, or should have. */
export interface CounterChange {
  readonly source: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Whether an engine did the work. */
export type EngineEvidence =
  /** A synchronous driver: the processor itself. */
  | { readonly kind: 'software' }
  | { readonly kind: 'worked'; readonly counters: readonly CounterChange[] }
  /** Its counters are there, and none moved. */
  | { readonly kind: 'idle'; readonly counters: readonly CounterChange[] }
  /** No counter is known to be its own. */
  | { readonly kind: 'unknown' };

/** Counters that are higher than before, those that are new included. */
export function countersThatMoved(before: readonly Counter[], after: readonly Counter[]): readonly CounterChange[] {
  return changes(before, after).filter((change) => change.after !== change.before);
}

/** What the counters say about the engine behind these drivers of /proc/crypto. */
export function engineEvidence(
  drivers: readonly Pick<CryptoEntry, 'driver' | 'module' | 'asynchronous'>[],
  before: readonly Counter[],
  after: readonly Counter[],
): EngineEvidence {
  const engines = drivers.filter(({ asynchronous }) => asynchronous);
  if (engines.length === 0) return drivers.length === 0 ? { kind: 'unknown' } : { kind: 'software' };
  const words = new Set(engines.flatMap(({ driver, module }) => [...ownWords(driver), ...ownWords(module)]));
  // CAAM's interrupts are named after its job rings: 2101000.jr (drivers/crypto/caam/jr.c, caam_jr_init).
  if (words.has('caam')) words.add('jr');
  const own = changes(before, after).filter(
    ({ source, name }) =>
      (source.startsWith('debugfs') && words.has('caam')) || ownWords(name).some((word) => words.has(word)),
  );
  if (own.length === 0) return { kind: 'unknown' };
  const moved = own.filter((change) => change.after > change.before);
  return moved.length > 0 ? { kind: 'worked', counters: moved } : { kind: 'idle', counters: own };
}

/** Words of driver names that say what is computed, and by which instructions; of interrupts, how they arrive. */
const COMMON_WORDS = new Set(
  (
    'aes cbc ctr ecb xts gcm ccm des des3 ede sha sha1 sha224 sha256 sha384 sha512 hmac md5 kernel generic cryptd simd ' +
    'arm arm64 neon neonbs intel crypto level edge gic gicv gpc pci msi msix apic io fasteoi irq internal'
  ).split(' '),
);

function ownWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !COMMON_WORDS.has(word) && !/^\d+$/.test(word))
    .map((word) => word.replace(/\d+$/, ''));
}

function changes(before: readonly Counter[], after: readonly Counter[]): readonly CounterChange[] {
  const values = new Map(before.map(({ source, name, value }) => [`${source}\0${name}`, value]));
  return after.map(({ source, name, value }) => ({
    source,
    name,
    before: values.get(`${source}\0${name}`) ?? 0,
    after: value,
  }));
}
