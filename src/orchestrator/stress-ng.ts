import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { CommandError, EXIT } from '../results/exit-code.js';
import type { StressNgReport } from '../results/documents/summary.js';
import { splitArguments } from '../options/split-arguments.js';

const START_MILLISECONDS = 10_000;
const STOP_MILLISECONDS = 10_000;
/** For its last words after it is gone: stressors that outlive it hold its pipes open. */
const LAST_WORDS_MILLISECONDS = 1000;
const OUTPUT_BYTES = 256 * 1024;

/**
 * Becomes stress-ng, and leaves behind in its process group somebody who kills the group when the other end of descriptor
 * 3 is closed: when this process dies, by the out-of-memory killer perhaps, nobody else would end it.
 */
const TOGETHER = '(read -r _; kill -KILL 0) <&3 >/dev/null 2>&1 & exec stress-ng "$@" 3<&-';

/** How stress-ng ended although nobody asked it to. */
export interface EarlyEnd {
  readonly seconds: number;
  /** `exit code 3` */
  readonly exit: string;
  /** It stopped of its own plan (its --timeout), with exit code 0. */
  readonly planned: boolean;
  /** Its last words. */
  readonly lastLine: string;
}

/** stress-ng beside a run: started before the first operation, ended with it, never silently missing. */
export class StressNg {
  readonly #child: ChildProcess;
  readonly #version: string;
  readonly #commandLine: string;
  readonly #started = performance.now();
  readonly #exited: Promise<void>;
  #output = '';
  #exit = '';
  #stopping = false;
  #early: EarlyEnd | undefined;

  /**
   * Starts it. Whoever does must stop it, also when it did not come as far as `started`.
   *
   * @param text the user's arguments
   * @param durationMilliseconds of the run; 0 for no end
   * @throws CommandError when it is not installed
   */
  constructor(text: string, durationMilliseconds: number, onEarlyEnd: (end: EarlyEnd) => void) {
    const args = argumentsOf(text, durationMilliseconds);
    this.#version = versionOf();
    this.#commandLine = ['stress-ng', ...args].join(' ');
    this.#child = spawn('sh', ['-c', TOGETHER, 'sh', ...args], {
      cwd: tmpdir(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_BYTES);
    };
    this.#child.stdout?.on('data', collect);
    this.#child.stderr?.on('data', collect);
    this.#exited = this.#watch(onEarlyEnd);
  }

  get running(): boolean {
    return this.#exit === '';
  }

  get output(): string {
    return this.#output;
  }

  /** Ends it, by force if it must be, and never waits longer than twice STOP_MILLISECONDS. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.#stopping = true;
    this.#child.kill('SIGINT');
    if (await this.#exitsWithin(STOP_MILLISECONDS)) return;
    this.#killGroup();
    if (await this.#exitsWithin(STOP_MILLISECONDS)) return;
    this.#exit = 'could not be killed';
    this.#letGo();
  }

  report(): StressNgReport {
    return {
      version: this.#version,
      commandLine: this.#commandLine,
      pid: this.#child.pid ?? 0,
      endedEarlyAfterSeconds: this.#early === undefined ? null : Math.round(this.#early.seconds * 10) / 10,
      exit: this.#exit,
      metrics: this.#output
        .split('\n')
        .filter((line) => /\bmetrc:/.test(line))
        .map((line) => line.replace(/^.*?metrc:\s*(?:\[\d+\]\s*)?/, '')),
    };
  }

  /** Resolves when it is gone. Whether it went of itself is decided when it exits, however late its pipes close. */
  #watch(onEarlyEnd: (end: EarlyEnd) => void): Promise<void> {
    return new Promise((resolve) => {
      const gone = (exit: string, early: Pick<EarlyEnd, 'seconds' | 'planned'> | undefined): void => {
        if (!this.running) return;
        this.#exit = exit;
        if (early !== undefined) {
          this.#early = { ...early, exit, lastLine: lastLineOf(this.#output) };
          onEarlyEnd(this.#early);
        }
        resolve();
      };
      this.#child.on('error', (error) => {
        gone(error.message, { seconds: this.#seconds(), planned: false });
      });
      this.#child.on('exit', (code, signal) => {
        const exit = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
        const early = this.#stopping ? undefined : { seconds: this.#seconds(), planned: code === 0 };
        // Without their parent the stressors have no end.
        this.#killGroup();
        const late = setTimeout(() => {
          this.#letGo();
          gone(exit, early);
        }, LAST_WORDS_MILLISECONDS);
        this.#child.on('close', () => {
          clearTimeout(late);
          gone(exit, early);
        });
      });
    });
  }

  /**
   * Waits until its stressors are at work: its own word for it, or that it lives on without one under --quiet.
   *
   * @throws CommandError when it does not start
   */
  async started(): Promise<void> {
    const end = performance.now() + START_MILLISECONDS;
    while (this.running && performance.now() < end && !/dispatching hogs|starting stressors/.test(this.#output)) {
      await this.#exitsWithin(50);
    }
    if (this.#early !== undefined && !this.#early.planned) {
      throw new CommandError(
        EXIT.nothingTested,
        `stress-ng did not start (${this.#early.exit}: ${this.#early.lastLine}): fix the arguments of --stress-ng`,
      );
    }
  }

  async #exitsWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
      }, milliseconds);
    });
    const exited = await Promise.race([this.#exited.then(() => true), late]);
    clearTimeout(timer);
    return exited;
  }

  /** Whatever it left may go on for ever, but not keep us. */
  #letGo(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    this.#child.unref();
  }

  #killGroup(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It went by itself in this very moment.
    }
  }

  #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }
}

function argumentsOf(text: string, durationMilliseconds: number): readonly string[] {
  const wanted = splitArguments(text);
  const has = (...names: readonly string[]): boolean =>
    wanted.some((argument) => names.some((name) => argument === name || argument.startsWith(`${name}=`)));
  return [
    ...(has('--metrics', '--metrics-brief') ? [] : ['--metrics-brief']),
    ...(has('--temp-path') ? [] : ['--temp-path', tmpdir()]),
    // Its own default ends after a day. A minute on top, so that it never ends first but does not outlive us by much.
    ...(has('-t', '--timeout') ? [] : ['--timeout', timeout(durationMilliseconds)]),
    ...wanted,
  ];
}

function versionOf(): string {
  const { error, stdout } = spawnSync('stress-ng', ['--version'], { timeout: 5000, encoding: 'utf8' });
  if (error !== undefined) {
    throw new CommandError(
      EXIT.nothingTested,
      'stress-ng is not installed: apt-get install stress-ng, or run without --stress-ng',
    );
  }
  return stdout.trim().split('\n')[0] ?? '';
}

function timeout(durationMilliseconds: number): string {
  return durationMilliseconds === 0 ? '0' : String(Math.ceil(durationMilliseconds / 1000) + 60);
}

function lastLineOf(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
