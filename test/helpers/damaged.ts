import { GUARD_BYTES, POISON } from '#dist/afalg/layout.js';
import type { Standing } from '#dist/forensics/damaged-operation.js';
import type { SkcipherDamage } from '#dist/forensics/skcipher/case.js';
import { diagnose } from '#dist/forensics/skcipher/diagnose.js';
import type { Diagnosis, Happening, Hypothesis } from '#dist/forensics/hypothesis.js';
import { Tapes } from '#dist/forensics/skcipher/tapes.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import { cipherOf, type SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { counterAfter } from './counter.js';
import { defined } from './defined.js';

/** The operations of a workload as a flawless engine does them, to be damaged by a test. */
export class Operations {
  readonly workload: SkcipherWorkload;
  readonly tapes: Tapes;

  constructor(workload: SkcipherWorkload) {
    this.workload = workload;
    this.tapes = new Tapes(workload);
  }

  /** Any operation, with every byte right. */
  at({ worker, burst, operation }: Standing): SkcipherDamage {
    const { tapes, workload } = this;
    const drawn = tapes.burst(worker, burst);
    const planned = new SkcipherBurstPlan(workload, drawn, 1).operation(operation);
    const window = (part: Buffer): Buffer =>
      Buffer.from(part.subarray(planned.offset, planned.offset + planned.length));
    const clear = window(tapes.plaintext(worker, burst));
    const secret = window(tapes.ciphertext(worker, burst));
    const [input, expected] = planned.direction === 'encrypt' ? [clear, secret] : [secret, clear];
    return {
      ...planned,
      worker,
      burst,
      operation,
      workload,
      reportedAs: { kind: 'done' },
      key: drawn.key,
      iv: this.#iv(worker, burst, planned.offset),
      input,
      expected,
      actual: Buffer.from(expected),
      guardBefore: Buffer.alloc(GUARD_BYTES, POISON),
      guardAfter: Buffer.alloc(GUARD_BYTES, POISON),
    };
  }

  /** The IV that belongs to byte `at`, a multiple of the block size, of an operation. */
  ivAt({ worker, burst, offset }: SkcipherDamage, at: number): Buffer {
    return Buffer.from(this.#iv(worker, burst, offset + at));
  }

  /** The first operation from `start` on that is as wanted. */
  find(start: Standing, wanted: (operation: SkcipherDamage) => boolean): SkcipherDamage {
    for (let { operation } = start; ; operation += 1) {
      const found = this.at({ ...start, operation });
      if (wanted(found)) return found;
    }
  }

  diagnose(operation: SkcipherDamage, others: readonly Standing[] = []): Diagnosis {
    return diagnose(operation, others, this.tapes);
  }

  /** The best hypothesis on an operation with this output. */
  best(operation: SkcipherDamage, actual: Uint8Array, others: readonly Standing[] = []): Hypothesis {
    return defined(this.diagnose({ ...operation, actual }, others).hypotheses[0]);
  }

  #iv(worker: number, burst: number, offset: number): Uint8Array {
    const { length, mode } = { ...tapeLayout(this.workload), mode: this.workload.mode };
    const first = this.tapes.burst(worker, burst).iv;
    switch (mode) {
      case 'ecb':
        return new Uint8Array(0);
      case 'cbc':
        return offset === 0 ? first : this.tapes.ciphertext(worker, burst).subarray(offset - 16, offset);
      case 'ctr':
        if (offset > length || cipherOf(this.workload).ivSize !== 16) throw new Error('no such window');
        return counterAfter(first, offset / 16);
    }
  }
}

/** A copy with one change. */
export function changed(bytes: Uint8Array, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

export function isKind<K extends Happening['kind']>(
  what: Happening,
  kind: K,
): what is Extract<Happening, { readonly kind: K }> {
  return what.kind === kind;
}
