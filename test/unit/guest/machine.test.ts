import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import type { GuestEnding } from '#dist/guest/ending.js';
import type { SignalListener } from '#dist/guest/guest.js';
import { runInMachine, type MachineKind } from '#dist/guest/machine.js';
import { CommandError } from '#dist/results/exit-code.js';
import type { GuestCommand } from '#dist/guest/guest-command.js';

const COMMAND: GuestCommand = {
  ...{ argv: ['true'], directory: '/', environment: {}, writable: [], reads: [], modules: [] },
  stallMilliseconds: 200,
};

/** A guest whose machine is a shell: console on descriptor 3, stdout 4, stderr 5, the wire 6. */
class ShellGuest {
  stdout = '';
  readonly #script: string;
  listener: SignalListener | undefined;
  /** What of stdout there was when it was up. */
  before: string | undefined;

  constructor(script: string) {
    this.#script = script;
  }

  run(times: Partial<MachineKind> = {}): Promise<GuestEnding> {
    const kind: MachineKind = {
      name: 'the shell guest',
      wires: { console: [1, 2, 3], stdout: 4, stderr: 5, control: 6 },
      ...{ bootMilliseconds: 10_000, graceMilliseconds: 300, endMilliseconds: 10_000 },
      ...times,
      start: () =>
        spawn('sh', ['-c', this.#script], {
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        }),
    };
    const stdout = {
      write: (chunk: Buffer) => {
        this.stdout += chunk.toString();
      },
    };
    const up = (): void => {
      this.before = this.stdout;
    };
    return runInMachine(kind, COMMAND, { stdout, stderr: { write: () => undefined }, up }, (listener) => {
      this.listener = listener;
    });
  }

  async failure(times: Partial<MachineKind> = {}): Promise<CommandError> {
    try {
      assert.fail(`it ended: ${JSON.stringify(await this.run(times))}`);
    } catch (thrown) {
      assert.ok(thrown instanceof CommandError, String(thrown));
      return thrown;
    }
  }
}

function death(ending: GuestEnding): Extract<GuestEnding, { kind: 'kernel-died' }>['death'] {
  assert.equal(ending.kind, 'kernel-died', JSON.stringify(ending));
  return ending.death;
}

const BOOT = 'echo booted >&6; echo up >&6;';

describe('a guest', () => {
  it('gives the exit code and the output of its command', async () => {
    const guest = new ShellGuest(`${BOOT} sleep 0.2; echo hello >&4; echo exit 7 >&6`);
    assert.deepEqual(await guest.run(), { kind: 'exit', code: 7 });
    assert.equal(guest.stdout, 'hello\n');
    assert.equal(guest.before, '', 'it says when it is up');
  });

  it('whose exit code is none is broken, never passed', async () => {
    for (const said of ['exit', 'exit ', 'exit x', 'exit -1', 'exit 1e2', 'exit 0x0', 'exit 1000']) {
      const { exitCode, message } = await new ShellGuest(`${BOOT} echo '${said}' >&6`).failure();
      assert.equal(exitCode, 2, said);
      assert.match(message, /^the shell guest gave no exit code but 'exit/, said);
    }
    const torn = await new ShellGuest(`${BOOT} printf 'exi' >&6; exit 3`).failure();
    assert.equal(torn.exitCode, 2);
  });

  it('that refuses a module has tested nothing', async () => {
    const { exitCode, message } = await new ShellGuest(
      "echo booted >&6; echo 'refusal cannot load x' >&6; echo exit 4 >&6",
    ).failure();
    assert.equal(exitCode, 4);
    assert.equal(message, 'cannot load x');
  });

  it('that does not boot is broken, and says what its console said last', async () => {
    const dead = await new ShellGuest('printf "one\\n\\033[31mtwo\\033[0m\\a\\n"; exit 1').failure();
    assert.deepEqual([dead.exitCode, dead.message], [2, 'the shell guest did not boot; its console ends: one | two?']);
    const slow = await new ShellGuest('sleep 60').failure({ bootMilliseconds: 100 });
    assert.deepEqual([slow.exitCode, /did not boot within 0.1 s/.test(slow.message)], [2, true]);
  });

  it('whose kernel panics has found something: the panic, and all from its cause on', async () => {
    const lines = [
      'fine',
      '[ 1.0] BUG: kernel NULL pointer dereference, address: 0',
      '[ 1.1] RIP: driver',
      '[ 1.2] Kernel panic - not syncing: Fatal exception in interrupt',
      '[ 1.3] ---[ end',
    ];
    const script = `${BOOT} echo 'results the-run' >&6; sleep 0.1; ${lines.map((line) => `echo '${line}' >&3`).join(';')}; exit 134`;
    const { kind, line, report, console, results } = death(await new ShellGuest(script).run());
    assert.deepEqual([kind, line], ['panic', 'Kernel panic - not syncing: Fatal exception in interrupt']);
    assert.deepEqual(report, lines.slice(1));
    assert.deepEqual(console, lines);
    assert.equal(results, 'the-run');
  });

  it('whose kernel panics while a module is loaded has found something', async () => {
    const script = "echo booted >&6; sleep 0.1; echo 'Kernel panic - not syncing: init' >&3; exit 1";
    assert.equal(death(await new ShellGuest(script).run()).kind, 'panic');
  });

  it('that resets itself has found something', async () => {
    assert.equal(death(await new ShellGuest(`${BOOT} exit 0`).run()).kind, 'reset');
    assert.equal(death(await new ShellGuest(`${BOOT} ${BOOT} sleep 60`).run()).kind, 'reset');
  });

  it('that stands still has found something, after the stall timeout and a grace', async () => {
    const ending = death(await new ShellGuest(`${BOOT} sleep 60`).run());
    assert.equal(ending.kind, 'standstill');
    assert.ok(ending.silentMilliseconds >= 500, String(ending.silentMilliseconds));
  });

  it('that is alive may take as long as it likes', async () => {
    const beats = 'for beat in 1 2 3 4 5 6 7 8 9 10; do echo alive >&6; sleep 0.1; done';
    assert.deepEqual(await new ShellGuest(`${BOOT} ${beats}; echo exit 0 >&6`).run(), { kind: 'exit', code: 0 });
  });

  it('that is stopped keeps nobody waiting', async () => {
    const stop = '(sleep 1.5; kill -CONT $$) & kill -STOP $$';
    assert.deepEqual(await new ShellGuest(`${BOOT} ${stop}; echo exit 0 >&6`).run(), { kind: 'exit', code: 0 });
  });

  it('whose emulator is killed says nothing about its kernel', async () => {
    const { exitCode, message } = await new ShellGuest(`${BOOT} kill -KILL $$`).failure();
    assert.equal(exitCode, 2);
    assert.match(message, /emulator ended \(SIGKILL\), which says nothing about the kernel/);
  });
});

describe('a signal', () => {
  it('while the guest boots ends it at once', async () => {
    const guest = new ShellGuest('sleep 60');
    const ending = guest.run();
    guest.listener?.first();
    assert.deepEqual(await ending, { kind: 'exit', code: 130 });
  });

  it('while the command runs ends it in order, by a word on the wire', async () => {
    const guest = new ShellGuest(`${BOOT} echo ready >&4; read word <&6; echo "$word" >&4; echo exit 1 >&6`);
    const ending = guest.run({ graceMilliseconds: 60_000 });
    while (guest.stdout === '') await new Promise((resolve) => setTimeout(resolve, 10));
    guest.listener?.first();
    assert.deepEqual(await ending, { kind: 'exit', code: 1 });
    assert.equal(guest.stdout, 'ready\nTERM\n');
  });

  it('by which the command dies is an interruption', async () => {
    const guest = new ShellGuest(`${BOOT} echo ready >&4; read word <&6; echo exit 143 >&6`);
    const ending = guest.run({ graceMilliseconds: 60_000 });
    while (guest.stdout === '') await new Promise((resolve) => setTimeout(resolve, 10));
    guest.listener?.first();
    assert.deepEqual(await ending, { kind: 'exit', code: 130 });
  });

  it('that is not followed ends the guest after a while, and a second one at once', async () => {
    for (const [endMilliseconds, second] of [
      [200, false],
      [60_000, true],
    ] as const) {
      const guest = new ShellGuest(`${BOOT} echo ready >&4; sleep 60`);
      const ending = guest.run({ graceMilliseconds: 60_000, endMilliseconds });
      while (guest.stdout === '') await new Promise((resolve) => setTimeout(resolve, 10));
      guest.listener?.first();
      if (second) guest.listener?.further();
      assert.deepEqual(await ending, { kind: 'exit', code: 130 });
    }
  });
});
