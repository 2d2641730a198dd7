import { readFileSync } from 'node:fs';
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
  const processWordBits = /64|s390x/.test(arch()) ? 64 : 32;
  const core = (name: string): number | null => numberOf(readOptional(`/proc/sys/net/core/${name}`));
  return {
    optmemMax: core('optmem_max'),
    wmemDefault: core('wmem_default'),
    wmemMax: core('wmem_max'),
    rmemDefault: core('rmem_default'),
    rmemMax: core('rmem_max'),
    pageSize: pageSize(processWordBits),
    processWordBits,
    kernelWordBits: /64|s390x|alpha/.test(machine()) ? 64 : 32,
  };
}

/** AT_PAGESZ (include/uapi/linux/auxvec.h) of what the kernel hands to every process: pairs of a type and a value. */
const AT_PAGESZ = 6;

function pageSize(wordBits: 32 | 64): number | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync('/proc/self/auxv');
  } catch {
    return null;
  }
  const vector = wordBits === 64 ? new BigUint64Array(aligned(bytes)) : new Uint32Array(aligned(bytes));
  for (let index = 0; index < vector.length; index += 2) {
    if (Number(vector[index]) === AT_PAGESZ) return Number(vector[index + 1]);
  }
  return null;
}

/** A copy that begins where words may. */
function aligned(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length - (bytes.length % 16));
  new Uint8Array(copy).set(bytes.subarray(0, copy.byteLength));
  return copy;
}

function numberOf(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
