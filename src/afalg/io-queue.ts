import { native, type IoContext } from './native.js';
import type { Op } from './tfm.js';

/** Reads that the kernel does on its own while we do something else, if it does. */
export class IoQueue implements Disposable {
  readonly #context: IoContext;
  #open = true;

  /** @param depth reads under way at a time */
  constructor(depth: number) {
    this.#context = native().ioSetup(depth);
  }

  /** One read per buffer, in one io_submit; how many were taken. The buffers must outlive their events. */
  submit(op: Op, buffers: readonly Uint8Array[]): number {
    return op.submit(this.#context, buffers);
  }

  /** `[index of the buffer, bytes or negative errno]` of the reads that are done. */
  events(minimum: number, maximum: number, milliseconds: number): readonly (readonly [number, number])[] {
    return native().ioGetEvents(this.#context, minimum, maximum, milliseconds);
  }

  /** Waits for what is under way: an engine that lost a request keeps it here for ever. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    native().ioDestroy(this.#context);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
