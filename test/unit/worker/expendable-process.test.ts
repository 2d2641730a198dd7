import assert from 'node:assert/strict';
import { existsSync, readlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ExpendableProcess, type Reply } from '#dist/worker/expendable-process.js';

const MAIN = fileURLToPath(new URL('../../helpers/expendable-main.js', import.meta.url));

interface Said {
  readonly what: string;
  readonly pid?: number;
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'what' in value;
}

async function ask(process: ExpendableProcess<Said>, what: string, milliseconds = 20_000): Promise<Reply<number>> {
  return process.ask<number>({ what }, milliseconds, (message) =>
    message.what === 'alive' ? { kind: 'alive', milliseconds: 20_000 } : { kind: 'answer', value: message.pid ?? 0 },
  );
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; existsSync(`/proc/${String(pid)}`) && tries < 100; tries += 1) await sleep(20);
  return !existsSync(`/proc/${String(pid)}`);
}

describe('a process that may get stuck', () => {
  it('answers, and goes on to the next question', async () => {
    using expendable = new ExpendableProcess<Said>(MAIN, isSaid);
    const [first, second] = [await ask(expendable, 'one'), await ask(expendable, 'live')];
    assert.ok(first.kind === 'answer' && second.kind === 'answer');
    assert.equal(first.value, second.value);
  });

  it('is replaced when it does not answer in time, and is killed', async () => {
    using expendable = new ExpendableProcess<Said>(MAIN, isSaid);
    const first = await ask(expendable, 'one');
    assert.deepEqual(await ask(expendable, 'hang', 300), { kind: 'hung', milliseconds: 300 });
    assert.ok(first.kind === 'answer' && (await isGone(first.value)));
    const next = await ask(expendable, 'two');
    assert.ok(next.kind === 'answer' && next.value !== first.value);
  });

  it('is replaced when it dies, which is told', async () => {
    using expendable = new ExpendableProcess<Said>(MAIN, isSaid);
    assert.deepEqual(await ask(expendable, 'die'), { kind: 'died', how: 'signal SIGKILL' });
    assert.equal((await ask(expendable, 'one')).kind, 'answer');
  });

  it('holds neither our stdout nor our stderr open: stuck, it would keep whoever reads them waiting', async () => {
    using expendable = new ExpendableProcess<Said>(MAIN, isSaid);
    const reply = await ask(expendable, 'one');
    assert.ok(reply.kind === 'answer');
    const target = (pid: string, file: number): string => readlinkSync(`/proc/${pid}/fd/${String(file)}`);
    assert.equal(target(String(reply.value), 1), '/dev/null');
    assert.notEqual(target(String(reply.value), 2), target('self', 2));
  });

  it('goes with its scope', async () => {
    let pid = 0;
    {
      using expendable = new ExpendableProcess<Said>(MAIN, isSaid);
      const reply = await ask(expendable, 'one');
      if (reply.kind === 'answer') pid = reply.value;
    }
    assert.ok(pid > 0 && (await isGone(pid)));
  });
});
