import { constants } from 'node:os';

/** The errnos of AF_ALG that os.constants.errno does not list (include/uapi/asm-generic/errno.h). */
const MISSING_FROM_NODE: readonly (readonly [string, number])[] = [
  ['ELIBBAD', 80],
  ['ENOKEY', 126],
  ['EKEYEXPIRED', 127],
  ['EKEYREVOKED', 128],
  ['EKEYREJECTED', 129],
];

const NAMES: ReadonlyMap<number, string> = new Map(
  [...Object.entries(constants.errno), ...MISSING_FROM_NODE]
    // EWOULDBLOCK and ENOTSUP are second names of EAGAIN and EOPNOTSUPP on Linux.
    .filter(([name]) => name !== 'EWOULDBLOCK' && name !== 'ENOTSUP')
    .map(([name, number]): [number, string] => [number, name]),
);

/** The symbolic name of an errno, given positive or negative: `ENOKEY`, or `E126` when it has none. */
export function errnoName(errno: number): string {
  const positive = Math.abs(errno);
  return NAMES.get(positive) ?? `E${String(positive)}`;
}
