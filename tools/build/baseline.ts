import { mkdirSync } from 'node:fs';
import { inPackage } from '#dist/package/root.js';
import { unlessDone } from '#scripts/stamp.mjs';
import { requirePrograms } from '../packages/programs.js';
import { run } from '../process/run.js';

const SOURCE = 'bench/baseline.cpp';
const PROGRAM = 'build/bench/baseline';

export const BASELINE: string = inPackage(PROGRAM);

/** The two yardsticks of the benchmark. */
export function buildBaseline(): void {
  unlessDone('baseline', [SOURCE], [PROGRAM], () => {
    requirePrograms(['g++']);
    mkdirSync(inPackage('build/bench'), { recursive: true });
    const warnings = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror'];
    run('g++', ['-std=c++20', '-O2', '-pthread', ...warnings, SOURCE, '-o', PROGRAM]);
  });
}
