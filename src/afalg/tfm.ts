import { native, type Control, type IoContext, type OpFd, type TfmFd } from './native.js';

/** Flags of sendmsg and recvmsg (include/linux/socket.h). */
export const MSG = { DONTWAIT: 0x40, MORE: 0x8000 } as const;

/** An op socket. Belongs to the tfm that accepted it, which closes it at the latest. */
export class Op implements Disposable {
  #fd: OpFd | undefined;
  readonly #onClose: (op: Op) => void;

  constructor(fd: OpFd, onClose: (op: Op) => void) {
    this.#fd = fd;
    this.#onClose = onClose;
  }

  /** Bytes one message may hold without blocking on its way in, or coming back in pieces. */
  get messageBudget(): number {
    return native().messageBudget(this.fd);
  }

  send(control: Control, buffers: readonly Uint8Array[], flags: number): number {
    return native().sendMessage(this.fd, control, buffers, flags);
  }

  /** Bytes the kernel says it wrote: from a broken driver that can be more than the buffers hold. */
  receive(buffers: readonly Uint8Array[], flags: number): number {
    return native().receiveMessage(this.fd, buffers, flags);
  }

  /** Submits one read per buffer with io_submit; how many were taken. The buffers must outlive their events. */
  submit(context: IoContext, buffers: readonly Uint8Array[]): number {
    return native().ioSubmit(context, this.fd, buffers);
  }

  close(): void {
    if (this.#fd === undefined) return;
    native().close(this.#fd);
    this.#fd = undefined;
    this.#onClose(this);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** For whoever hands it to the addon. */
  get fd(): OpFd {
    if (this.#fd === undefined) throw new Error('the op socket is closed');
    return this.#fd;
  }
}

/** A bound AF_ALG socket and the op sockets accepted from it. */
export class Tfm implements Disposable {
  #fd: TfmFd | undefined;
  readonly #ops = new Set<Op>();

  private constructor(fd: TfmFd) {
    this.#fd = fd;
  }

  /**
   * @param type `skcipher`, `hash`, `aead` or `rng`
   * @param name an algorithm (`cbc(aes)`) or a driver (`cbc-aes-caam`)
   */
  static open(type: string, name: string): Tfm {
    return new Tfm(native().openTfm(type, name));
  }

  /** Closes the op sockets first: the kernel refuses a new key (EBUSY) while a keyed one is open. */
  setKey(key: Uint8Array): void {
    this.#closeOps();
    native().setKey(this.fd, key);
  }

  /** As `setKey`; the empty key of a burst says that its algorithm takes none, and would refuse any (ENOSYS). */
  setBurstKey(key: Uint8Array): void {
    if (key.length > 0) this.setKey(key);
    else this.#closeOps();
  }

  /** Of an AEAD, before the first op socket. */
  setAuthSize(bytes: number): void {
    native().setAuthSize(this.fd, bytes);
  }

  /** @param nonblocking a read of it waits for no data */
  accept(nonblocking = false): Op {
    const op = new Op(native().accept(this.fd, nonblocking), (closed) => this.#ops.delete(closed));
    this.#ops.add(op);
    return op;
  }

  close(): void {
    this.#closeOps();
    if (this.#fd === undefined) return;
    native().close(this.#fd);
    this.#fd = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #closeOps(): void {
    for (const op of this.#ops) op.close();
  }

  /** For whoever hands it to the addon. */
  get fd(): TfmFd {
    if (this.#fd === undefined) throw new Error('the tfm is closed');
    return this.#fd;
  }
}
