import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { note } from '../process/note.js';
import { ToolError } from '../process/tool-error.js';
import { parseResults, type LavaResult } from './lava-results.js';
import { inLavaRoot, LAVA_HOME } from './lava-root.js';

/** Seconds for lava-run, whose own timeouts add up to less. */
const LONGEST = 1200;
/** As timeout(1) ends. */
const TIMED_OUT = '124';

/** Where LAVA is, and the files of a job. */
export interface LavaPlace {
  readonly root: string;
  /** With JOB.yaml, device-JOB.yaml, and tools/farm/lava-root as `scripts`. */
  readonly work: string;
}

/** Results of a job; its log stays in build/. */
export function lavaRun({ root, work }: LavaPlace, job: string, more: readonly string[] = []): readonly LavaResult[] {
  const options = ['--job-id', '1', '--output-dir', `out-${job}`, '--device', `device-${job}.yaml`, ...more];
  const program = ['timeout', '-k', '10', String(LONGEST), 'python3', `${LAVA_HOME}/usr/bin/lava-run`];
  const script = '"$@" >lava.log 2>&1; echo $? >lava.end';
  inLavaRoot(root, work, ['sh', '-c', script, 'sh', ...program, ...options, `${job}.yaml`]);
  const code = readFileSync(join(work, 'lava.end'), 'utf8').trim();
  const kept = inPackage(`build/lava-${job}.log`);
  copyFileSync(join(work, 'lava.log'), kept);
  note(`lava-run ended with ${code}; its log: ${kept}`);
  if (code === TIMED_OUT) {
    throw new ToolError(`lava-run took more than ${String(LONGEST)} s: see ${kept}`, EXIT.finding);
  }
  return parseResults(inLavaRoot(root, work, ['python3', 'scripts/results.py', 'lava.log']));
}
