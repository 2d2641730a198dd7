import { Socket } from 'node:net';
import type { WriteStream } from 'node:tty';

/** A stream of the shape of process.stderr, on a terminal or not, and what was written to it. */
export function fakeTerminal(
  isTTY: boolean,
  columns = 80,
): { readonly stream: NodeJS.WriteStream; readonly written: string[] } {
  const fake = new FakeTerminal(isTTY, columns);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- a real one needs a real terminal
  return { stream: fake, written: fake.written };
}

class FakeTerminal extends Socket implements WriteStream {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows = 24;
  readonly written: string[] = [];

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override write(chunk: Uint8Array | string): boolean {
    this.written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  }

  hasColors(): boolean {
    return true;
  }

  getColorDepth(): number {
    return 8;
  }

  getWindowSize(): [number, number] {
    return [this.columns, this.rows];
  }

  clearLine(): boolean {
    throw new Error('escape sequences are written as text');
  }

  clearScreenDown(): boolean {
    throw new Error('escape sequences are written as text');
  }

  cursorTo(): boolean {
    throw new Error('escape sequences are written as text');
  }

  moveCursor(): boolean {
    throw new Error('escape sequences are written as text');
  }
}
