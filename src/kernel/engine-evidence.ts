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
  const all = changes(before, after);
  const own = all.filter((change) => engines.some((engine) => isOwn(engine, change)));
  const shared = all.filter((change) => engines.some((engine) => mayBeOwn(engine, change)));
  const moved = [...own, ...shared].filter((change) => change.after > change.before);
  if (moved.length > 0) return { kind: 'worked', counters: moved };
  return own.length === 0 ? { kind: 'unknown' } : { kind: 'idle', counters: own };
}

type Engine = Pick<CryptoEntry, 'driver' | 'module' | 'asynchronous'>;

/** Whether a counter is of this engine, so that it tells also by standing still. */
function isOwn({ driver, module }: Engine, { source, name }: CounterChange): boolean {
  const words = new Set([...ownWords(driver), ...ownWords(module)]);
  const isCaam = words.has('caam');
  if (source.startsWith('debugfs')) return isCaam;
  // The queue interfaces do not use the job rings, whose interrupts say nothing of them then.
  if (isCaam && QUEUE_INTERRUPTS.some(({ of }) => of.test(driver))) return false;
  // CAAM's interrupts are named after its job rings: 2101000.jr (drivers/crypto/caam/jr.c, caam_jr_init).
  if (isCaam) words.add('jr');
  return ownWords(name).some((word) => words.has(word));
}

/**
 * Whose interrupts are those of a queue that others use, too: of the QMan portals (drivers/crypto/caam/qi.c,
 * drivers/soc/fsl/qbman/qman.c) and of DPIO (caamalg_qi2.c, drivers/soc/fsl/dpio/dpio-driver.c).
 */
const QUEUE_INTERRUPTS: readonly { readonly of: RegExp; readonly interrupt: RegExp }[] = [
  { of: /-caam-qi$/, interrupt: /\bQMan portal \d+/i },
  { of: /-caam-qi2$/, interrupt: /\bdpio\.\d+/ },
];
/** A platform device that the device tree calls what it is, and not by its driver: `f2800000.crypto`. */
const CRYPTO_DEVICE = /\b[0-9a-f]+\.crypto\b/;

/** Whether a counter may be of this engine: that it moved says something, that it stood still does not. */
function mayBeOwn(engine: Engine, change: CounterChange): boolean {
  if (isOwn(engine, change)) return false;
  const { driver } = engine;
  // A driver of which nothing but what it computes is known is software behind cryptd, and no device's.
  const hasName = ownWords(driver).length > 0;
  return (
    (hasName && CRYPTO_DEVICE.test(change.name)) ||
    QUEUE_INTERRUPTS.some(({ of, interrupt }) => of.test(driver) && interrupt.test(change.name))
  );
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
