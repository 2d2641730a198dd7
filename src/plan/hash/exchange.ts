import { GUARD_BYTES, STEP_FLAG } from '../../afalg/layout.js';
import type { OperationOf } from '../operation.js';
import type { SliceWriter } from '../slice-writer.js';
import { hashOf, MAX_DIGEST } from './algorithms.js';
import { hashTape, type HashMessage, type HashWorkload } from './workload.js';

/** The parts that a message is sent in, at most. */
export const MOST_PARTS = 6;
/** Its parts, a clone, and two digests. */
export const LONGEST_EXCHANGE: number = MOST_PARTS + 3;

/** Turns what was drawn into steps (crypto/algif_hash.c). */
export class HashExchange {
  readonly #tape: ReturnType<typeof hashTape>;
  readonly #size: number;
  readonly #messages: readonly HashMessage[];

  constructor(workload: HashWorkload, messages: readonly HashMessage[]) {
    this.#tape = hashTape(workload);
    this.#size = hashOf(workload.hash).size;
    this.#messages = messages;
  }

  write(operation: OperationOf<'hash'>, writer: SliceWriter): void {
    const { path, message, parts, open, length, receiveOffset, cloneFirst } = operation;
    const whole = this.#tape.digests + 2 * message * MAX_DIGEST;
    const second = receiveOffset + this.#size + GUARD_BYTES;
    let received = 1;
    switch (path) {
      case 'cloned':
        received = 2;
        this.#send(operation, 0, 1, true, writer);
        writer.clone(0, 1);
        // The clone ends where it was made, and the first socket goes on: neither may see what the other does.
        if (cloneFirst) this.#receive(writer, 1, receiveOffset, whole + MAX_DIGEST);
        this.#send(operation, 1, parts.length, false, writer);
        this.#receive(writer, 0, cloneFirst ? second : receiveOffset, whole);
        if (!cloneFirst) this.#receive(writer, 1, second, whole + MAX_DIGEST);
        break;
      case 'twice':
        received = 2;
        this.#send(operation, 0, parts.length, open, writer);
        this.#receive(writer, 0, receiveOffset, whole);
        // Nothing was sent for it: that of the empty message (hash_recvmsg).
        this.#receive(writer, 0, second, this.#tape.empty);
        break;
      default:
        this.#send(operation, 0, parts.length, open, writer);
        this.#receive(writer, 0, receiveOffset, whole);
    }
    const end = receiveOffset + received * (this.#size + GUARD_BYTES);
    writer.end(length, receiveOffset - GUARD_BYTES, end);
  }

  /** Parts number `from` … `to`-1, each of them but the last with MSG_MORE; `more` says whether that has it, too. */
  #send({ message, parts }: OperationOf<'hash'>, from: number, to: number, more: boolean, writer: SliceWriter): void {
    let offset = this.#tape.messages + (this.#messages[message]?.offset ?? 0);
    for (const [index, length] of parts.entries()) {
      const flags = more || index < to - 1 ? STEP_FLAG.more : 0;
      if (index >= from && index < to) writer.send({ flags, offset, length });
      offset += length;
    }
  }

  #receive(writer: SliceWriter, socket: number, offset: number, expected: number): void {
    writer.receive({ socket, offset, length: this.#size, expected });
  }
}
