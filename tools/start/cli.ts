import { spawnSync, type StdioOptions } from 'node:child_process';
import { inPackage } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';

/** Runs `afalg-stress` as a process of its own; returns its exit code. */
export function runCli(args: readonly string[], stdio: StdioOptions): number {
  const { status } = spawnSync(process.execPath, [inPackage('dist/cli/afalg-stress.js'), ...args], { stdio });
  return status ?? EXIT.broken;
}
