import type { CaamPresence } from '../kernel/caam-presence.js';
import type { Aio, ProbedAlgorithm, ProbeReport } from '../probe/probe-result.js';
import { grouped } from './numbers.js';
import { table } from './table.js';

const HEADING = ['algorithm', 'type', 'served by', 'priority', 'async', 'self-test', 'key sizes', 'aio', 'result'];
const NUMBERS = new Set([3]);

/** The probe for people: the kernel, what stands in the way, then a row per name, and under it why it cannot be used. */
export function probeText(report: ProbeReport): string {
  return [...environment(report), ...algorithmRows(report.algorithms), ''].join('\n');
}

/** One line: whether the algorithm can be used, and by whom or why not. */
export function checkText(report: ProbeReport, requireDriver: string | null): string {
  const [algorithm] = report.algorithms;
  if (report.afAlg.kind === 'missing') return report.afAlg.why;
  if (algorithm === undefined) return 'nothing was probed';
  const { name, outcome } = algorithm;
  if (!isUsable(algorithm, requireDriver)) {
    if (outcome.kind !== 'works') return outcome.why;
    return `${name} is served by ${driverText(algorithm)}, not by ${requireDriver ?? ''}`;
  }
  return `${name} works: ${driverText(algorithm)}, ${resultText(algorithm)}`;
}

/** Whether it works, by the driver that is asked for if one is. */
export function isUsable({ outcome, served }: ProbedAlgorithm, requireDriver: string | null): boolean {
  return outcome.kind === 'works' && (requireDriver === null || served?.driver === requireDriver);
}

function environment(report: ProbeReport): readonly string[] {
  const { machine, limits, restrictions, afAlg, taint } = report;
  const rows: [string, string][] = [
    ['kernel', `${machine.kernelRelease} ${machine.machine}${report.guest === null ? '' : `, ${report.guest} guest`}`],
    ['', `${machine.kernelVersion}, PREEMPT_RT ${report.preemptRt ? 'yes' : 'no'}`],
    ['taint', taint.length === 0 ? 'none' : taint.join(', ')],
    ['af_alg', afAlg.kind === 'available' ? 'available' : `MISSING: ${afAlg.why}`],
    ['', asynchronousText(report.asynchronousDrivers)],
    ['limits', `optmem_max ${bytes(limits.optmemMax)}, page ${bytes(limits.pageSize)}`],
    ['', `wmem default ${bytes(limits.wmemDefault)}, max ${bytes(limits.wmemMax)}`],
    ['', `rmem default ${bytes(limits.rmemDefault)}, max ${bytes(limits.rmemMax)}`],
    ['', `kernel ${String(limits.kernelWordBits)} bit, process ${String(limits.processWordBits)} bit`],
    ...restrictionRows(restrictions),
    ...caamRows(report.caam),
  ];
  return rows.map(([name, text]) => `${name.padEnd(11)} ${text}`);
}

function asynchronousText(reached: ProbeReport['asynchronousDrivers']): string {
  switch (reached) {
    case 'reached':
      return 'reaches asynchronous drivers';
    case 'refused':
      return 'REACHES NO ASYNCHRONOUS DRIVER, as on Linux 7.2 and later';
    case 'unknown':
      return 'no asynchronous driver was seen';
  }
}

function restrictionRows({ restrict, fips, seccomp, blocked }: ProbeReport['restrictions']): [string, string][] {
  const texts = [
    ...(restrict === '' || restrict === '0' ? [] : [`crypto.af_alg_restrict=${restrict}`]),
    ...(fips ? ['FIPS mode'] : []),
    ...(seccomp ? ['a seccomp filter is in force'] : []),
    ...blocked.map((line) => `modprobe.d: ${line}`),
  ];
  return texts.map((text, index) => [index === 0 ? 'restricted' : '', text]);
}

function caamRows({ controllers, jobRings, era, interrupts, log }: CaamPresence): [string, string][] {
  if (controllers.length + jobRings.length + interrupts.length + log.length === 0) return [['caam', 'none']];
  const devices = (all: CaamPresence['jobRings']): string =>
    all.map(({ name, bound }) => (bound ? name : `${name} (NO DRIVER)`)).join(', ');
  const facts = [
    `era ${era === null ? 'unknown' : String(era)}`,
    `controller ${controllers.length === 0 ? 'none' : devices(controllers)}`,
    `job rings ${jobRings.length === 0 ? 'none' : devices(jobRings)}`,
  ];
  return [
    ['caam', facts.join('; ')],
    ...interrupts.map(({ id, name, count }): [string, string] => ['', `interrupt ${id}: ${name}: ${grouped(count)}`]),
    ...log.map((line): [string, string] => ['', line]),
  ];
}

function algorithmRows(algorithms: readonly ProbedAlgorithm[]): readonly string[] {
  if (algorithms.length === 0) return [];
  const cells = algorithms.map((algorithm) => {
    const entry = algorithm.served ?? algorithm.listed;
    return [
      algorithm.name,
      algorithm.type,
      algorithm.served?.driver ?? '-',
      entry === null ? '-' : String(entry.priority),
      entry === null ? '-' : entry.asynchronous ? 'yes' : 'no',
      entry === null ? '-' : entry.selftest,
      algorithm.keySizes.length === 0 ? '-' : algorithm.keySizes.join(','),
      aioText(algorithm.aio),
      resultText(algorithm),
    ];
  });
  const [heading = '', ...lines] = table([HEADING, ...cells], NUMBERS);
  return [
    '',
    heading,
    ...lines.flatMap((line, index) => {
      const outcome = algorithms[index]?.outcome;
      return outcome === undefined || outcome.kind === 'works' ? [line] : [line, `  ${outcome.why}`];
    }),
  ];
}

function driverText({ served }: ProbedAlgorithm): string {
  if (served === null) return 'a driver that /proc/crypto does not show';
  const kind = served.asynchronous ? 'asynchronous' : 'synchronous';
  return `${served.driver} (priority ${String(served.priority)}, ${kind})`;
}

function resultText({ outcome }: ProbedAlgorithm): string {
  switch (outcome.kind) {
    case 'works':
      return outcome.proof;
    case 'wrong':
      return 'WRONG';
    case 'unusable':
      return `no: ${outcome.cause}`;
    case 'hung':
      return `HUNG in ${outcome.stage}`;
  }
}

function aioText(aio: Aio): string {
  switch (aio.kind) {
    case 'not-measured':
      return '-';
    case 'asynchronous':
      return 'async';
    case 'synchronous':
      return 'sync';
    case 'failed':
      return aio.failure.code;
  }
}

function bytes(value: number | null): string {
  return value === null ? '?' : String(value);
}
