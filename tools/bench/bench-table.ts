import type { Measurement } from './measurement.js';

/** What DESIGN promises: verified operations against the yardsticks, and memory. */
const TARGETS = { vsBaseline: 1.5, vsBareLoop: 0.95, residentMiB: 200 };

export function benchTable(result: Measurement): string {
  const { medians, vsBaseline, vsBareLoop, residentMiB } = result;
  const row = (name: string, value: number): string =>
    `${name.padEnd(12)} ${value.toFixed(0).padStart(12)} ${(value / medians.baseline).toFixed(2).padStart(12)}`;
  return [
    `${result.algorithm}, ${String(result.workers)} workers, Linux ${result.kernel}, ${String(result.rounds)} rounds of ${String(result.seconds)} s, medians`,
    '',
    `${''.padEnd(12)} ${'operations/s'.padStart(12)} ${'vs baseline'.padStart(12)}`,
    row('baseline', medians.baseline),
    row('bare loop', medians.bareLoop),
    row('verified', medians.verified),
    '',
    atLeast('verified vs baseline', vsBaseline, TARGETS.vsBaseline),
    atLeast('verified vs bare loop', vsBareLoop, TARGETS.vsBareLoop),
    line('resident memory (MiB)', residentMiB, `<= ${String(TARGETS.residentMiB)}`, residentMiB <= TARGETS.residentMiB),
    startLine('1 worker', result.start.oneWorker),
    startLine(`${String(result.workers)} workers`, result.start.allWorkers),
    '',
  ].join('\n');
}

function startLine(who: string, milliseconds: number): string {
  return `${`first operation, ${who}`.padEnd(26)} ${(milliseconds / 1000).toFixed(2).padStart(8)} s after the command`;
}

function atLeast(name: string, value: number, target: number): string {
  return line(name, value, `>= ${String(target)}`, value >= target);
}

function line(name: string, value: number, target: string, met: boolean): string {
  return `${name.padEnd(26)} ${value.toFixed(2).padStart(8)}   target ${target}: ${met ? 'met' : 'MISSED'}`;
}
