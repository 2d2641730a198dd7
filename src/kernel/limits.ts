import { arch, machine } from 'node:os';
import { readOptional } from './read-optional.js';

/** What bounds a message, in bytes; null where /proc does not say. */
export interface Limits {
  /** net.core.optmem_max: keys, scatter lists and control messages of one socket. */
  readonly optmemMax: number | null;
  readonly wmemDefault: number | null;
  readonly wmemMax: number | null;
  readonly rmemDefault: number | null;
  readonly rmemMax: number | null;
  readonly pageSize: number | null;
  readonly processWordBits: 32 | 64;
  readonly kernelWordBits: 32 | 64;
}

export function readLimits(): Limits {
  const core = (name: string): number | null => numberOf(readOptional(`/proc/sys/net/core/${name}`));
  return {
    optmemMax: core('optmem_max'),
    wmemDefault: core('wmem_default'),
    wmemMax: core('wmem_max'),
    rmemDefault: core('rmem_default'),
    rmemMax: core('rmem_max'),
    pageSize: pageSize(readOptional('/proc/self/smaps')),
    processWordBits: /64|s390x/.test(arch()) ? 64 : 32,
    kernelWordBits: /64|s390x|alpha/.test(machine()) ? 64 : 32,
  };
}

/** Of the first mapping: our own code, on pages of the ordinary size. */
function pageSize(smaps: string): number | null {
  const kib = /^KernelPageSize:\s*(\d+) kB$/m.exec(smaps)?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}

function numberOf(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
