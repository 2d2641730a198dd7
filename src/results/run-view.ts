import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEvent } from './documents/events.js';
import { readEvents, type TimedEvent } from './documents/read-events.js';
import { RUN, type RunDocument } from './documents/run.js';
import { latencySummary, SUMMARY, type FindingLine, type Summary } from './documents/summary.js';
import { CommandError, EXIT } from './exit-code.js';
import { readResultFile } from './files/read-result-file.js';
import { LatencyHistogram } from './histogram.js';
import { runExitCode, runVerdict } from './outcome.js';
import { noCounts } from './verdict.js';

/** One run as whoever shows it sees it: everything that is known, as plain data. */
export interface RunView {
  /** The run's directory. */
  readonly directory: string;
  readonly run: RunDocument;
  readonly summary: Summary;
}

/**
 * Reads a run's directory. A run without a summary - its machine died, or it is still running - has one of what was
 * synced.
 *
 * @throws CommandError (broken) when its files are missing, damaged, of another version, or do not belong together
 */
export function readRunView(directory: string): RunView {
  const run = RUN.load(join(directory, 'run.json'));
  const path = join(directory, 'summary.json');
  const summary = existsSync(path) ? SUMMARY.load(path) : summaryOfWhatIsLeft(run, eventsOf(directory));
  if (summary.seed !== run.seed) {
    throw new CommandError(EXIT.broken, `${directory} is damaged: run.json and summary.json are of different runs`);
  }
  return { directory, run, summary };
}

/** What a run's directory has of its events; none when it has no such file. */
export function eventsOf(directory: string): readonly TimedEvent[] {
  const path = join(directory, 'events.ndjson');
  return existsSync(path) ? readEvents(readResultFile(path, Infinity).toString('utf8')).events : [];
}

function summaryOfWhatIsLeft(run: RunDocument, events: readonly TimedEvent[]): Summary {
  const interval = lastOf(events, 'interval');
  const findings = findingLines(events);
  const counts = noCounts();
  for (const { verdict } of findings) counts[verdict] += 1;
  counts.pass = interval?.event.operations ?? 0;
  const started = lastOf(events, 'bound')?.time ?? run.started;
  const seconds = Math.max(0, (Date.parse(interval?.time ?? started) - Date.parse(started)) / 1000);
  const rate = (amount: number): number => (seconds > 0 ? amount / seconds : 0);
  const bytes = interval?.event.bytes ?? 0;
  const problems = ['the run did not end: its machine died, or it is still running'];
  const verdict = runVerdict(counts, problems);
  return {
    ...{ verdict, exitCode: runExitCode(verdict, 'unfinished'), ended: 'unfinished', problems },
    ...{ seed: run.seed, algorithm: run.settings.algorithm, drivers: run.drivers, counts },
    submission: { engine: run.settings.engine.name, depth: run.settings.engine.depth, queueFull: 0 },
    ...{ elapsedSeconds: seconds, operationsPerSecond: rate(counts.pass), bytes },
    megabytesPerSecond: rate(bytes / 1e6),
    latencyMicroseconds: latencySummary(new LatencyHistogram(), interval?.event.maxLatencyMicroseconds ?? 0),
    latencyBuckets: [],
    stressNg: run.stressNg,
    kernel: {
      log: { kind: 'blind', reason: 'the run did not end' },
      otherAlarms: 0,
      taint: { before: run.machine.taint, after: '', gained: [] },
      engine: { kind: 'unknown' },
    },
    findings,
    findingsNotListed: 0,
    memoryKiB: { cli: 0, host: 0 },
    lost: { lines: 0, files: 0 },
  };
}

/** As they were recorded, with what became known of them later. */
function findingLines(events: readonly TimedEvent[]): readonly FindingLine[] {
  const lines = new Map<number, FindingLine>();
  for (const { event } of events) {
    if (event.event === 'finding') {
      const { number, verdict, id, text, directory } = event;
      lines.set(number, { number, verdict, id, text, directory });
    } else if (event.event === 'finding-amended') {
      const known = lines.get(event.number);
      if (known !== undefined) lines.set(event.number, { ...known, id: event.id, text: event.text });
    }
  }
  return [...lines.values()];
}

/** The newest of a kind. */
export function lastOf<N extends JournalEvent['event']>(
  events: readonly TimedEvent[],
  name: N,
): { readonly time: string; readonly event: Extract<JournalEvent, { event: N }> } | undefined {
  const is = (event: JournalEvent): event is Extract<JournalEvent, { event: N }> => event.event === name;
  for (const { time, event } of events.toReversed()) if (is(event)) return { time, event };
  return undefined;
}
