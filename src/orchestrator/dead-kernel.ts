import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelDeath } from '../results/kernel-death.js';
import type { JournalEvent } from '../results/documents/events.js';
import { EVENT, EVENT_LEVELS } from '../results/documents/events.js';
import { SUMMARY, type FindingLine, type Summary } from '../results/documents/summary.js';
import type { HungFinding, KernelFinding } from '../results/finding.js';
import { findingId, findingText } from '../results/finding-text.js';
import { isBallast } from '../results/files/ballast.js';
import { makeDirectories } from '../results/files/make-directories.js';
import { newDirectory } from '../results/files/new-directory.js';
import { writeFileAtomically } from '../results/files/write-file.js';
import { runExitCode, runVerdict } from '../results/outcome.js';
import { eventsOf, lastOf, readRunView, type RunView } from '../results/run-view.js';
import { accountFiles, bodyOf, directoryOf } from './finding-store.js';

/** The console of the guest, in the run's directory. */
const CONSOLE = 'console.log';

/**
 * Completes, from outside, the results of a run whose kernel died under it: the death is a finding, with what the
 * console said, and the summary is of what had reached the disk.
 *
 * @param directory the run's
 */
export function concludeDeadRun(directory: string, death: KernelDeath): RunView {
  const { run, summary } = readRunView(directory);
  const started = Date.parse(lastOf(eventsOf(directory), 'bound')?.time ?? run.started);
  const finding = findingOf(death, started, lastOf(eventsOf(directory), 'interval')?.event.inFlight ?? []);
  const number = nextNumber(directory, summary.findings);
  const line: FindingLine = {
    number,
    verdict: finding.verdict,
    id: findingId(finding),
    text: findingText(finding, null),
    directory: directoryOf(number),
  };
  const home = join(directory, directoryOf(number));
  makeDirectories(home);
  const account = { ...line, analysis: null, kernelLog: death.report, descriptors: null };
  for (const [name, text] of accountFiles(finding, account, { number, path: home })) {
    writeFileAtomically(join(home, name), text);
  }
  writeConsole(directory, death);
  for (const name of readdirSync(directory).filter(isBallast)) rmSync(join(directory, name), { force: true });
  const completed = completedSummary(summary, line, death);
  const { verdict, exitCode, ended, counts, lost } = completed;
  appendEvents(directory, [
    { event: 'finding', ...line, detail: bodyOf(finding) },
    { event: 'end', ended, verdict, exitCode, counts, lost },
  ]);
  writeFileAtomically(join(directory, 'summary.json'), SUMMARY.write(completed));
  return { directory, run, summary: completed };
}

/** Keeps the console of a kernel that died before there was a run; returns the directory. */
export function keepConsole(results: string, death: KernelDeath): string {
  const directory = newDirectory(results, new Date(death.time), death.kind);
  writeConsole(directory, death);
  return directory;
}

function writeConsole(directory: string, { console }: KernelDeath): void {
  writeFileAtomically(join(directory, CONSOLE), console.map((line) => `${line}\n`).join(''));
}

function findingOf(
  { kind, time, line, report, silentMilliseconds }: KernelDeath,
  started: number,
  operations: readonly string[],
): KernelFinding | HungFinding {
  if (kind === 'standstill') {
    return { verdict: 'hung', time, afterMilliseconds: silentMilliseconds, operations, threads: [] };
  }
  const afterMilliseconds = Math.max(0, time - started);
  return {
    ...{ verdict: 'kernel', kind, time, lastTime: time, afterMilliseconds, count: 1 },
    ...{ line, report, operations },
  };
}

function completedSummary(summary: Summary, line: FindingLine, { guest }: KernelDeath): Summary {
  const counts = { ...summary.counts, [line.verdict]: summary.counts[line.verdict] + 1 };
  const verdict = runVerdict(counts, []);
  return {
    ...summary,
    ...{ counts, verdict, ended: 'kernel-died', exitCode: runExitCode(verdict, 'kernel-died'), problems: [] },
    kernel: {
      ...summary.kernel,
      log: { kind: 'blind', reason: `the kernel of ${guest} died; ${CONSOLE} is what it said from its boot on` },
    },
    findings: [...summary.findings, line],
  };
}

function nextNumber(directory: string, findings: readonly FindingLine[]): number {
  const parent = join(directory, 'findings');
  const names = existsSync(parent) ? readdirSync(parent) : [];
  const numbers = names.map((name) => (/^\d+$/.test(name) ? Number(name) : 0));
  return 1 + Math.max(0, ...numbers, ...findings.map(({ number }) => number));
}

/** The journal may end in the midst of a line. */
function appendEvents(directory: string, events: readonly JournalEvent[]): void {
  const path = join(directory, 'events.ndjson');
  const isTorn = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8'));
  const time = new Date().toISOString();
  const lines = events.map((event) =>
    JSON.stringify({ level: EVENT_LEVELS[event.event], time, ...fieldsOf(EVENT.write(event)) }),
  );
  appendFileSync(path, `${isTorn ? '\n' : ''}${lines.join('\n')}\n`);
}

function fieldsOf(written: unknown): object {
  return typeof written === 'object' && written !== null ? written : {};
}
