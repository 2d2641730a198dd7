import { copyFileSync, cpSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { packBoard } from '../board/board-package.js';
import { buildAddon } from '../build/addon.js';
import { note } from '../process/note.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import { makeLavaBoard } from './lava-board.js';
import { checkPipeline, checkSchemas, writeJobs } from './lava-jobs.js';
import { casesOf, problemsOf, type LavaResult } from './lava-results.js';
import { lavaRoot } from './lava-root.js';
import { lavaRun } from './lava-run.js';

/** What must be seen of a run that went well. */
const PASSING = [
  ...['probe', 'run', 'harness', 'wrong', 'overrun', 'length', 'refused', 'hung', 'kernel'],
  ...['operations', 'throughput', 'latency-p99'],
];

/**
 * `npm run test:lava`: checks what is in lava/ with LAVA itself, without a server: schemas, devices by LAVA's templates,
 * and lava-run of the qemu job with the board's package, whose log is judged. As root, on Debian; minutes.
 */
export function testLava(): number {
  const started = performance.now();
  buildAddon();
  const root = lavaRoot();
  const { archive, name } = packBoard({ withNode: false });
  using work = new TemporaryDirectory('afalg-lava-');
  const place = { root, work: work.path };
  cpSync(inPackage('tools/farm/lava-root'), work.join('scripts'), { recursive: true });
  cpSync(inPackage('lava/devices'), work.join('devices'), { recursive: true });
  copyFileSync(archive, work.join('afalg-stress-linux-armv7.tar.gz'));
  const release = makeLavaBoard(work.join('kernel'));
  writeJobs(work.path, name);
  checkSchemas(place);
  checkPipeline(place);
  note(`lava-run of lava/job-qemu.yaml, ${release}: two minutes`);
  const results = lavaRun(place, 'qemu');
  for (const definition of ['afalg-stress', 'must-fail']) print(definition, results);
  const problems = judge(results);
  for (const problem of problems) note(problem);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${problems.length === 0 ? 'passed' : 'FAILED'} after ${String(seconds)} s\n`);
  return problems.length === 0 ? EXIT.passed : EXIT.finding;
}

function print(definition: string, results: readonly LavaResult[]): void {
  for (const { case: what, result, measurement } of casesOf(results, definition)) {
    const measured = measurement === null ? '' : `${String(measurement.value)} ${measurement.units}`;
    const line = `${definition.padEnd(12)} ${what.padEnd(24)} ${result.padEnd(7)} ${measured}`;
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

function judge(results: readonly LavaResult[]): readonly string[] {
  const noticed = problemsOf(results, 'must-fail', ['harness']);
  return [
    ...problemsOf(results, 'afalg-stress', PASSING),
    ...(noticed.join() === 'must-fail harness: fail'
      ? []
      : [`a case that fails was not noticed as it should be: ${noticed.join(', ') || 'no problem'}`]),
  ];
}
