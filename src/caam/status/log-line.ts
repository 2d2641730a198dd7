import { decodeRingInterrupt, type RingInterrupt } from './ring-interrupt.js';
import { RngStory } from './rng-story.js';
import { statusRecord } from './status-line.js';
import type { StatusRecord } from './status-record.js';
import { symptomOf } from './symptoms.js';
import { withoutEscapes } from '../terminal-escapes.js';

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

const RING = /job ring error: irqstate: *(?:0x)?([0-9a-f]{1,8})\b/i;
const DEVICE = /device ID = (0x[0-9a-f]+) \(Era (-?\d+)\)/i;
const QUEUES = /job rings = (\d+), qi = (\d+)/;

/**
 * What a line of a kernel log says of the CAAM; undefined for all other lines.
 *
 * @param story of the lines before it; without them it is taken alone
 */
export function decodeLogLine(text: string, story = new RngStory()): LogRecord | undefined {
  const line = withoutEscapes(text);
  const ofRng = story.tell(line);
  if (ofRng !== undefined) return { kind: 'symptom', meaning: ofRng };
  return statusRecord(line) ?? otherRecord(line);
}

function otherRecord(line: string): LogRecord | undefined {
  const ring = RING.exec(line)?.[1];
  if (ring !== undefined) return { kind: 'ring', interrupt: decodeRingInterrupt(parseInt(ring, 16)) };
  const [, deviceId, era] = DEVICE.exec(line) ?? [];
  if (deviceId !== undefined) return { kind: 'device', deviceId, era: Number(era) > 0 ? Number(era) : null };
  const [, jobRings, qi] = QUEUES.exec(line) ?? [];
  if (jobRings !== undefined) return { kind: 'queues', jobRings: Number(jobRings), queueInterface: qi !== '0' };
  const meaning = symptomOf(line);
  return meaning === undefined ? undefined : { kind: 'symptom', meaning };
}
