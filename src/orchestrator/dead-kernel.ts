import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLevel } from '../options/log-level.js';
import type { RunDocument } from '../results/documents/run.js';
import { SUMMARY, type FindingLine, type Summary } from '../results/documents/summary.js';
import type { HungFinding, KernelFinding } from '../results/finding.js';
import { findingId, findingText } from '../results/finding-text.js';
import { newDirectory } from '../results/files/new-directory.js';
import { RunDirectory } from '../results/files/run-directory.js';
import { writeFileAtomically } from '../results/files/write-file.js';
import type { KernelDeath } from '../results/kernel-death.js';
import { runExitCode, runVerdict } from '../results/outcome.js';
import { eventsOf, lastOf, readRunView, type RunView } from '../results/run-view.js';
import { FindingStore } from './finding-store.js';

/** The console of the guest, in the run's directory. */
const CONSOLE = 'console.log';
const LEVEL: LogLevel = 'info';

/**
 * Completes, from outside, the results of a run whose kernel died under it: the death is a finding, with what the
 * console said, and the summary is of what had reached the disk.
 *
 * @param path the run's directory
 */
export function concludeDeadRun(path: string, death: KernelDeath): RunView {
  const { run, summary } = readRunView(path);
  const directory = RunDirectory.reopen(path, LEVEL);
  directory.beginEnd();
  const finding = findingIn(path, run, death);
  const store = new FindingStore(directory, lastNumber(path, summary));
  const line = store.record(finding, {
    ...{ id: findingId(finding), text: findingText(finding, null) },
    ...{ analysis: null, kernelLog: death.report, descriptors: null },
  });
  directory.write(CONSOLE, textOf(death));
  const lost = { lines: directory.journal.lost, files: directory.lostFiles };
  const completed = completedSummary({ ...summary, lost }, line, death);
  const { verdict, exitCode, ended, counts } = completed;
  directory.journal.record({ event: 'end', ended, verdict, exitCode, counts, lost });
  directory.write('summary.json', SUMMARY.write(completed));
  directory.close();
  return { directory: path, run, summary: completed };
}

/** Keeps the console of a kernel that died before there was a run; returns the directory. */
export function keepConsole(results: string, death: KernelDeath): string {
  const directory = newDirectory(results, new Date(death.time), death.kind);
  writeFileAtomically(join(directory, CONSOLE), textOf(death));
  return directory;
}

function textOf({ console }: KernelDeath): string {
  return console.map((line) => `${line}\n`).join('');
}

/** The kernel may have died between a finding's directory and its line in the journal. */
function lastNumber(path: string, { findings }: Summary): number {
  const parent = join(path, 'findings');
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => /^\d+$/.test(name)) : [];
  return Math.max(0, ...names.map(Number), ...findings.map(({ number }) => number));
}

function findingIn(
  path: string,
  run: RunDocument,
  { kind, time, line, report, silentMilliseconds }: KernelDeath,
): KernelFinding | HungFinding {
  const events = eventsOf(path);
  const operations = lastOf(events, 'interval')?.event.inFlight ?? [];
  if (kind === 'standstill') {
    return { verdict: 'hung', time, afterMilliseconds: silentMilliseconds, operations, threads: [] };
  }
  const afterMilliseconds = Math.max(0, time - Date.parse(lastOf(events, 'bound')?.time ?? run.started));
  return {
    ...{ verdict: 'kernel', kind, time, lastTime: time, afterMilliseconds, count: 1, countIsAtLeast: false },
    ...{ line, report, operations },
  };
}

/** That the run did not end is no problem of the harness: its kernel did. */
function completedSummary(summary: Summary, line: FindingLine, { guest }: KernelDeath): Summary {
  const counts = { ...summary.counts, [line.verdict]: summary.counts[line.verdict] + 1 };
  const problems = summary.ended === 'unfinished' ? [] : summary.problems;
  const verdict = runVerdict(counts, problems);
  return {
    ...summary,
    ...{ counts, verdict, ended: 'kernel-died', exitCode: runExitCode(verdict, 'kernel-died'), problems },
    kernel: {
      ...summary.kernel,
      log: { kind: 'blind', reason: `the kernel of ${guest} died; ${CONSOLE} is what it said from its boot on` },
    },
    findings: [...summary.findings, line],
  };
}
