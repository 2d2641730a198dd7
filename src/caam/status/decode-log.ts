import { decodeLogLine, type LogRecord } from './log-line.js';
import { RngStory } from './rng-story.js';
import { withoutEscapes } from '../terminal-escapes.js';

/** A record, and where it was found. */
export interface LocatedRecord {
  /** From 1. */
  readonly lineNumber: number;
  /** Without colours. */
  readonly line: string;
  readonly record: LogRecord;
}

/** Longer than any record of the kernel (kernel/printk/internal.h, PRINTK_MESSAGE_MAX): a text without line breaks. */
const LONGEST_PIECE = 4096;

/** A message of a log, and what it says of the CAAM. */
export interface LocatedPiece {
  /** From 1. */
  readonly lineNumber: number;
  /** Without colours. */
  readonly line: string;
  readonly record: LogRecord | undefined;
}

/** Every message of a log, in its order. Knows nothing but the lines; never throws; time is linear in them. */
export function* locatedPieces(lines: readonly string[]): Generator<LocatedPiece, undefined> {
  const story = new RngStory();
  for (const [index, text] of lines.entries()) {
    for (const line of piecesOf(withoutEscapes(text).replace(/\r$/, ''))) {
      yield { lineNumber: index + 1, line, record: decodeLogLine(line, story) };
    }
  }
}

/** All that a log says of the CAAM, in its order. */
export function decodeLog(lines: readonly string[]): readonly LocatedRecord[] {
  const records: LocatedRecord[] = [];
  for (const { lineNumber, line, record } of locatedPieces(lines)) {
    if (record !== undefined) records.push({ lineNumber, line, record });
  }
  return records;
}

/** A mail whose line breaks were lost has many messages in one line; each begins with its time. */
function piecesOf(line: string): readonly string[] {
  const stamps = line.match(/\[ *\d+\.\d{6}\]/g) ?? [];
  const pieces = stamps.length < 2 ? [line] : line.split(/(?=\[ *\d+\.\d{6}\])/);
  return pieces.flatMap((piece) => (piece.length <= LONGEST_PIECE ? [piece] : chunksOf(piece)));
}

/** Parts of a long text, cut where words end. */
function chunksOf(text: string): readonly string[] {
  const chunks: string[] = [];
  for (let from = 0; from < text.length;) {
    const chunk = text.slice(from, from + LONGEST_PIECE);
    const blank = from + LONGEST_PIECE < text.length ? chunk.lastIndexOf(' ') : -1;
    chunks.push(blank > 0 ? chunk.slice(0, blank) : chunk);
    from += blank > 0 ? blank : LONGEST_PIECE;
  }
  return chunks;
}
