/** A file or, without `bytes`, a directory of an archive. */
export interface CpioEntry {
  /** Relative to the root. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  readonly bytes?: Uint8Array;
}

const FILE = 0o100000;
const DIRECTORY = 0o040000;
const TRAILER = 'TRAILER!!!';

/**
 * An archive for the kernel to unpack at boot: the `newc` format of Documentation/driver-api/early-userspace/
 * buffer-format.rst. Several of them may follow each other, and the last one wins.
 */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.map(({ path, mode, bytes }, index) =>
    member(path, index + 1, (bytes === undefined ? DIRECTORY : FILE) | mode, bytes ?? new Uint8Array()),
  );
  return Buffer.concat([...parts, member(TRAILER, 0, 0, new Uint8Array())]);
}

function member(name: string, inode: number, mode: number, bytes: Uint8Array): Buffer {
  const nameBytes = Buffer.from(`${name}\0`);
  // inode, mode, uid, gid, links, time, size, device and its number twice, length of the name, check
  const fields = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, nameBytes.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([header, nameBytes])), padded(bytes)]);
}

/** Everything in the archive begins at a multiple of four. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
