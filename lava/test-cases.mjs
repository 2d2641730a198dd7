// node test-cases.mjs EXIT-CODE SUMMARY.JSON: what a run found, as lines `name pass|fail|skip|unknown [measurement
// units]`. Runs on the board with nothing but Node.
import { readFileSync } from 'node:fs';

/** Verdicts of findings about the kernel; docs/results.md says what they are. */
const VERDICTS = ['wrong', 'overrun', 'length', 'refused', 'hung', 'kernel'];
/** A driver that fails every request shall not fill the lab's database. */
const MOST_FINDINGS = 20;

const [exitCode = '', file = ''] = process.argv.slice(2);
process.stdout.write(testCases(Number(exitCode), readSummary(file)).join('\n') + '\n');

/** @param {string} path @returns {any} undefined when there is none: the run had nothing to test, or died */
function readSummary(path) {
  try {
    const summary = JSON.parse(readFileSync(path, 'utf8'));
    return summary.schema === 'afalg-stress/summary' && summary.version === 1 ? summary : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} code @param {any} summary @returns {string[]} */
function testCases(code, summary) {
  const result = resultOf(code, summary);
  const whole = [`run ${result}`, `harness ${harnessOf(code, summary)}`];
  if (summary === undefined) return whole;
  const { counts, operationsPerSecond, megabytesPerSecond, latencyMicroseconds: latency, findings } = summary;
  const tested = counts.pass > 0;
  return [
    ...whole,
    // Nothing found where nothing was tested is no pass.
    ...VERDICTS.map((verdict) => {
      const count = counts[verdict];
      return `${verdict} ${count > 0 ? 'fail' : tested ? 'pass' : 'skip'} ${count} findings`;
    }),
    ...findings.slice(0, MOST_FINDINGS).map(findingCase),
    ...summary.drivers.map((/** @type {{driver: string}} */ { driver }) => `driver-${identifier(driver)} pass`),
    `engine ${engineOf(summary.kernel.engine.kind)}`,
    ...measurements([
      ['operations', counts.pass, 'operations'],
      ['throughput', operationsPerSecond, 'operations/s'],
      ['bandwidth', megabytesPerSecond, 'MB/s'],
      ['latency-p50', latency.p50, 'us'],
      ['latency-p99', latency.p99, 'us'],
      ['latency-max', latency.max, 'us'],
    ]),
  ];

  /** @param {readonly [string, number, string][]} rows */
  function measurements(rows) {
    return rows.map(([name, value, units]) => `${name} ${tested ? 'pass' : 'skip'} ${value} ${units}`);
  }
}

/** The whole run, by the table of exit codes in README.md. @param {number} code @param {any} summary */
function resultOf(code, summary) {
  switch (code) {
    case 0:
      return summary === undefined ? 'unknown' : 'pass';
    case 1:
      return 'fail';
    case 4:
      return 'skip';
    default:
      // Broken, wrong options, interrupted, killed: says nothing about the kernel.
      return 'unknown';
  }
}

/** @param {number} code @param {any} summary */
function harnessOf(code, summary) {
  const ended = code === 4 || ((code === 0 || code === 1 || code === 130) && summary !== undefined);
  return ended ? 'pass' : 'fail';
}

/** @param {{number: number, verdict: string}} finding */
function findingCase({ number, verdict }) {
  return `finding-${String(number).padStart(4, '0')}-${verdict} ${verdict === 'broken' ? 'unknown' : 'fail'}`;
}

/** Whether the driver's engine worked, or was idle while software computed. @param {string} kind */
function engineOf(kind) {
  switch (kind) {
    case 'worked':
      return 'pass';
    case 'idle':
      return 'unknown';
    default:
      return 'skip';
  }
}

/** @param {string} name */
function identifier(name) {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '_');
}
