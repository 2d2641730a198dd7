import { readdirSync, readFileSync } from 'node:fs';
import { parseInterrupts, type InterruptCount } from './interrupts.js';
import { KmsgReader } from './log/kmsg-reader.js';
import { formatKmsgRecord } from './log/kmsg-record.js';
import { readOptional } from './read-optional.js';

/** NXP's engine, as far as the kernel knows it. */
export interface CaamPresence {
  readonly controllers: readonly CaamDevice[];
  readonly jobRings: readonly CaamDevice[];
  /** From the device tree, or else from the kernel log; null when neither says. */
  readonly era: number | null;
  readonly interrupts: readonly InterruptCount[];
  /** What the kernel log says of it, the first lines. */
  readonly log: readonly string[];
}

export interface CaamDevice {
  /** `2100000.crypto`, `2101000.jr` */
  readonly name: string;
  /** Whether a driver took it. */
  readonly bound: boolean;
}

const MAX_LOG_LINES = 20;
const MAX_RECORDS = 65_536;

/** @param sys where sysfs is mounted */
export function readCaamPresence(sys = '/sys', log: readonly string[] = caamLines(readKernelLog())): CaamPresence {
  const devices = platformDevices(`${sys}/bus/platform/devices`);
  const matching = (compatible: RegExp): readonly CaamDevice[] =>
    devices
      .filter(({ path }) => compatible.test(readOptional(`${path}/modalias`)))
      .map(({ name, path }) => ({ name, bound: readOptional(`${path}/uevent`).includes('DRIVER=') }));
  const eras = devices.map(({ path }) => eraOf(`${path}/of_node/fsl,sec-era`)).filter((era) => era !== null);
  return {
    // Device tree bindings: fsl,sec-v4.0 and its job rings (Documentation/devicetree/bindings/crypto/fsl-sec4.txt).
    controllers: matching(/Cfsl,sec-v[\d.]+(?:C|$)/m),
    jobRings: matching(/Cfsl,sec-v[\d.]+-job-ring(?:C|$)/m),
    era: eras[0] ?? eraInLog(log),
    interrupts: parseInterrupts(readOptional('/proc/interrupts')).filter(({ name }) => /\.jr\d*$|caam/.test(name)),
    log,
  };
}

/** drivers/crypto/caam/ctrl.c, caam_probe: `device ID = 0x0a16010000000000 (Era 4)`; -524 stands for unknown. */
export function eraInLog(lines: readonly string[]): number | null {
  for (const line of lines) {
    const era = /\(Era (\d+)\)/.exec(line)?.[1];
    if (era !== undefined) return Number(era);
  }
  return null;
}

/** The lines of a kernel log that CAAM's drivers wrote. */
export function caamLines(log: readonly string[]): readonly string[] {
  return log.filter((line) => /\] (?:dpaa2_)?caam/.test(line)).slice(0, MAX_LOG_LINES);
}

function readKernelLog(): readonly string[] {
  const opening = KmsgReader.open();
  if (opening.kind === 'blind') return [];
  using reader = opening.reader;
  const lines: string[] = [];
  reader.poll(MAX_RECORDS, (record) => {
    if (record.text.includes('caam')) lines.push(formatKmsgRecord(record));
  });
  return lines;
}

function platformDevices(directory: string): readonly { readonly name: string; readonly path: string }[] {
  try {
    return readdirSync(directory).map((name) => ({ name, path: `${directory}/${name}` }));
  } catch {
    return [];
  }
}

/** A cell of the device tree: 32 bits, big-endian. */
function eraOf(path: string): number | null {
  try {
    const cell = readFileSync(path);
    return cell.length === 4 ? cell.readUInt32BE(0) : null;
  } catch {
    return null;
  }
}
