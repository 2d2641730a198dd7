import { OLDEST_GLIBC } from '#dist/afalg/addon-problem.js';
import { ToolError } from '../process/tool-error.js';

/** What a prebuilt addon may ask for: Debian 10 and Yocto 2.7 have glibc 2.28, and libstdc++ of gcc 8. */
const NEWEST: Readonly<Record<string, string>> = {
  GLIBC: OLDEST_GLIBC,
  GLIBCXX: '3.4.25',
  CXXABI: '1.3.11',
  GCC: '8.0.0',
};

/**
 * Throws ToolError when an addon would not load on a system as old as promised.
 *
 * @param symbols as `objdump -T` prints them
 */
export function refuseNewSymbols(symbols: string): void {
  for (const [, library = '', version = '', symbol = ''] of symbols.matchAll(
    /\(?\b(GLIBCXX|GLIBC|CXXABI|GCC)_(\d[\d.]*)\)?\s+(\S+)$/gm,
  )) {
    const newest = NEWEST[library] ?? '';
    if (isLater(version, newest)) {
      throw new ToolError(`the addon needs ${symbol} of ${library}_${version}, and may need ${newest} at most`);
    }
  }
}

function isLater(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
