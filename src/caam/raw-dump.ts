/** What a label of the driver says a dump is; `data` are keys, IVs and messages. */
export type DumpKind = 'job' | 'shared' | 'sgt' | 'data';

/**
 * How printed words lie in memory: their digits in the order of the bytes (bytes, hexdump -C, plain hex), or reversed,
 * as a little-endian CPU prints words that it reads from memory (print_hex_dump, md, devmem).
 */
export type PrintedOrder = 'as printed' | 'reversed';

/** One object as somebody printed or stored it, not yet understood. */
export interface Dump {
  /** What the driver calls it, such as `skcipher dec shdesc@1514`. */
  readonly label?: string;
  readonly kind?: DumpKind;
  /** Where it was found, for people. */
  readonly form: string;
  /** Line of the text it begins at, from 1; 0 for binary. */
  readonly line: number;
  /** Eight digits each, as printed; 0 where a row is missing. */
  readonly printed: readonly number[];
  readonly order: PrintedOrder;
  /** Whether `order` is known, not only usual. */
  readonly isOrderSure: boolean;
  /** Places of the words whose row is missing. */
  readonly lost: ReadonlySet<number>;
  /** Words are missing, and it does not show where: those behind the first row may belong further back. */
  readonly isDoubtful: boolean;
}

export const NOTHING_LOST: Pick<Dump, 'lost' | 'isDoubtful'> = { lost: new Set<number>(), isDoubtful: false };

/** Bytes as words; up to three bytes at the end that fill none are left out. */
export function dumpOfBytes(bytes: Uint8Array, form = 'binary'): Dump {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const printed = Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(4 * index, false));
  return { form, line: 0, printed, order: 'as printed', isOrderSure: true, ...NOTHING_LOST };
}
