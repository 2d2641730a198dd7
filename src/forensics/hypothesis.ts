import type { Standing } from './damaged-operation.js';

/**
 * `certain`: could not be so by chance, and all damage is accounted for. `likely`: accounts for all damage, but
 * something else could look the same. `possible`: accounts for a part of it, or for too few bytes to tell.
 */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Bytes of another operation's window, or of any window: what a worker's tape of one burst holds at `offset`. */
export interface TapePlace {
  readonly worker: number;
  readonly burst: number;
  readonly part: 'plaintext' | 'ciphertext';
  /** Bytes from the start of that part. */
  readonly offset: number;
}

/** Whose bytes these are: an operation, or, when none near by had them, the place on a tape. */
export interface DataSource {
  readonly place: TapePlace;
  /** null: no operation that ran at about that time has these bytes. */
  readonly operation: Standing | null;
  readonly role: 'output' | 'input';
}

/** Where the IV comes from that explains the output. */
export type IvSource =
  | { readonly kind: 'zero' }
  /** The IV was read from the receive buffer, which nobody had written yet. */
  | { readonly kind: 'poison' }
  /** The IV that another operation was given. */
  | { readonly kind: 'operation'; readonly of: Standing }
  /** Its last ciphertext block: what the kernel writes back as the next IV. */
  | { readonly kind: 'write-back'; readonly of: Standing }
  /** A ciphertext block, or the counter of a block, of a tape; no operation near by has it as its IV. */
  | { readonly kind: 'tape'; readonly place: TapePlace }
  /** The right IV but for a bit or two. */
  | { readonly kind: 'bits'; readonly flipped: number }
  /** CTR only: the right counter, this many blocks on. */
  | { readonly kind: 'counter'; readonly blocks: number }
  | { readonly kind: 'unknown' };

/**
 * What stands where the next IV should: the operation's own IV, as nothing was written back; zero; the right one with
 * all bits inverted.
 */
export const CHAINED_IV_SOURCES = ['own', 'zero', 'inverted', 'unknown'] as const;
export type ChainedIvSource = (typeof CHAINED_IV_SOURCES)[number];

export type KeySource =
  /** The key of another burst. */
  | { readonly kind: 'burst'; readonly worker: number; readonly burst: number }
  | { readonly kind: 'zero' }
  /** The right key but for one bit. */
  | { readonly kind: 'bit'; readonly byte: number; readonly bit: number };

/** Whose digest stands where another should. */
export type DigestSource =
  /** That of the empty message: the state was lost. */
  | { readonly kind: 'empty' }
  /** What the other socket of a clone should have given. */
  | { readonly kind: 'clone' }
  /** Message number `message` of a burst, or the part of it before a clone. */
  | {
      readonly kind: 'message';
      readonly worker: number;
      readonly burst: number;
      readonly message: number;
      readonly whole: boolean;
    };

export type GuardContent =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'own-iv' }
  /** The last ciphertext block of this operation: an IV written back to the wrong place. */
  | { readonly kind: 'own-last-block' }
  | { readonly kind: 'own-output'; readonly offset: number }
  | { readonly kind: 'data'; readonly source: DataSource }
  | { readonly kind: 'unknown' };

export const EXTENTS = [
  ...(['byte', 'block', 'first-line-32', 'first-line-64', 'last-line-32', 'last-line-64'] as const),
  ...(['page', 'tail', 'whole', 'range'] as const),
] as const;
export type Extent = (typeof EXTENTS)[number];

interface Range {
  /** Bytes from the start of the output; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
}

/** What can have happened to an operation. Closed: whoever adds a kind must say it in words, too (sentence.ts). */
export type Happening =
  /** Wrong when the system call returned, and right when looked at. */
  | { readonly kind: 'late' }
  /** An error or a wrong length was reported, and the output is right. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'nothing-written' }
  | { readonly kind: 'tail-not-written'; readonly from: number }
  | { readonly kind: 'head-not-written'; readonly to: number }
  /** `bytes` of the range, which may be all of it. */
  | ({ readonly kind: 'range-not-written'; readonly bytes: number } & Range)
  | ({ readonly kind: 'filled'; readonly value: number } & Range)
  /** From `from` on the bytes are the right ones, `by` bytes too late (or, negative, too early). */
  | ({ readonly kind: 'shifted'; readonly by: number } & Range)
  /** Block number `block` of the right output stands in this range, once or several times. */
  | ({ readonly kind: 'repeated-block'; readonly block: number } & Range)
  | ({ readonly kind: 'stale'; readonly source: DataSource } & Range)
  | ({ readonly kind: 'input-copied' } & Range)
  | { readonly kind: 'wrong-direction' }
  | { readonly kind: 'wrong-key'; readonly source: KeySource }
  /** `iv` in hexadecimal. */
  | { readonly kind: 'effective-iv'; readonly iv: string; readonly source: IvSource }
  /** A piece of the operation, at byte `from`, began with this IV instead of what should have been written back. */
  | {
      readonly kind: 'chained-iv';
      readonly from: number;
      readonly iv: string;
      readonly source: ChainedIvSource;
      /** How many pieces began with a wrong one. */
      readonly pieces: number;
    }
  /** The output is that of another input: this one, but for `bits` bits in this range of the input. */
  | ({ readonly kind: 'input-changed'; readonly bits: number } & Range)
  /** The digest is that of the message without this range of it: a part never reached the engine. */
  | ({ readonly kind: 'part-lost' } & Range)
  | { readonly kind: 'other-digest'; readonly source: DigestSource }
  /** The right digest, with the bytes of each word of this many in the other order. */
  | { readonly kind: 'words-swapped'; readonly bytes: number }
  | { readonly kind: 'bits-flipped'; readonly bits: readonly { readonly byte: number; readonly bit: number }[] }
  | ({ readonly kind: 'confined'; readonly extent: Extent } & Range)
  /** `from` and `to` count from the end of the window, or, `before`, back from its start: -16 to 0. */
  | ({
      readonly kind: 'guard-overwritten';
      readonly side: 'before' | 'after';
      readonly bytes: number;
      readonly content: GuardContent;
    } & Range)
  /** The byte count is a status word of the engine, passed on by an old driver. */
  | { readonly kind: 'status-as-length'; readonly status: number }
  | { readonly kind: 'wrong-length'; readonly returned: number };

/** One explanation, before it is put into words. */
export interface Explanation {
  readonly what: Happening;
  readonly confidence: Confidence;
  /** Differing bytes of the output it accounts for. */
  readonly explained: number;
  /** What speaks for it. */
  readonly because: string;
}

/** One explanation as it is stored and shown. */
export interface Hypothesis extends Explanation {
  /** What happened, as a clause that goes with `encrypt of 2048 bytes:`. */
  readonly sentence: string;
}

/** Every explanation found, the best first; and how much there was to explain. */
export interface Diagnosis {
  /** Bytes of the output that are wrong; guard bytes not counted. */
  readonly differingBytes: number;
  readonly hypotheses: readonly Hypothesis[];
}

/** What finding.txt says of the bytes of an operation, in lines. */
export interface BytesReport {
  readonly hexdump: readonly string[];
  readonly offsets: readonly string[];
  readonly hypotheses: readonly string[];
}

/** What became of the examination of a finding. */
export type Analysis =
  | { readonly kind: 'diagnosed'; readonly diagnosis: Diagnosis; readonly report: BytesReport }
  | { readonly kind: 'skipped'; readonly why: string };
