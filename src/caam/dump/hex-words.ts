import { NOTHING_LOST, type Dump } from '../raw-dump.js';
import { withoutEscapes } from '../terminal-escapes.js';

/** The text is meant to be hex, and is not. The message has the line, the cause and the remedy. */
export class HexTextError extends Error {
  override readonly name = 'HexTextError';
}

interface Token {
  readonly text: string;
  readonly line: number;
}

/**
 * A text of nothing but hex: words of eight digits (people put names before them and remarks after them), numbers with
 * 0x, or bytes, in any grouping. undefined when there is none in it.
 *
 * @throws HexTextError
 */
export function dumpOfHexText(lines: readonly string[]): Dump | undefined {
  const tokens = lines.flatMap((text, index) => tokensOf(text).map((token) => ({ text: token, line: index + 1 })));
  const first = tokens[0];
  if (first === undefined) return undefined;
  const printed = tokens.every(isWord) ? tokens.map(({ text }) => parseInt(text, 16)) : bytesAsWords(tokens);
  const isNumbers = tokens.every(({ text }) => /^0x/i.test(text));
  return {
    form: 'hex words',
    line: first.line,
    printed,
    // Numbers are what a program read; bare digits stand as the bytes do.
    order: isNumbers ? 'reversed' : 'as printed',
    isOrderSure: false,
    ...NOTHING_LOST,
  };
}

function isWord({ text }: Token): boolean {
  return /^0x[0-9a-f]{1,8}$/i.test(text) || /^[0-9a-f]{8}$/i.test(text);
}

/** The hex of one line; none of a line that is prose. */
function tokensOf(line: string): readonly string[] {
  const bare = withoutEscapes(line).replace(/^[\s>]+/, '');
  const remark = bare.search(/#|\/\/|\/\*|;/);
  const text = remark < 0 ? bare : bare.slice(0, remark);
  const tokens = text.split(/[\s,{}]+/).filter((token) => token !== '');
  if (tokens.every(isHex)) return tokens;
  // A word with a remark after it, or a name before it.
  const end = tokens.findIndex((token) => !isFullWord(token));
  if (end > 0) return tokens.slice(0, end);
  const start = tokens.findLastIndex((token) => !isFullWord(token)) + 1;
  return tokens.slice(start);
}

function isHex(token: string): boolean {
  return /^(?:0x)?[0-9a-f]+$/i.test(token);
}

function isFullWord(token: string): boolean {
  return /^(?:0x)?[0-9a-f]{8}$/i.test(token);
}

function bytesAsWords(tokens: readonly Token[]): readonly number[] {
  for (const { text, line } of tokens) {
    const digits = text.replace(/^0x/i, '');
    const where = `line ${String(line)}: '${text.slice(0, 40)}'`;
    if (/^0x/i.test(text) && digits.length > 8) throw new HexTextError(`${where} does not fit in 32 bits`);
    if (digits.length % 2 !== 0) {
      throw new HexTextError(`${where} has ${String(digits.length)} hex digits: a word has 8, a byte 2`);
    }
  }
  const digits = tokens.map(({ text }) => text.replace(/^0x/i, '')).join('');
  if (digits.length % 8 !== 0) {
    throw new HexTextError(`${String(digits.length / 2)} bytes of hex are not whole words of 4 bytes`);
  }
  return (digits.match(/.{8}/g) ?? []).map((word) => parseInt(word, 16));
}
