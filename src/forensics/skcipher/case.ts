import { AES_BLOCK } from '../../plan/skcipher/cipher.js';
import { cipherOf } from '../../plan/skcipher/workload.js';
import { isUniform, TELLING_BYTES } from '../chance.js';
import { Damage, bufferOf } from '../damage.js';
import type { DamagedOperationOf } from '../damaged-operation.js';
import type { NearbyBurst } from '../neighbourhood.js';
import { operationsAround, type Numbered } from './operation-search.js';
import type { Tapes } from './tapes.js';

/** A damaged operation of a cipher. */
export type SkcipherDamage = DamagedOperationOf<'skcipher'>;

/** Operations back whose output an engine may still have in some buffer. */
const STILL_AROUND = 64;

/** One damaged operation with everything its hypotheses ask for, each computed when first asked for. */
export class Case {
  readonly operation: SkcipherDamage;
  readonly damage: Damage;
  readonly tapes: Tapes;
  /** Its own burst first. */
  readonly nearby: readonly NearbyBurst[];
  readonly #operations = new Map<NearbyBurst, readonly Numbered[]>();
  #probes: readonly number[] | undefined;

  constructor(operation: SkcipherDamage, tapes: Tapes, nearby: readonly NearbyBurst[]) {
    this.operation = operation;
    this.damage = new Damage(operation.expected, operation.actual);
    this.tapes = tapes;
    this.nearby = nearby;
  }

  /** Whether a cipher takes messages of this length: the oracle refuses others, and so should an engine. */
  get computable(): boolean {
    return this.operation.length % cipherOf(this.operation.workload).lengthStep === 0;
  }

  /** See `operationsAround`. */
  operationsOf(burst: NearbyBurst): readonly Numbered[] {
    const known = this.#operations.get(burst);
    if (known !== undefined) return known;
    const operations = operationsAround(this.tapes, burst);
    this.#operations.set(burst, operations);
    return operations;
  }

  /** An operation shortly before, the other way round, that put out what this one was given. */
  get inverseBefore(): Numbered | undefined {
    const { direction, offset, operation } = this.operation;
    const [own] = this.nearby;
    if (own === undefined) return undefined;
    return this.operationsOf(own).find(
      (other) =>
        other.operation < operation &&
        other.operation >= operation - STILL_AROUND &&
        other.direction !== direction &&
        other.offset === offset &&
        other.length >= this.damage.end,
    );
  }

  /**
   * Where in the output a block's worth of damage starts that can be searched for elsewhere: at the beginning of the
   * damage, a little into it and at its end, whole blocks where there are any.
   */
  get probes(): readonly number[] {
    return (this.#probes ??= this.#findProbes());
  }

  /** The bytes at a probe. */
  probe(at: number): Buffer {
    return this.damage.actual.subarray(at, Math.min(at + AES_BLOCK, this.damage.end));
  }

  #findProbes(): readonly number[] {
    const { first, end } = this.damage;
    const start = Math.ceil(first / AES_BLOCK) * AES_BLOCK;
    const last = Math.floor(end / AES_BLOCK) * AES_BLOCK - AES_BLOCK;
    const blocks = [start, start + 4 * AES_BLOCK, last].filter((at) => at >= start && at <= last);
    const candidates = blocks.length > 0 ? blocks : [first];
    return [...new Set(candidates)].filter(
      (at) => this.probe(at).length >= TELLING_BYTES && !isUniform(this.probe(at)),
    );
  }
}

export function hex(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('hex');
}
