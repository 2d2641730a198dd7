import type { EndReason, FindingLine, KernelReport, Summary } from '../results/documents/summary.js';
import type { RunView } from '../results/run-view.js';
import { FINDING_VERDICTS, type Verdict, type VerdictCounts } from '../results/verdict.js';
import { grouped, latencyText } from './numbers.js';

/** Findings shown, while the run goes on and at its end; the rest are in the results. */
export const SHOWN = 10;

/** The result of a run for people: the verdict first, then what it rests on. */
export function summaryText({ summary, directory }: Pick<RunView, 'summary' | 'directory'>): string {
  const { counts, latencyMicroseconds: latency } = summary;
  const rows: [string, string][] = [
    [
      'operations',
      `${grouped(counts.pass)} verified in ${summary.elapsedSeconds.toFixed(1)} s, ${ENDS[summary.ended]}`,
    ],
    [
      'throughput',
      `${grouped(summary.operationsPerSecond)} operations/s, ${summary.megabytesPerSecond.toFixed(1)} MB/s`,
    ],
    [
      'latency',
      // The journal of a run that was cut short has the largest only.
      (summary.latencyBuckets.length === 0 && counts.pass > 0
        ? ''
        : `p50 ${latencyText(latency.p50)}, p90 ${latencyText(latency.p90)}, p99 ${latencyText(latency.p99)}, ` +
          `p99.9 ${latencyText(latency.p99_9)}, `) + `max ${latencyText(latency.max)}`,
    ],
    ['driver', driverText(summary)],
    ['in flight', submissionText(summary)],
    ...(summary.drivers.length === 0 ? [] : engineRow(summary.kernel)),
    ['stress-ng', stressNgText(summary)],
    ['kernel log', kernelLogText(summary.kernel)],
    ...(summary.kernel.taint.gained.length === 0
      ? []
      : [['taint', `gained ${summary.kernel.taint.gained.join(', ')}`] satisfies [string, string]]),
    ['results', directory],
  ];
  return [
    `seed ${summary.seed}`,
    HEADLINES[summary.verdict](counts),
    ...summary.problems.map((problem) => `  problem: ${problem}`),
    ...summary.findings.slice(0, SHOWN).map((line) => `  ${findingLine(line)} (${findingPlace(line, directory)})`),
    ...moreRow(summary, directory),
    ...rows.map(([name, text]) => `  ${name.padEnd(11)} ${text}`),
    '',
  ].join('\n');
}

function moreRow({ findings, findingsNotListed }: Summary, directory: string): readonly string[] {
  const more = findings.length + findingsNotListed - SHOWN;
  return more > 0 ? [`  ... and ${grouped(more)} more, in ${directory}/findings`] : [];
}

/** One finding. While the run goes on this is all: where its bytes are is told once, at the end. */
export function findingLine({ number, verdict, text, id }: FindingLine): string {
  return `finding ${String(number)}: ${verdict}: ${text}${id === '' ? '' : `, operation ${id}`}`;
}

/** Where the bytes of a finding are, in a form that can be copied. */
function findingPlace({ directory: place }: FindingLine, directory: string): string {
  return place === null ? 'not stored' : `${directory}/${place}`;
}

/** What a run with this verdict is called. */
const HEADLINES: Readonly<Record<Verdict, (counts: VerdictCounts) => string>> = {
  pass: ({ pass }) => `PASS: every byte of ${grouped(pass)} operations is right`,
  wrong: failed,
  overrun: failed,
  length: failed,
  refused: failed,
  hung: failed,
  kernel: failed,
  unsupported: () => 'NOTHING TESTED',
  broken: () => 'BROKEN: the harness failed, which says nothing about the kernel',
};

function failed(counts: VerdictCounts): string {
  const kinds = FINDING_VERDICTS.filter((kind) => kind !== 'broken' && counts[kind] > 0);
  return `FAIL: ${kinds.map((kind) => `${String(counts[kind])} ${kind}`).join(', ')}`;
}

/** How a run ended. */
const ENDS: Readonly<Record<EndReason, string>> = {
  duration: 'the whole duration',
  operations: 'all that were requested',
  'max-findings': 'ended by --max-findings',
  interrupted: 'interrupted',
  hung: 'ended by a hang',
  'host-died': 'ended by a failure of the harness',
  'harness-failed': 'ended by a failure of the harness',
  'kernel-died': "ended by the death of the guest's kernel",
  unfinished: 'unfinished: the run did not end',
};

function driverText({ drivers, algorithm }: Summary): string {
  if (drivers.length === 0) return `unknown (no entry of /proc/crypto was seen serving ${algorithm})`;
  return drivers
    .map(({ driver, priority, asynchronous, module }) => {
      const kind = asynchronous ? 'asynchronous' : 'synchronous';
      return `${driver} (priority ${String(priority)}, ${kind}, module ${module})`;
    })
    .join('; ');
}

function submissionText({ submission: { engine, depth, queueFull } }: Summary): string {
  const full = queueFull === 0 ? '' : `; the driver's queue was full ${grouped(queueFull)} times, and asked again`;
  return `${String(depth)} per worker (${engine})${full}`;
}

function stressNgText({ stressNg }: Summary): string {
  if (stressNg === null) return 'none';
  const early = stressNg.endedEarlyAfterSeconds;
  return stressNg.commandLine + (early === null ? '' : `, ENDED BY ITSELF after ${String(early)} s (${stressNg.exit})`);
}

function kernelLogText({ log, otherAlarms }: KernelReport): string {
  switch (log.kind) {
    case 'read':
      return [
        `${grouped(log.records)} ${log.records === 1 ? 'record' : 'records'} during the run`,
        ...(log.lost === 0 ? [] : [`${grouped(log.lost)} LOST before they could be read`]),
        ...(otherAlarms === 0 ? [] : [`${grouped(otherAlarms)} further ALARMS not listed`]),
        ...(log.notKept === 0 ? [] : [`${grouped(log.notKept)} not kept in kmsg.log`]),
      ].join(', ');
    case 'blind':
      return `NOT READ: ${log.reason}`;
  }
}

/** Whether an engine worked; nothing to say of the processor. */
function engineRow({ engine }: KernelReport): readonly [string, string][] {
  switch (engine.kind) {
    case 'software':
      return [];
    case 'unknown':
      return [['engine', 'no interrupt or counter has its name: it may be software']];
    case 'worked':
      return [['engine', `worked: ${engine.counters.map(counterText).join('; ')}`]];
    case 'idle':
      return [['engine', `WARNING: idle, its counters did not move: ${engine.counters.map(counterText).join('; ')}`]];
  }
}

function counterText({ name, before, after }: { name: string; before: number; after: number }): string {
  return `${name} +${grouped(after - before)}`;
}
