import { bareLine } from '../caam/bare-line.js';
import type { LocatedRecord } from '../caam/status/decode-log.js';

/** What a kernel log tells of how the CAAM came up. */
export interface CaamBoot {
  /** null where the driver's first line is not in the log, or does not say. */
  readonly era: number | null;
  /** How many job rings the driver found; null where its line is not in the log. */
  readonly jobRings: number | null;
  /** Devices of those that the driver could not take. */
  readonly refusedRings: readonly string[];
  /** A transform asked for a ring, and there was none. */
  readonly isWithoutRing: boolean;
  readonly queueInterface: boolean | null;
  readonly rng: RngState;
  /** Drivers of /proc/crypto that failed their self-test. */
  readonly failedSelfTests: readonly string[];
  /** The driver said that it registered algorithms; false where it came up and the log has no such line. */
  readonly registered: boolean;
}

export type RngState =
  /** No line of it: there is none, or whoever booted the machine had made it ready. */
  'not told' | 'instantiated' | 'failed';

/** caam/jr.c, caam_reset_hw_jr; drivers/base/dd.c, really_probe, before and after 6.10. The ring is told by its device. */
const REFUSED_RING =
  /caam_jr (\S+): failed to (?:flush|reset) job ring|caam_jr: probe of (\S+) failed|caam_jr (\S+): probe with driver \S+ failed/i;
/** caamalg.c, caamhash.c, caampkc.c, caamrng.c, caamalg_qi.c, caamalg_qi2.c. */
const REGISTERED =
  /caam.*(?:algorithms registered in \/proc\/crypto|registering rng-caam|rng crypto API alg registered)/i;
const INSTANTIATED = /(?<![a-z])Instantiated RNG4 SH\d/i;
const RNG_FAILED = /failed to instantiate RNG/i;
const NO_RING = /Job Ring Device allocation for transform failed/i;
const SELF_TESTED = /([\w()-]{1,80}-caam(?:-qi2?)?)\b/;

/** null where no line is of the driver's start. */
export function caamBoot(lines: readonly string[], records: readonly LocatedRecord[]): CaamBoot | null {
  const device = records.find(({ record }) => record.kind === 'device')?.record;
  const queues = records.find(({ record }) => record.kind === 'queues')?.record;
  const texts = records.map(({ line }) => bareLine(line));
  const refusedRings = [...new Set(texts.map(refusedRing).filter((ring) => ring !== undefined))];
  const rng = rngState(texts);
  const isWithoutRing = texts.some((text) => NO_RING.test(text));
  const tellsOfStart = device ?? queues;
  if (tellsOfStart === undefined && refusedRings.length === 0 && rng === 'not told' && !isWithoutRing) return null;
  return {
    era: device?.kind === 'device' ? device.era : null,
    jobRings: queues?.kind === 'queues' ? queues.jobRings : null,
    refusedRings,
    isWithoutRing,
    queueInterface: queues?.kind === 'queues' ? queues.queueInterface : null,
    rng,
    failedSelfTests: [...new Set(texts.map(failedSelfTest).filter((driver) => driver !== undefined))],
    registered: lines.some((line) => REGISTERED.test(line)),
  };
}

/** Whether the driver has a ring to work with, as far as the log tells: one that is refused is then no fault. */
export function hasRingLeft({ registered, isWithoutRing, jobRings, refusedRings }: CaamBoot): boolean {
  return !isWithoutRing && (registered || (jobRings !== null && refusedRings.length < jobRings));
}

/** The device of the ring that a message says is not to be had. */
export function refusedRing(text: string): string | undefined {
  const [, flushed, probedBefore, probed] = REFUSED_RING.exec(text) ?? [];
  return flushed ?? probedBefore ?? probed;
}

function rngState(texts: readonly string[]): RngState {
  const last = texts.findLast((text) => INSTANTIATED.test(text) || RNG_FAILED.test(text));
  if (last === undefined) return 'not told';
  return INSTANTIATED.test(last) ? 'instantiated' : 'failed';
}

function failedSelfTest(text: string): string | undefined {
  return text.startsWith('alg: ') ? SELF_TESTED.exec(text)?.[1] : undefined;
}
