import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from './paths.js';

const MAIN = join(PROJECT_ROOT, 'dist/cli/afalg-stress.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** `afalg-stress` as a child process, with whatever it prints. */
export class Cli {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(
    args: readonly string[],
    { main = MAIN, env = process.env }: { main?: string; env?: NodeJS.ProcessEnv } = {},
  ) {
    const started = performance.now();
    this.child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => {
        resolve({ code, stdout: this.stdout, stderr: this.stderr, milliseconds: performance.now() - started });
      });
    });
  }
}

export async function runCli(
  args: readonly string[],
  options: { main?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Cli(args, options).ended;
}

/** A results directory that goes when the scope ends. */
export class Results implements Disposable {
  readonly path: string;

  constructor(path: string = mkdtempSync(join(tmpdir(), 'afalg-test-'))) {
    this.path = path;
  }

  /** The directories of the runs in it. */
  runs(): readonly string[] {
    return readdirSync(this.path).map((name) => join(this.path, name));
  }

  /** The only run's directory. */
  run(): string {
    const [run, ...others] = this.runs();
    if (run === undefined || others.length > 0) throw new Error(`not one run: ${this.runs().join(', ')}`);
    return run;
  }

  json(file: string): Record<string, unknown> {
    return parseObject(readFileSync(join(this.run(), file), 'utf8'));
  }

  /** The whole lines of events.ndjson. */
  events(): readonly Record<string, unknown>[] {
    const lines = readFileSync(join(this.run(), 'events.ndjson'), 'utf8').split('\n');
    return lines.slice(0, -1).map(parseObject);
  }

  /** Waits until the run has written an event of this name. */
  async event(name: string, milliseconds = 60_000): Promise<Record<string, unknown>> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const found = this.runs().length > 0 ? this.#find(name) : undefined;
      if (found !== undefined) return found;
      if (performance.now() > end) throw new Error(`no event '${name}' within ${String(milliseconds)} ms`);
      await sleep(50);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #find(name: string): Record<string, unknown> | undefined {
    try {
      return this.events().find(({ event }) => event === name);
    } catch {
      // Between its directory and its first line.
      return undefined;
    }
  }
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`not an object: ${text}`);
  return { ...value };
}
