import { bareLine } from '../bare-line.js';
import { printedMismatches } from './printed-status.js';
import { decodeRingInterrupt, type RingInterrupt } from './ring-interrupt.js';
import { decodeStatus, STATUS_SOURCES, type Status } from './status-word.js';

/** A line with a status word, or a status whose word the kernel did not print. */
export interface StatusRecord {
  readonly kind: 'status';
  /** null where only the words are there: Linux 4.9 prints some sources without it, and people leave it out. */
  readonly status: Status | null;
  readonly sourceName: string;
  readonly printedIndex: number | null;
  readonly printedText: string;
  /** Where the printed text contradicts the number, one sentence each. */
  readonly mismatches: readonly string[];
}

/** `job ring error: irqstate:`; the driver stops with a BUG after it (caam/jr.c, caam_jr_interrupt). */
export interface RingRecord {
  readonly kind: 'ring';
  readonly interrupt: RingInterrupt;
}

/** `device ID = ... (Era N)` (caam/ctrl.c, caam_probe). */
export interface DeviceRecord {
  readonly kind: 'device';
  readonly deviceId: string;
  /** null where the device tree does not say: the kernel prints an errno then. */
  readonly era: number | null;
}

/** `job rings = N, qi = N` (caam/ctrl.c, caam_probe). */
export interface QueuesRecord {
  readonly kind: 'queues';
  readonly jobRings: number;
  readonly queueInterface: boolean;
}

/** Any other line worth knowing; most are symptoms, not causes. */
export interface SymptomRecord {
  readonly kind: 'symptom';
  readonly meaning: string;
}

export type LogRecord = StatusRecord | RingRecord | DeviceRecord | QueuesRecord | SymptomRecord;

const SOURCE = 'CCB|DECO|Jump|Job Ring|Condition Code|Queue Manager Interface|No error';
const NUMBERED = new RegExp(
  `(?<![0-9a-z])(?:0x)?([0-9a-f]{8}): *(${SOURCE}|unknown error source)\\b:? ?(?:(?:jump tgt )?desc idx (\\d+): ?)?(.*)`,
  'i',
);
const UNNUMBERED = new RegExp(`(?<![\\w])(${SOURCE}): (?:jump tgt )?desc idx (\\d+): ?(.*)`, 'i');
const SOURCE_ONLY = /(?<![\w.])(\d{1,2}): (unknown error source|Queue Manager Interface)\b(.*)/;
const RAW_STATUS = /\b(?:caam\w*|job ring)\b.*\bstatus\b[^0-9a-z]{1,3}(?:0x)?([0-9a-f]{8})\b/i;
const RING = /job ring error: irqstate: *(?:0x)?([0-9a-f]{1,8})\b/i;
const DEVICE = /device ID = (0x[0-9a-f]+) \(Era (-?\d+)\)/i;
const QUEUES = /job rings = (\d+), qi = (\d+)/;

const SYMPTOMS: readonly (readonly [RegExp, string])[] = [
  [/failed to acquire DECO/i, 'no DECO was free for the driver, which runs the RNG descriptors there itself'],
  [/failed to instantiate RNG/i, 'the RNG could not be instantiated: no entropy delay made its source pass the tests'],
  [/Entropy delay = \d+/i, 'the driver tries a longer entropy delay: the last one was too short for the RNG'],
  [/Instantiated RNG4 SH\d/i, 'a state handle of the RNG was instantiated: success'],
  [
    /Insufficient bytes \(\d+\) in [sd][rs][ct] S\/G/i,
    'the request is longer than its scatter list: nothing was submitted',
  ],
  [/unable to map S\/G table/i, 'the scatter table could not be mapped for DMA: nothing was submitted'],
  [/SEC Dequeue timed out/i, 'U-Boot timed out waiting for the job ring'],
  [/alg: \w+: \S*caam\S* .*(?:fail|wrong)/i, 'a self-test of the driver failed: the kernel does not use it'],
  [/trusted_key: key_(?:un)?seal failed/i, 'a trusted key failed: the status word before it has the reason'],
];

/** What a line of a kernel log says of the CAAM; undefined for all other lines. */
export function decodeLogLine(line: string): LogRecord | undefined {
  return statusRecord(line) ?? otherRecord(line);
}

function statusRecord(line: string): StatusRecord | undefined {
  const numbered = NUMBERED.exec(line);
  if (numbered !== null) {
    const [, digits = '', source = '', index, text = ''] = numbered;
    const status = decodeStatus(parseInt(digits, 16));
    const printed = { sourceName: source, printedIndex: numberOrNull(index), printedText: text.trim() };
    return { kind: 'status', status, ...printed, mismatches: printedMismatches(status, printed) };
  }
  const raw = RAW_STATUS.exec(line);
  if (raw?.[1] !== undefined) {
    const status = decodeStatus(parseInt(raw[1], 16));
    return { kind: 'status', status, ...nothingPrinted(status.sourceName), mismatches: [] };
  }
  const unnumbered = UNNUMBERED.exec(line);
  if (unnumbered !== null) {
    const [, sourceName = '', index, text = ''] = unnumbered;
    const printed = { sourceName, printedIndex: numberOrNull(index), printedText: text.trim() };
    return { kind: 'status', status: null, ...printed, mismatches: [] };
  }
  const sourceOnly = SOURCE_ONLY.exec(bareLine(line));
  if (sourceOnly === null) return undefined;
  const [, source = '', , text = ''] = sourceOnly;
  const sourceName = STATUS_SOURCES[Number(source)] ?? `unassigned source ${source}`;
  return { kind: 'status', status: null, sourceName, printedIndex: null, printedText: text.trim(), mismatches: [] };
}

function nothingPrinted(sourceName: string): Pick<StatusRecord, 'sourceName' | 'printedIndex' | 'printedText'> {
  return { sourceName, printedIndex: null, printedText: '' };
}

function otherRecord(line: string): LogRecord | undefined {
  const ring = RING.exec(line)?.[1];
  if (ring !== undefined) return { kind: 'ring', interrupt: decodeRingInterrupt(parseInt(ring, 16)) };
  const [, deviceId, era] = DEVICE.exec(line) ?? [];
  if (deviceId !== undefined) return { kind: 'device', deviceId, era: Number(era) > 0 ? Number(era) : null };
  const [, jobRings, qi] = QUEUES.exec(line) ?? [];
  if (jobRings !== undefined) return { kind: 'queues', jobRings: Number(jobRings), queueInterface: qi !== '0' };
  const symptom = SYMPTOMS.find(([pattern]) => pattern.test(line));
  return symptom === undefined ? undefined : { kind: 'symptom', meaning: symptom[1] };
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
