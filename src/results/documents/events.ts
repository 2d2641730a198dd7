import type { Codec, ValueOf } from '../../codec/codec.js';
import { both, list, nullable, object, renamed, since, tagged } from '../../codec/structures.js';
import { choice, count, flag, json, number, text } from '../../codec/values.js';
import type { LogLevel } from '../../options/log-level.js';
import { ALL_VERDICTS } from '../verdict.js';
import { FINDING_BODY } from './finding.js';
import { COUNTS, DRIVER, END_REASONS_FORMAT, FINDING_LINE, KERNEL, LOST, STRESS_NG } from './summary.js';

const FAULT = { message: text, stack: text };
const DETAIL = object({ detail: FINDING_BODY });

/** What a line of events.ndjson can say, and how it is written. */
const EVENTS = {
  start: object({ settings: list(text), hostPid: count }),
  bound: object({ drivers: list(DRIVER), stressNg: nullable(STRESS_NG) }),
  /** All workers are at work; those of `bound` began before the others had bound. */
  joined: object({ drivers: list(DRIVER) }),
  interval: object({
    ...{ operations: count, bytes: count, maxLatencyMicroseconds: count, findings: count },
    /** The operations that were inside the kernel: `seed:worker:burst:operation`. */
    inFlight: since([], list(text)),
  }),
  burst: object({ worker: count, burst: count, operations: count }),
  finding: both(FINDING_LINE, DETAIL),
  'finding-amended': both(renamed(object({ number: count, id: text, text }), { id: 'key' }), DETAIL),
  'stress-ng-ended': object({ seconds: number, exit: text, planned: flag, lastLine: text }),
  kernel: both(KERNEL, object({ moved: list(json) })),
  end: object({
    ended: END_REASONS_FORMAT,
    verdict: choice(ALL_VERDICTS),
    exitCode: count,
    counts: COUNTS,
    lost: LOST,
  }),
  'file-lost': object({ file: text, reason: text }),
  'host-died': object({ description: text, stderr: text }),
  'harness-failed': object(FAULT),
  'examination-failed': object(FAULT),
  'dumps-not-described': object(FAULT),
};

type Table = typeof EVENTS;
export type EventName = keyof Table;
export type JournalEvent = {
  [N in EventName]: { readonly event: N } & ValueOf<Table[N]>;
}[EventName];

export const EVENT: Codec<JournalEvent> = tagged('event', EVENTS);

/** How grave each is: what --log-level leaves out. */
export const EVENT_LEVELS: Readonly<Record<EventName, LogLevel>> = {
  start: 'info',
  bound: 'info',
  joined: 'info',
  interval: 'info',
  burst: 'debug',
  finding: 'error',
  'finding-amended': 'error',
  'stress-ng-ended': 'warn',
  kernel: 'info',
  end: 'info',
  'file-lost': 'error',
  'host-died': 'error',
  'harness-failed': 'error',
  'examination-failed': 'error',
  'dumps-not-described': 'error',
};
