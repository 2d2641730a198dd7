import { readdirSync } from 'node:fs';
import { parseInterrupts } from './interrupts.js';
import { readOptional } from './read-optional.js';

/** A number the kernel counts upwards, and where it is to be seen. */
export interface Counter {
  readonly source: string;
  readonly name: string;
  readonly value: number;
}

const DEBUGFS = '/sys/kernel/debug';

/** drivers/crypto/caam/debugfs.c, caam_debugfs_init. Its kek, tkek and tdsk are keys, and none of our business. */
const CAAM_COUNTERS = [
  'rq_dequeued',
  'ob_rq_encrypted',
  'ib_rq_decrypted',
  'ob_bytes_encrypted',
  'ob_bytes_protected',
  'ib_bytes_decrypted',
  'ib_bytes_validated',
] as const;

/** Every interrupt, and CAAM's performance counters where debugfs is mounted and readable. */
export function readCounters(): readonly Counter[] {
  const interrupts = parseInterrupts(readOptional('/proc/interrupts')).map(({ id, name, count }) => ({
    source: '/proc/interrupts',
    name: `${id}: ${name}`.trim(),
    value: count,
  }));
  return [...interrupts, ...readCaamCounters()];
}

/** /sys/kernel/debug/2100000.crypto/ctl/rq_dequeued and its neighbours. */
function readCaamCounters(): readonly Counter[] {
  let devices: string[];
  try {
    devices = readdirSync(DEBUGFS).filter((name) => /\.(?:crypto|caam)$/.test(name));
  } catch {
    return [];
  }
  return devices.flatMap((device) =>
    CAAM_COUNTERS.flatMap((name) => {
      const text = readOptional(`${DEBUGFS}/${device}/ctl/${name}`);
      return /^\d+$/.test(text) ? [{ source: `debugfs ${device}`, name, value: Number(text) }] : [];
    }),
  );
}
