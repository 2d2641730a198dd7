import { readdirSync } from 'node:fs';
import type { AfAlgFacts } from './bind-advice.js';
import { parseProcCrypto } from './proc-crypto.js';
import { readOptional } from './read-optional.js';
import { statusField } from './thread-state.js';

const MODPROBE_DIRECTORIES = ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d'];

export function readAfAlgFacts(): AfAlgFacts {
  return {
    entries: parseProcCrypto(readOptional('/proc/crypto')),
    restrict: readOptional('/proc/sys/crypto/af_alg_restrict'),
    fips: readOptional('/proc/sys/crypto/fips_enabled'),
    blocked: [...new Set(MODPROBE_DIRECTORIES.flatMap(blockingLines))],
    // SECCOMP_MODE_FILTER (include/uapi/linux/seccomp.h)
    seccomp: statusField(readOptional('/proc/self/status'), 'Seccomp') === '2',
    architecture: process.arch,
    asynchronous: 'unknown',
    missingInterface: null,
  };
}

/**
 * `install algif_skcipher /bin/false` and its like. A `blacklist` stops what is loaded by an alias, as af_alg is
 * (net-pf-38) and every cipher (crypto-cbc), but not what is loaded by its name, as algif_skcipher is.
 */
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
    .filter((line) => /^install\s+\S+\s+.*\b(false|true)\b/.test(line) || /^blacklist\s+(?!algif)\S+/.test(line));
}
