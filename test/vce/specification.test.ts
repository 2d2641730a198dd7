import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { Tfm } from '#dist/afalg/tfm.js';
import { Engine } from '../helpers/vce.js';
import { isHit, type Schedule } from '../helpers/vce-schedule.js';
import { isRight, KEY, request } from '../helpers/vce-requests.js';

function lastKernelMessage(): string {
  const { stdout } = spawnSync('dmesg', [], { encoding: 'utf8' });
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** Indices of the requests, of `count` of the given lengths, that did not go right. */
function failures(engine: Engine, specification: string, count: number, lengths: readonly number[]): number[] {
  using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
  tfm.setKey(KEY);
  const op = tfm.accept();
  engine.arm(specification);
  const indices = [...Array(count).keys()];
  return indices.filter((index) => !isRight(request(op, index, lengths[index % lengths.length] ?? 0)));
}

describe('a fault specification', () => {
  const impossible = [
    ['flip', 'flip'],
    ['flip=0', 'flip=0'],
    ['flip=3/2', 'flip=3/2'],
    ['flip=1/x', 'flip=1/x'],
    ['flip=1;flip=2', 'flip=2'],
    ['flap=1', 'flap=1'],
    ['none=1', 'none=1'],
    ['flip=1;seed=1;seed=2', 'seed=2'],
    ['flip=1;op=sideways', 'op=sideways'],
    ['flip=1;path=somewhere', 'path=somewhere'],
    ['flip=1;profile=fast', 'profile=fast'],
    ['flip=1;errno=0', 'errno=0'],
    ['eio=1;errno=4096', 'errno=4096'],
    ['flip=1;min_len=64;max_len=63', 'max_len=63'],
    ['flip=1;bit=512;max_len=64', 'bit=512'],
    ['flip=1;bit=256;op=final', 'bit=256'],
    ['flip=1;op=update', 'flip'],
    ['ivwb=1;op=hash', 'ivwb'],
    ['flip=1;', ''],
    ['seed=1', 'no fault is named'],
  ] as const;

  it('that is impossible is refused, and the kernel log names the token', () => {
    using engine = new Engine();
    engine.arm('flip=1');
    for (const [specification, token] of impossible) {
      assert.throws(
        () => {
          engine.arm(specification);
        },
        { code: 'EINVAL' },
        specification,
      );
      const message = lastKernelMessage();
      assert.ok(message.includes('vce: arm: ') && message.includes(token), `${specification}: ${message}`);
      assert.match(engine.read('arm'), /^flip=1\/1;/, 'the one before stays');
    }
  });

  it('is read as it means, and means the same when it is written back', () => {
    using engine = new Engine();
    assert.equal(engine.read('arm'), 'off');
    engine.arm('flip=1/50;eio=7;op=encrypt;min_len=2048;seed=0x10;skip=50;limit=3;bit=9');
    const full = engine.read('arm');
    assert.equal(
      full,
      'eio=1/7;flip=1/50;op=encrypt;path=any;profile=caam;min_len=2048;max_len=4294967295;seed=16;skip=50;limit=3;' +
        'errno=22;status=1073746448;bytes=16;delay_us=50000;wedge=0;bit=9',
    );
    engine.arm(full);
    assert.equal(engine.read('arm'), full);
    engine.arm('off');
    assert.equal(engine.read('arm'), 'off');
  });

  it('is not accepted while the module loads', () => {
    const { status } = spawnSync('insmod', [process.env['AFALG_VCE_MODULE'] ?? '', 'arm=flip=1']);
    assert.notEqual(status, 0);
    assert.match(lastKernelMessage(), /not while the module loads|invalid for parameter/);
  });

  for (const [n, every] of [
    [1, 1],
    [1, 7],
    [3, 10],
    [4, 6],
  ] as const) {
    it(`hits ${String(n)} in ${String(every)}, the ones that the formula says`, () => {
      using engine = new Engine();
      const schedule: Schedule = { fault: 'flip', n, every, seed: 0x123456789abcdef0n, skip: 5 };
      const count = 5 + every * 17;
      const hit = failures(engine, `flip=${String(n)}/${String(every)};seed=0x123456789abcdef0;skip=5`, count, [64]);
      assert.deepEqual(
        hit,
        [...Array(count).keys()].filter((index) => isHit(schedule, index)),
      );
      assert.equal(hit.length, n * 17);
      engine.assertConsistent();
    });
  }

  it('counts only the requests that its filter lets through', () => {
    using engine = new Engine();
    const schedule: Schedule = { fault: 'flip', n: 1, every: 5, seed: 3n, skip: 0 };
    const hit = failures(engine, 'flip=1/5;seed=3;min_len=100;max_len=200;op=encrypt', 120, [64, 128, 208]);
    const expected = [...Array(40).keys()].filter((index) => isHit(schedule, index)).map((index) => index * 3 + 1);
    assert.deepEqual(hit, expected);
    assert.equal(hit.length, 8);
    assert.deepEqual(failures(engine, 'flip=1;op=decrypt', 20, [64]), []);
    assert.deepEqual(failures(engine, 'flip=1;path=direct', 20, [64]), []);
    assert.equal(failures(engine, 'flip=1;path=backlog', 20, [64]).length, 20);
    engine.assertConsistent();
  });

  it('begins anew with reset, and stops at its limit', () => {
    using engine = new Engine();
    const first = failures(engine, 'flip=1/9;limit=4;seed=11', 100, [64]);
    assert.equal(first.length, 4);
    const log = engine.faults();
    engine.write('reset', 1);
    assert.equal(engine.counter('submitted'), 0);
    assert.deepEqual(engine.faults(), []);
    assert.deepEqual(failures(engine, engine.read('arm'), 100, [64]), first);
    assert.deepEqual(engine.faults(), log);
    engine.assertConsistent();
  });

  it('gives a request one fault at most, the first in the order of the table', () => {
    using engine = new Engine();
    assert.equal(failures(engine, 'flip=1;eio=1/2;seed=5', 20, [64]).length, 20);
    assert.equal(engine.counter('injected_eio'), 10);
    assert.equal(engine.counter('injected_flip'), 10);
    assert.equal(engine.counter('not_applicable_flip'), 10);
    engine.assertConsistent();
  });
});
