import type { Codec } from '../../codec/codec.js';
import { object, since, type Fields } from '../../codec/structures.js';
import { choice, count, flag, number, text } from '../../codec/values.js';
import type { MachineFacts } from '../../kernel/machine.js';
import type { CryptoEntry } from '../../kernel/proc-crypto.js';

/** An entry of /proc/crypto. */
export const CRYPTO_ENTRY: Fields<CryptoEntry> = {
  name: text,
  driver: text,
  module: text,
  priority: number,
  refcount: number,
  selftest: text,
  internal: flag,
  type: text,
  asynchronous: flag,
};

/** Runs before there were the names of boards have neither host name nor serial number. */
export const MACHINE: Codec<MachineFacts> = object({
  hostName: since('', text),
  kernelRelease: text,
  kernelVersion: text,
  machine: text,
  kernelCommandLine: text,
  architecture: text,
  endianness: choice(['BE', 'LE'] as const),
  processors: count,
  processorModel: text,
  boardModel: text,
  serialNumber: since('', text),
  memoryMiB: count,
  distribution: text,
  taint: text,
  nodeVersion: text,
});
