import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { ALG_OP, POISON } from '#dist/afalg/layout.js';
import { failureOf } from '#dist/afalg/syscall-failure.js';
import { MSG, Tfm, type Op } from '#dist/afalg/tfm.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { defined } from '../helpers/defined.js';
import { Engine, type InjectedFault } from '../helpers/vce.js';
import { isRight, ivOf, KEY, request, type Request } from '../helpers/vce-requests.js';
import { valueOf } from '../helpers/vce-schedule.js';

const COUNT = 40;

/** Makes requests, and gives those that went wrong, each with the log entry of the same tag. */
function inject(engine: Engine, specification: string, length = 256): readonly (readonly [Request, InjectedFault])[] {
  using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
  tfm.setKey(KEY);
  const op = tfm.accept();
  engine.arm(specification);
  const requests = [...Array(COUNT).keys()].map((index) => request(op, index, length));
  const wrong = requests.filter((made) => !isRight(made));
  const entries = new Map(engine.faults().map((entry) => [entry.tag, entry]));
  assert.equal(entries.size, engine.faults().length);
  assert.deepEqual(
    [...entries.keys()],
    wrong.map(({ tag }) => tag),
  );
  engine.assertConsistent();
  return wrong.map((made) => [made, defined(entries.get(made.tag))]);
}

/** What `bytes` are, compared with what they should be. */
function equalBytes({ output, expected }: Request): number {
  let count = 0;
  while (count < output.length && output[count] === expected[count]) count += 1;
  return count;
}

function kernelLog(): string {
  return spawnSync('dmesg', [], { encoding: 'utf8' }).stdout;
}

describe('the faults of the virtual engine', () => {
  it('eio: an errno, and a part of the output', () => {
    using engine = new Engine();
    for (const [specification, code, detail] of [
      ['eio=1/4', 'EINVAL', 22],
      ['eio=1/4;profile=plain', 'EIO', 5],
      ['eio=1/4;errno=74', 'EBADMSG', 74],
    ] as const) {
      const injected = inject(engine, specification);
      assert.equal(injected.length, COUNT / 4);
      for (const [made, entry] of injected) {
        assert.equal(made.result, code);
        assert.deepEqual(entry, { seq: entry.seq, fault: 'eio', op: 'encrypt', length: 256, tag: made.tag, detail });
        const written = equalBytes(made);
        assert.ok(written % 16 === 0 && written < 256);
        assert.ok(made.output.subarray(written).every((byte) => byte === POISON));
      }
    }
  });

  it('eio: the line of the CAAM driver, in its profile only', () => {
    using engine = new Engine();
    const line = /caam_jr 2102000\.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command\. /g;
    const before = kernelLog().match(line)?.length ?? 0;
    inject(engine, 'eio=1/10;profile=plain');
    assert.equal(kernelLog().match(line)?.length ?? 0, before);
    inject(engine, 'eio=1/10');
    assert.equal(kernelLog().match(line)?.length, before + COUNT / 10);
  });

  it('positive: the raw status as a length', () => {
    using engine = new Engine();
    const injected = inject(engine, 'positive=1/5');
    assert.equal(injected.length, COUNT / 5);
    for (const [made, entry] of injected) {
      assert.equal(made.result, 0x40001210);
      assert.equal(entry.detail, 0x40001210);
      assert.ok(equalBytes(made) < 256);
    }
  });

  it('flip: one bit, which the schedule or the specification chooses', () => {
    using engine = new Engine();
    for (const [made, entry] of inject(engine, 'flip=1/4;seed=9')) {
      const bits = [...made.output].map((byte, index) => byte ^ (made.expected[index] ?? 0));
      const index = bits.findIndex((byte) => byte !== 0);
      assert.equal(bits.filter((byte) => byte !== 0).length, 1);
      assert.equal(index * 8 + Math.log2(bits[index] ?? 0), entry.detail);
      const schedule = { fault: 'flip', n: 1, every: 4, seed: 9n, skip: 0 };
      assert.equal(entry.detail, Number(valueOf(schedule, entry.seq) % (256n * 8n)));
    }
    for (const [made, entry] of inject(engine, 'flip=1/4;bit=77')) {
      assert.equal(entry.detail, 77);
      assert.equal(equalBytes(made), 9);
    }
  });

  it('truncate: from some block on nothing is written', () => {
    using engine = new Engine();
    const injected = inject(engine, 'truncate=1/2');
    for (const [made, entry] of injected) {
      assert.equal(equalBytes(made), entry.detail);
      assert.ok(entry.detail % 16 === 0 && entry.detail <= 240);
      assert.ok(made.output.subarray(entry.detail).every((byte) => byte === POISON));
    }
    assert.ok(new Set(injected.map(([, { detail }]) => detail)).size > 3);
  });

  it('stale: the output of a request before, once there was one', () => {
    using engine = new Engine();
    const injected = inject(engine, 'stale=1/2');
    assert.ok(injected.length >= COUNT / 2 - 1);
    const outputs = new Set(
      [...Array(COUNT).keys()].map((index) =>
        computeDirectly('cbc', 'encrypt', KEY, ivOf(index), Buffer.alloc(256, index)).toString('hex'),
      ),
    );
    for (const [made] of injected) assert.ok(outputs.has(made.output.toString('hex')));
  });

  it('overrun: bytes behind the end, unless that is the end of a page', () => {
    using engine = new Engine();
    const injected = inject(engine, 'overrun=1/4;bytes=5');
    assert.equal(injected.length, COUNT / 4);
    for (const [made, entry] of injected) {
      assert.equal(made.changedBehind, 5);
      assert.equal(entry.detail, 5);
      assert.deepEqual(made.output, made.expected);
    }
    assert.equal(inject(engine, 'overrun=1', 4096 - 16)[0]?.[1].detail, 16);
    assert.deepEqual(inject(engine, 'overrun=1', 4096), []);
  });

  it('ivwb: the next message without an IV goes wrong, not this one', () => {
    using engine = new Engine();
    using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
    tfm.setKey(KEY);
    const op = tfm.accept();
    engine.arm('ivwb=1;skip=1;limit=1');
    const output = Buffer.alloc(96);
    const operation = ALG_OP.encrypt;
    for (let offset = 0; offset < 96; offset += 32) {
      op.send(offset === 0 ? { operation, iv: ivOf(0) } : { operation }, [Buffer.alloc(32, 1)], 0);
      op.receive([output.subarray(offset, offset + 32)], MSG.DONTWAIT);
    }
    const expected = computeDirectly('cbc', 'encrypt', KEY, ivOf(0), Buffer.alloc(96, 1));
    assert.deepEqual(output.subarray(0, 64), expected.subarray(0, 64));
    assert.notDeepEqual(output.subarray(64), expected.subarray(64));
    assert.equal(engine.faults()[0]?.tag, expected.toString('hex', 16, 24), 'the IV of the second message');
    engine.assertConsistent();
  });

  it('iv-race: nothing happens where nobody races, and it says so', () => {
    using engine = new Engine();
    assert.deepEqual(inject(engine, 'iv-race=1'), []);
    assert.equal(engine.counter('not_applicable_iv-race'), COUNT);
  });

  it('slow: the right result, late', () => {
    using engine = new Engine();
    using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
    tfm.setKey(KEY);
    const op = tfm.accept();
    engine.arm('slow=1;limit=1;delay_us=30000');
    const start = performance.now();
    assert.ok(isRight(request(op, 0, 64)));
    assert.ok(performance.now() - start >= 30);
    assert.equal(engine.faults()[0]?.detail, 30_000);
    engine.assertConsistent();
  });

  it('spurious: an interrupt too many harms nobody', () => {
    using engine = new Engine('lanes=4');
    using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
    tfm.setKey(KEY);
    const op = tfm.accept();
    engine.arm('spurious=1/2');
    for (let index = 0; index < COUNT; index += 1) assert.ok(isRight(request(op, index, 64)));
    assert.equal(engine.counter('irq_raised'), COUNT * 1.5);
    assert.equal(engine.faults().length, COUNT / 2);
    engine.assertConsistent();
  });

  it('hashes have them, too', () => {
    using engine = new Engine();
    using tfm = Tfm.open('hash', 'sha256-vce');
    const op = tfm.accept();
    for (const fault of ['flip', 'truncate', 'stale', 'eio'] as const) {
      // algif_hash makes an update and a final of each message (hash_sendmsg of Linux 6.1).
      engine.arm(`${fault}=1/3;skip=3;op=final`);
      const wrong = [...Array(30).keys()].filter((index) => !isDigestRight(op, index));
      assert.deepEqual(
        engine.faults().map(({ tag }) => Buffer.from(tag, 'hex').readUInt32BE(0)),
        wrong,
      );
      assert.equal(wrong.length, 9, fault);
      assert.ok(engine.faults().every(({ op, length }) => op === 'final' && length === 0));
      engine.assertConsistent();
    }
  });

  it('ecb has no IV: its tag is the data', () => {
    using engine = new Engine();
    using tfm = Tfm.open('skcipher', 'ecb-aes-vce');
    tfm.setKey(KEY);
    const op = tfm.accept();
    engine.arm('flip=1;op=decrypt');
    op.send({ operation: ALG_OP.decrypt }, [Buffer.from('0123456789abcdef')], 0);
    op.receive([Buffer.alloc(16)], MSG.DONTWAIT);
    assert.equal(engine.faults()[0]?.tag, Buffer.from('01234567').toString('hex'));
    engine.arm('ivwb=1');
    op.send({ operation: ALG_OP.decrypt }, [Buffer.from('0123456789abcdef')], 0);
    op.receive([Buffer.alloc(16)], MSG.DONTWAIT);
    assert.equal(engine.counter('drawn_ivwb'), 0);
    engine.assertConsistent();
  });

  it('the log has room for thousands, page by page', () => {
    using engine = new Engine('algs=cbc');
    using tfm = Tfm.open('skcipher', 'cbc-aes-vce');
    tfm.setKey(KEY);
    const op = tfm.accept();
    engine.arm('flip=1');
    const output = Buffer.alloc(16);
    for (let index = 0; index < 8192; index += 1) {
      op.send({ operation: ALG_OP.encrypt, iv: ivOf(index) }, [output], 0);
      op.receive([output], MSG.DONTWAIT);
    }
    const log = engine.faults();
    assert.deepEqual(
      log.map(({ seq }) => seq),
      [...Array(8192).keys()],
    );
    assert.equal(log[8191]?.tag, ivOf(8191).toString('hex', 0, 8));
    engine.assertConsistent();
  });
});

/** Whether the sha256 of a message that begins with its index comes out right. */
function isDigestRight(op: Op, index: number): boolean {
  const message = Buffer.alloc(100);
  message.writeUInt32BE(index);
  const digest = Buffer.alloc(32);
  try {
    op.send({}, [message], 0);
  } catch (thrown) {
    assert.equal(failureOf(thrown)?.code, 'EINVAL');
    return false;
  }
  op.receive([digest], 0);
  return digest.equals(createHash('sha256').update(message).digest());
}
