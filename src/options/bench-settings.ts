import { resolveGuestChoice, type GuestChoice } from './guest-choice.js';
import type { OptionTexts } from './table/option-table.js';
import { OptionValues } from './option-values.js';
import { UsageError } from './usage-error.js';
import { DIRECTIONS } from '../plan/skcipher/fields.js';

/** What `bench` is to measure: every combination. */
export interface BenchSettings extends GuestChoice {
  readonly algorithms: readonly string[];
  /** Bytes. */
  readonly keySizes: readonly number[];
  readonly directions: readonly ('encrypt' | 'decrypt')[];
  /** Bytes. */
  readonly lengths: readonly number[];
  /** Per cell and side. */
  readonly milliseconds: number;
  /** An earlier result; null for none. */
  readonly compare: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
}

const ALGORITHMS = ['cbc(aes)', 'ctr(aes)', 'ecb(aes)'];
const BLOCK = 16;
const LONGEST_MESSAGE = 2 ** 20;

/** @throws UsageError */
export function resolveBenchSettings(texts: OptionTexts, algorithms: readonly string[]): BenchSettings {
  const values = new OptionValues(texts);
  const direction = values.choice('direction', DIRECTIONS);
  const lengths = values.byteList('lengths');
  const odd = lengths.find((length) => length === 0 || length % BLOCK !== 0 || length > LONGEST_MESSAGE);
  if (odd !== undefined) {
    throw new UsageError(`--lengths '${String(odd)}': multiples of ${String(BLOCK)} bytes up to 1M`);
  }
  const keySizes = values.byteList('key-sizes');
  const wrong = keySizes.find((size) => ![16, 24, 32].includes(size));
  if (wrong !== undefined) throw new UsageError(`--key-sizes '${String(wrong)}': 16, 24 or 32 bytes`);
  return {
    algorithms: algorithms.length === 0 ? ALGORITHMS : algorithms,
    keySizes,
    directions: direction === 'mixed' ? ['encrypt', 'decrypt'] : [direction],
    lengths,
    milliseconds: values.seconds('time'),
    compare: values.optionalText('compare') ?? null,
    ...resolveGuestChoice(values),
    json: values.flag('json'),
    quiet: values.flag('quiet'),
  };
}
