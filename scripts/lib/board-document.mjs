import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** @typedef {import('./board-checks.mjs').Check} Check */

/**
 * docs/board-test.md.
 *
 * @param {readonly Check[]} checks
 * @param {{release: string, uname: string, packages: readonly string[]}} machine
 * @param {any} summary of the run beside stress-ng
 * @param {any} run its run.json
 */
export function boardDocument(checks, { release, uname, packages }, summary, run) {
  return [
    '# The test on the board',
    '',
    "Made by `npm run test:board` from a real run: the imx6q Sabre Lite board under qemu-system-arm, with Debian's",
    `linux-image-${release}, its Node ${String(run.machine?.nodeVersion)} for armhf, and the packages as \`npm run pack:board\` makes them,`,
    "unpacked there. It runs nightly in CI. QEMU has no CAAM: what serves is the processor's NEON code, asynchronous",
    'through cryptd. Speeds are those of an emulated processor.',
    '',
    `    ${uname}`,
    ...packages.map((path) => `    ${basename(path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`),
    '',
    '| check | | found |',
    '| --- | --- | --- |',
    ...checks.map(
      ({ name, passed, found }) => `| ${name} | ${passed ? 'pass' : 'FAIL'} | ${found.replaceAll('|', '\\|')} |`,
    ),
    '',
    'The run beside stress-ng:',
    '',
    `    ${String(summary.counts?.pass)} operations verified in ${String(summary.elapsedSeconds)} s, ${Math.round(summary.operationsPerSecond)}/s, ${String(summary.megabytesPerSecond)} MB/s`,
    `    p50 ${String(summary.latencyMicroseconds?.p50)} us, p99 ${String(summary.latencyMicroseconds?.p99)} us, max ${String(summary.latencyMicroseconds?.max)} us`,
    `    cli ${mebibytes(summary.memoryKiB?.cli)} MiB, host ${mebibytes(summary.memoryKiB?.host)} MiB at their peaks, ${String(run.settings?.workers)} workers`,
    ...(summary.stressNg?.metrics ?? []).map((/** @type {string} */ line) => `    stress-ng ${line}`),
    '',
  ].join('\n');
}

/** @param {number} kibibytes */
function mebibytes(kibibytes) {
  return (kibibytes / 1024).toFixed(1);
}
