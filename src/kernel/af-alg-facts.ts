import { readdirSync } from 'node:fs';
import type { AfAlgFacts } from './advice/advice.js';
import { parseProcCrypto } from './proc-crypto.js';
import { readOptional } from './read-optional.js';
import { statusField } from './thread-state.js';

const MODPROBE_DIRECTORIES = ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d'];

/** /proc/sys/crypto/af_alg_restrict; '' where there is none: it comes with the module that the first socket loads. */
export function readRestriction(): string {
  return readOptional('/proc/sys/crypto/af_alg_restrict');
}

export function readAfAlgFacts(): AfAlgFacts {
  const status = readOptional('/proc/self/status');
  return {
    entries: parseProcCrypto(readOptional('/proc/crypto')),
    restrict: readRestriction(),
    privileged: hasCapability(status),
    fips: readOptional('/proc/sys/crypto/fips_enabled'),
    blocked: [...new Set(MODPROBE_DIRECTORIES.flatMap(blockingLines))],
    // SECCOMP_MODE_FILTER (include/uapi/linux/seccomp.h)
    seccomp: statusField(status, 'Seccomp') === '2',
    architecture: process.arch,
    asynchronous: 'unknown',
    missingInterface: null,
  };
}

/** include/uapi/linux/capability.h */
const [CAP_NET_ADMIN, CAP_SYS_ADMIN] = [12n, 21n];

function hasCapability(status: string): boolean {
  const text = statusField(status, 'CapEff');
  const effective = /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`) : 0n;
  return (effective & ((1n << CAP_NET_ADMIN) | (1n << CAP_SYS_ADMIN))) !== 0n;
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
