import { decodeLogLine, type LogRecord } from './log-line.js';

/** A record, and where it was found. */
export interface LocatedRecord {
  /** From 1. */
  readonly lineNumber: number;
  readonly line: string;
  readonly record: LogRecord;
}

/** All that a log says of the CAAM, in its order. Never throws. */
export function decodeLog(lines: readonly string[]): readonly LocatedRecord[] {
  return lines.flatMap((text, index) => {
    const line = text.replace(/\r$/, '');
    const pieces = piecesOf(line);
    return pieces.flatMap((piece) => {
      const record = decodeLogLine(piece);
      return record === undefined ? [] : [{ lineNumber: index + 1, line: piece, record }];
    });
  });
}

/** A mail whose line breaks were lost has many messages in one line; each begins with its time. */
function piecesOf(line: string): readonly string[] {
  const stamps = line.match(/\[ *\d+\.\d{6}\]/g) ?? [];
  return stamps.length < 2 ? [line] : line.split(/(?=\[ *\d+\.\d{6}\])/);
}
