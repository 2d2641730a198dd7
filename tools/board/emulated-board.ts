// An unpacked package for a board, run under qemu's user emulation: the processor is real enough for 32-bit layouts and
// for every loader on the way; the kernel is this machine's, and for 32-bit sockets it has no AF_ALG there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { armhfRoot } from '../armhf/armhf-root.js';
import { run } from '../process/run.js';
import { TemporaryDirectory } from '../process/temporary-directory.js';
import { ToolError } from '../process/tool-error.js';
import type { BoardPackage } from './board-package.js';

export class EmulatedBoard implements Disposable {
  /** The package's directory. */
  readonly home: string;
  /** `afalg-stress`, as it would be installed on a PATH. */
  readonly program: string;
  /** The Node that runs it. */
  readonly node: string;
  readonly #directory = new TemporaryDirectory('afalg-board-');
  readonly #env: NodeJS.ProcessEnv;

  constructor({ archive, name }: BoardPackage, withNode: boolean) {
    run('tar', ['-C', this.#directory.path, '-xzf', archive]);
    this.home = this.join(name);
    this.#env = { ...process.env, PATH: `${this.join('path')}:${process.env['PATH'] ?? ''}` };
    mkdirSync(this.join('path'));
    if (withNode) emulateOwnNode(join(this.home, 'node/bin/node'));
    else emulateNode(this.join('path/node'));
    this.node = withNode ? join(this.home, 'node/bin/node') : 'node';
    this.program = this.join('path/afalg-stress');
    symlinkSync(join(this.home, 'bin/afalg-stress'), this.program);
  }

  /** The path of something beside the package. */
  join(name: string): string {
    return this.#directory.join(name);
  }

  /** Throws ToolError unless a program ends with this exit code and prints what is wanted. */
  expectRun([program = '', ...args]: readonly string[], code: number, wanted: RegExp): void {
    const { status, stdout, stderr } = spawnSync(program, args, { env: this.#env, encoding: 'utf8' });
    const printed = stdout + stderr;
    if (status === code && wanted.test(printed)) return;
    process.stderr.write(printed);
    throw new ToolError(
      `${[program, ...args].join(' ')}: exit code ${String(status)}, and ${String(code)} was expected`,
    );
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

/** The last step of the package's own script is what this machine cannot do. */
function emulateOwnNode(path: string): void {
  const script = readFileSync(path, 'utf8');
  const emulated = script.replace('exec "$home/lib/ld-linux', 'exec qemu-arm-static "$home/lib/ld-linux');
  if (emulated === script) throw new ToolError(`${path} does not start the dynamic linker as expected`);
  writeFileSync(path, emulated);
}

/** Puts a program where `node` would be on the board. */
function emulateNode(path: string): void {
  const root = armhfRoot();
  // Children are started as this script, too: to the emulated process it is what it runs as.
  const preload = `${path}-exec-path.cjs`;
  writeFileSync(preload, `process.execPath = ${JSON.stringify(path)};\n`);
  const command = `exec qemu-arm-static -L '${root}' '${root}/usr/bin/node' --require '${preload}' "$@"`;
  writeFileSync(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}
