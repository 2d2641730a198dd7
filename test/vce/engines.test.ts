/** What an engine of ours sees of a driver that has many requests at a time, and does wrong what it was told to. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { EngineChoice } from '#dist/afalg/engine-choice.js';
import { readFindings } from '../faults/found-faults.js';
import { Results, runCli, type Ended } from '../helpers/cli.js';
import { Engine } from '../helpers/vce.js';

const CHOICES: readonly EngineChoice[] = [
  { name: 'sync', depth: 1 },
  { name: 'uring', depth: 1 },
  { name: 'uring', depth: 8 },
  { name: 'aio', depth: 8 },
];

async function stress(results: Results, { name, depth }: EngineChoice, ...args: readonly string[]): Promise<Ended> {
  return runCli([
    ...['run', '--guest', 'none', '--algorithm', 'cbc-aes-vce', '--seed', '0x5eed', '--results', results.path],
    ...['--engine', name, '--depth', String(depth), '--stall-timeout', '2s', ...args],
  ]);
}

/** Of each finding, what the engine's fault log calls its request. */
function tagsOf(run: string, verdict: string): readonly string[] {
  return readFindings(run)
    .filter((finding) => finding.verdict === verdict)
    .map(({ directory }) => readFileSync(join(run, directory, 'finding.json'), 'utf8'))
    .map((text) => /"iv": "([0-9a-f]{16})/.exec(text)?.[1] ?? '')
    .sort();
}

for (const choice of CHOICES) {
  describe(`${choice.name} with ${String(choice.depth)} in flight`, () => {
    for (const [arm, verdict] of [
      ['flip=50;seed=1', 'wrong'],
      ['truncate=50;seed=2', 'wrong'],
      ['stale=50;seed=3', 'wrong'],
      ['overrun=50;seed=4', 'overrun'],
      ['eio=50;seed=5;profile=plain', 'refused'],
      ['positive=50;seed=6;profile=plain', 'length'],
    ] as const) {
      it(`finds each request that went wrong, and no other: ${arm}`, async () => {
        using engine = new Engine();
        using results = new Results();
        engine.arm(arm);
        const { code, stdout, stderr } = await stress(results, choice, '--workers', '2', '--ops', '2000');
        assert.equal(code, 1, stdout + stderr);
        const injected = engine.faults().map(({ tag }) => tag);
        assert.ok(injected.length > 10);
        assert.deepEqual(tagsOf(results.run(), verdict), [...injected].sort());
        engine.assertConsistent();
      });
    }

    it('goes on in pieces, each with the IV of the one before', async () => {
      using engine = new Engine('lanes=4');
      using results = new Results();
      const { code, stdout } = await stress(results, choice, '--workers', '2', '--ops', '2000', '--chunks', '3');
      assert.equal(code, 0, stdout);
      engine.assertConsistent();
    });

    it('reports a completion that never comes, in its operation', async () => {
      using engine = new Engine();
      using results = new Results();
      engine.arm('lost=1;skip=700;limit=1');
      const { code, stdout } = await stress(results, choice, '--workers', '1', '--ops', '3000');
      assert.equal(code, 1, stdout);
      const [finding, ...others] = readFindings(results.run());
      assert.deepEqual([finding?.verdict, others.length, finding?.operations.length], ['hung', 0, 1]);
      assert.equal(engine.counter('lost_now'), 1);
      const text = readFileSync(join(results.run(), finding?.directory ?? '', 'finding.json'), 'utf8');
      // A thread inside a request cannot be ended, whoever tries.
      assert.match(text, choice.name === 'sync' ? /"state": "D/ : /"state": "S/);
      engine.write('release', 5);
      await engine.quiet();
    });
  });
}

describe('a queue that is shorter than what is in flight', () => {
  for (const name of ['uring', 'aio'] as const) {
    it(`loses nothing under ${name}, and is counted apart`, async () => {
      using engine = new Engine('qlen=16');
      using results = new Results();
      const { code, stdout } = await stress(results, { name, depth: 64 }, '--workers', '2', '--ops', '5000');
      assert.equal(code, 0, stdout);
      const refused = engine.counter('enospc');
      assert.ok(refused > 0);
      assert.match(
        stdout,
        new RegExp(`in flight +64 per worker \\(${name}\\); the driver's queue was full [\\d ]+ times`),
      );
      assert.equal(engine.counter('completed'), 5000);
      assert.deepEqual(results.json('summary.json')['submission'], { engine: name, depth: 64, queueFull: refused });
      assert.equal(readFindings(results.run()).length, 0);
      engine.assertConsistent();
    });
  }
});
