import { closeSync, openSync, readSync } from 'node:fs';
import { CommandError, EXIT } from '../results/exit-code.js';
import { errorCodeOf } from '../kernel/error-code.js';

/** More than any log or dump; /dev/zero has more. */
const LIMIT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** The name of stdin on the command line. */
export const STDIN = '-';

/**
 * All bytes of a file, or of stdin for `-`.
 *
 * @throws CommandError when it cannot be read, or is too large
 */
export async function readInput(path: string): Promise<Buffer> {
  try {
    return path === STDIN ? await readStdin() : readFile(path);
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(
      EXIT.usage,
      `cannot read ${inputName(path)} (${errorCodeOf(thrown)}): give a readable file, or - for stdin`,
    );
  }
}

/** What a file is called in messages. */
export function inputName(path: string): string {
  return path === STDIN ? 'stdin' : path === '' ? "''" : path;
}

/**
 * The text of bytes; undefined for memory, where one byte in twenty or more is a control character or no UTF-8: of a
 * descriptor's header alone it is one in four. A log may have a stray one.
 */
export function asText(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const controls = bytes.reduce((count, byte) => (byte < 0x20 && !TEXT_CONTROLS.has(byte) ? count + 1 : count), 0);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return (controls + broken) * 20 > bytes.length ? undefined : text;
}

/** Tab, line feed, form feed, carriage return, escape (colours of dmesg). */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

function readFile(path: string): Buffer {
  const fd = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; ;) {
      const chunk = Buffer.alloc(CHUNK);
      const count = readSync(fd, chunk);
      if (count === 0) return Buffer.concat(chunks);
      total += count;
      if (total > LIMIT) throw tooLarge(path);
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    total += bytes.length;
    if (total > LIMIT) throw tooLarge(STDIN);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string): CommandError {
  return new CommandError(EXIT.usage, `${inputName(path)} is larger than 64 MiB: pass the part that matters`);
}
