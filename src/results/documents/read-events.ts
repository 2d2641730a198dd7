import { Malformed } from '../../codec/codec.js';
import { EVENT, type JournalEvent } from './events.js';

/** One line of events.ndjson. */
export interface TimedEvent {
  /** UTC, ISO 8601. */
  readonly time: string;
  readonly event: JournalEvent;
}

/** What there is in an events.ndjson. */
export interface Events {
  readonly events: readonly TimedEvent[];
  /** Whole lines that are none of the events known here: of a later version, for instance. */
  readonly unknown: number;
  /** The machine may have died in the middle of the last line. */
  readonly isTorn: boolean;
}

/** Reads the text of an events.ndjson. Takes whatever is there: it is what is left of a run that did not end. */
export function readEvents(text: string): Events {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const events: TimedEvent[] = [];
  let unknown = 0;
  for (const line of lines) {
    const event = eventIn(line);
    if (event === undefined) unknown += 1;
    else events.push(event);
  }
  return { events, unknown, isTorn: last !== '' };
}

function eventIn(line: string): TimedEvent | undefined {
  try {
    const fields: unknown = JSON.parse(line);
    if (typeof fields !== 'object' || fields === null || !('time' in fields)) return undefined;
    return { time: String(fields.time), event: EVENT.read(fields, '') };
  } catch (thrown) {
    if (thrown instanceof Malformed || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
