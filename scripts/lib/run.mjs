import { spawnSync } from 'node:child_process';
import { ROOT } from './project.mjs';

/** Ends the script with one line and an exit code. */
export class ScriptError extends Error {
  /** @param {string} message @param {number} [code] */
  constructor(message, code = 2) {
    super(message);
    this.code = code;
  }
}

/**
 * Runs a program in the project's directory and shows what it prints; throws ScriptError when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{quiet?: boolean, env?: NodeJS.ProcessEnv, cwd?: string}} [options] quiet: show the output only when it fails
 */
export function run(program, args, { quiet = false, env = process.env, cwd = ROOT } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new ScriptError(`${program} does not start: ${error.message}`);
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  const how = signal === null ? `exit code ${String(status)}` : `signal ${signal}`;
  throw new ScriptError(`${[program, ...args].join(' ')} failed (${how})`, status ?? 2);
}

/**
 * What a program prints; throws ScriptError when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{env?: NodeJS.ProcessEnv}} [options]
 */
export function output(program, args, { env = process.env } = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, env, encoding: 'utf8' });
  if (error !== undefined) throw new ScriptError(`${program} does not start: ${error.message}`);
  if (status !== 0) throw new ScriptError(`${[program, ...args].join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

/**
 * Runs a script's main function, and turns a ScriptError into one line and its exit code.
 *
 * @param {() => Promise<number | void> | number | void} main
 */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = thrown.code;
  }
}
