import { readdirSync } from 'node:fs';
import type { AfAlgFacts } from './bind-advice.js';
import { parseProcCrypto } from './proc-crypto.js';
import { readOptional } from './read-optional.js';

const MODPROBE_DIRECTORIES = ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d'];

export function readAfAlgFacts(): AfAlgFacts {
  return {
    entries: parseProcCrypto(readOptional('/proc/crypto')),
    restrict: readOptional('/proc/sys/crypto/af_alg_restrict'),
    fips: readOptional('/proc/sys/crypto/fips_enabled'),
    blocked: MODPROBE_DIRECTORIES.flatMap(blockingLines),
  };
}

/** `install algif_skcipher /bin/false` and its like; a plain `blacklist` does not stop a load by name. */
function blockingLines(directory: string): readonly string[] {
  let files: string[];
  try {
    files = readdirSync(directory).filter((name) => name.endsWith('.conf'));
  } catch {
    return [];
  }
  return files
    .flatMap((file) => readOptional(`${directory}/${file}`).split('\n'))
    .map((line) => line.trim())
    .filter((line) => /^install\s+(af_alg|algif_skcipher)\s+.*\b(false|true)\b/.test(line));
}
