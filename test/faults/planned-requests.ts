import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { AES_BLOCK } from '#dist/plan/skcipher/cipher.js';
import { drawPlaintext } from '#dist/plan/burst.js';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import { SkcipherBurstPlan } from '#dist/plan/skcipher/operations.js';
import type { OperationOf } from '#dist/plan/operation.js';
import { tapeLayout } from '#dist/plan/skcipher/tape-layout.js';
import type { SkcipherWorkload } from '#dist/plan/skcipher/workload.js';
import { formatOperationId } from '#dist/plan/operation-id.js';
import { counterAfter } from '../helpers/counter.js';

/** One request as the engine gets it: an operation, or a piece of one. */
export interface PlannedRequest {
  /** Of its operation. */
  readonly key: string;
  /** As in the engine's fault log: op, bytes, and the first eight bytes of the IV, or of the data where there is none. */
  readonly name: string;
  readonly lastPiece: boolean;
}

/** The first burst of each worker as the engine sees it, made by node:crypto alone, apart from what the run computed. */
export class PlannedRun {
  readonly #operations: readonly PlannedOperation[];

  /** @param shares operations of each worker */
  constructor(workload: SkcipherWorkload, shares: readonly number[]) {
    this.#operations = shares.flatMap((operations, worker) => plannedOperations(workload, worker, operations));
  }

  /** Every request of an engine without faults. */
  requests(): readonly PlannedRequest[] {
    return this.#operations.flatMap((operation) => operation.requests());
  }

  /**
   * The names that pieces of these operations can have when the engine inverts the IVs that it writes back: of any of
   * the pieces, for an operation may be hit more than once. CBC only.
   */
  namesAfterWrongIvs(keys: ReadonlySet<string>): ReadonlySet<string> {
    const damaged = this.#operations.filter(({ key }) => keys.has(key));
    return new Set(damaged.flatMap((operation) => operation.namesAfterWrongIvs()));
  }
}

function plannedOperations(
  workload: SkcipherWorkload,
  worker: number,
  operations: number,
): readonly PlannedOperation[] {
  const burst = drawBurst(workload, worker, 0);
  const plan = new SkcipherBurstPlan(workload, burst, 1);
  const text = new Uint8Array(tapeLayout(workload).length);
  drawPlaintext(workload, worker, 0, text);
  const cipher = computeDirectly(workload.mode, 'encrypt', burst.key, burst.iv, text);
  const stream = { workload, text, cipher, key: burst.key, iv: burst.iv };
  return Array.from({ length: operations }, (_, index) => {
    const key = formatOperationId({ seed: workload.seed, worker, burst: 0, operation: index });
    return new PlannedOperation(key, plan.operation(index), stream);
  });
}

interface Stream {
  readonly workload: SkcipherWorkload;
  readonly text: Uint8Array;
  readonly cipher: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

class PlannedOperation {
  readonly key: string;
  readonly #operation: OperationOf<'skcipher'>;
  readonly #stream: Stream;

  constructor(key: string, operation: OperationOf<'skcipher'>, stream: Stream) {
    this.key = key;
    this.#operation = operation;
    this.#stream = stream;
  }

  requests(): readonly PlannedRequest[] {
    const { offset, length, chunk } = this.#operation;
    const found: PlannedRequest[] = [];
    for (let at = 0; at < length; at += chunk)
      found.push({ key: this.key, name: this.#name(at, this.#tagAt(offset + at)), lastPiece: at + chunk >= length });
    return found;
  }

  namesAfterWrongIvs(): readonly string[] {
    const { offset, length, chunk } = this.#operation;
    const names: string[] = [];
    let ivs: readonly Uint8Array[] = [this.#tagAt(offset)];
    for (let at = 0; at < length; at += chunk) {
      names.push(...ivs.map((iv) => this.#name(at, iv)));
      ivs = ivs
        .map((iv) => this.#lastCiphertextBlock(at, iv))
        .flatMap((right) => [right, right.map((byte) => byte ^ 0xff)]);
    }
    return names;
  }

  #name(at: number, tag: Uint8Array): string {
    const { direction, length, chunk } = this.#operation;
    const bytes = Math.min(chunk, length - at);
    return `${direction} ${String(bytes)} ${Buffer.from(tag).toString('hex', 0, 8)}`;
  }

  /** Of the piece at `at`, done under this IV: what the next one goes on with. */
  #lastCiphertextBlock(at: number, iv: Uint8Array): Uint8Array {
    const { direction, length, chunk } = this.#operation;
    const input = this.#input().subarray(at, Math.min(at + chunk, length));
    const { mode } = this.#stream.workload;
    const ciphertext = direction === 'decrypt' ? input : computeDirectly(mode, direction, this.#stream.key, iv, input);
    return ciphertext.subarray(-AES_BLOCK);
  }

  #input(): Uint8Array {
    const { direction, offset, length } = this.#operation;
    return (direction === 'encrypt' ? this.#stream.text : this.#stream.cipher).subarray(offset, offset + length);
  }

  /** @param at byte of the tape, a multiple of the block size */
  #tagAt(at: number): Uint8Array {
    const { workload, cipher, iv } = this.#stream;
    switch (workload.mode) {
      case 'cbc':
        return at === 0 ? iv : cipher.subarray(at - AES_BLOCK, at);
      case 'ctr':
        return counterAfter(iv, at / AES_BLOCK);
      case 'ecb':
        return this.#input().subarray(at - this.#operation.offset);
    }
  }
}
