import type { FailureCount, MinimalDocument, MinimiseEnd, MinimiseStep } from '../results/documents/minimal.js';
import { grouped } from './numbers.js';

/** One step in one line: what was tried, how often it failed, and what follows. */
export function stepLine(step: MinimiseStep): string {
  const { change, failures, operations, milliseconds } = step;
  const count = `${String(failures)} of ${grouped(operations)}`;
  return `  ${change.padEnd(26)} ${count.padStart(14)} failed  ${judgementText(step)}  (${seconds(milliseconds)})`;
}

/** `1 in 88 (95 %: 1 in 170 to 45)` */
function rateText({ failures, operations, low, high }: FailureCount & { low: number; high: number }): string {
  return `1 in ${oneIn(failures / operations)} (95 %: 1 in ${oneIn(low)} to 1 in ${oneIn(high)})`;
}

/** How often the smallest workload fails, in a sentence. */
export function repeatedText({ rate, repeated }: Pick<MinimalDocument, 'rate' | 'repeated'>): string {
  const runs =
    repeated.runs === 0
      ? 'no time left to repeat it'
      : `${String(repeated.failedRuns)} of ${String(repeated.runs)} runs of ` +
        `${grouped(repeated.operationsPerRun)} operations failed`;
  return `${grouped(rate.failures)} of ${grouped(rate.operations)} operations, ${rateText(rate)}; ${runs}`;
}

/** The result for people, after the steps. */
export function minimalText(document: MinimalDocument, directory: string): string {
  const rows: readonly (readonly [string, string])[] = [
    ['fails', repeatedText(document)],
    ['ended', endText(document.ended)],
    ['command', document.commandLine],
    ['C program', `cc -O2 -o minimal ${directory}/${document.program} && ./minimal`],
    ['results', directory],
  ];
  return `${rows.map(([name, text]) => `  ${name.padEnd(11)} ${text}`).join('\n')}\n`;
}

function endText(end: MinimiseEnd): string {
  switch (end) {
    case 'complete':
      return 'nothing more to reduce';
    case 'budget':
      return 'the budget is spent: raise --budget to reduce further';
    case 'interrupted':
      return 'interrupted: there may be more to reduce';
    case 'hung':
      return 'a trial hung: there may be more to reduce after a reboot';
  }
}

function judgementText(step: MinimiseStep): string {
  const { judgement } = step;
  switch (judgement.kind) {
    case 'fails':
      return `${rateText(step)}: fails`;
    case 'rarer':
      return `${rateText(step)}: much rarer, not kept`;
    case 'gone':
      return `would have shown with probability ${percent(judgement.confidence)}: not kept`;
    case 'undecided':
      return `would have shown with probability ${percent(judgement.confidence)} only, out of time: not reduced`;
  }
}

/** Never 100 %: that is what a trial cannot give. */
function percent(probability: number): string {
  const text = (100 * probability).toFixed(probability >= 0.99 ? 1 : 0);
  return `${Number(text) >= 100 ? 'more than 99.9' : text} %`;
}

function oneIn(rate: number): string {
  if (rate <= 0) return 'never';
  return rate >= 0.1 ? (1 / rate).toFixed(1) : grouped(1 / rate);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
