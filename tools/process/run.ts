import { spawnSync } from 'node:child_process';
import { PACKAGE_ROOT } from '#dist/package/root.js';
import { EXIT } from '#dist/results/exit-code.js';
import { ToolError } from './tool-error.js';

export interface RunOptions {
  /** Show the output only when the program fails. */
  readonly quiet?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The project's directory if not given. */
  readonly cwd?: string;
  /** For people, instead of a long command line: what failed. */
  readonly what?: string;
}

/** Runs a program and shows what it prints. Throws ToolError with the program's exit code when it fails. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): void {
  const { quiet = false, env = process.env, cwd = PACKAGE_ROOT } = options;
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw doesNotStart(program, error);
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  const how = signal === null ? `exit code ${String(status)}` : `signal ${signal}`;
  const what = options.what ?? [program, ...args].join(' ');
  throw new ToolError(`${what} failed (${how})`, status ?? EXIT.broken);
}

/** What a program prints. Throws ToolError when it fails. */
export function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd: PACKAGE_ROOT, env, encoding: 'utf8' });
  if (error !== undefined) throw doesNotStart(program, error);
  if (status !== 0) throw new ToolError(`${[program, ...args].join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

/** Runs a script of the POSIX shell, which knows the arguments as `$1` and so on. */
export function shell(script: string, ...args: readonly string[]): void {
  run('sh', ['-c', script, 'sh', ...args], { what: script });
}

function doesNotStart(program: string, error: Error): ToolError {
  return new ToolError(`${program} does not start: ${error.message}`);
}
