import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { syscallFailure } from '#dist/afalg/syscall-failure.js';
import {
  adviseOnEngine,
  isEngineFailure,
  tooFewFiles,
  tooLittleMemory,
  whyAbsent,
  type EngineFacts,
} from '#dist/kernel/engine-advice.js';

const LIMITS = [
  'Limit                     Soft Limit           Hard Limit           Units     ',
  'Max open files            1024                 1048576              files     ',
  'Max locked memory         65536                65536                bytes     ',
].join('\n');
const MEMORY = 'MemTotal:        2048000 kB\nMemAvailable:    1024000 kB\n';
const FACTS: EngineFacts = { uringDisabled: '', limits: LIMITS, aioMaxNr: '65536', memory: MEMORY };
const [EPERM, EAGAIN, ENOMEM, ENOSYS] = [1, 11, 12, 38];

describe('an engine that is not to be had', () => {
  it('is one that the kernel does not have, or that somebody forbids', () => {
    const why = (errno: number, facts = FACTS): string | null =>
      whyAbsent(syscallFailure('io_uring_setup', errno), facts);
    assert.match(why(ENOSYS) ?? '', /ENOSYS: this kernel does not have it/);
    assert.match(why(EPERM) ?? '', /EPERM: something forbids it/);
    assert.match(why(EPERM, { ...FACTS, uringDisabled: '2' }) ?? '', /EPERM: kernel.io_uring_disabled is 2/);
    assert.equal(why(ENOMEM), null);
  });
});

describe('an engine for which a limit is too low', () => {
  it('names the limit and the remedy', () => {
    const uring = { name: 'uring', depth: 64 } as const;
    assert.match(
      adviseOnEngine(syscallFailure('io_uring_register', ENOMEM), uring, 10, FACTS),
      /^--engine uring: io_uring_register failed with ENOMEM: 10 workers .*RLIMIT_MEMLOCK allows \(65536 bytes\)/,
    );
    assert.match(
      adviseOnEngine(syscallFailure('io_setup', EAGAIN), { name: 'aio', depth: 256 }, 300, FACTS),
      /300 workers with --depth 256 need more requests than fs.aio-max-nr \(65536\) leaves/,
    );
  });

  it('says what is true where no limit is the cause', () => {
    const unlimited = { ...FACTS, limits: LIMITS.replace(/65536 +65536/, 'unlimited            unlimited') };
    const advice = adviseOnEngine(
      syscallFailure('io_uring_setup', ENOMEM),
      { name: 'uring', depth: 64 },
      10,
      unlimited,
    );
    assert.match(advice, /ENOMEM: there is no memory for 10 workers with --depth 64: free some/);
    const aio = adviseOnEngine(syscallFailure('io_setup', ENOMEM), { name: 'aio', depth: 64 }, 10, FACTS);
    assert.doesNotMatch(aio, /RLIMIT_MEMLOCK/);
  });

  it('can be the memory that results are received into', () => {
    const memory = (depth: number, bytes: number, facts = FACTS): string | null =>
      tooLittleMemory({ name: 'uring', depth }, 10, bytes, facts);
    assert.equal(memory(32, 8192), null);
    const wanted = /--depth '64': 10 workers receive into 10240 MiB, and only 1000 are available: use less --depth/;
    assert.match(memory(64, 16 * 1024 * 1024) ?? '', wanted);
    assert.equal(memory(1, 2 ** 40), null, 'what runs today');
    assert.equal(memory(64, 2 ** 40, { ...FACTS, memory: '' }), null);
  });

  it('is told from a driver that cannot be bound', () => {
    assert.ok(isEngineFailure(syscallFailure('io_setup', EAGAIN)));
    assert.ok(!isEngineFailure(syscallFailure('bind', ENOMEM)));
  });

  it('needs a file for each operation in flight, and some more', () => {
    const files = (depth: number, workers: number): string | null =>
      tooFewFiles({ name: 'aio', depth }, workers, FACTS);
    assert.equal(files(64, 10), null);
    assert.match(files(256, 10) ?? '', /10 workers need up to 2784 open files, and RLIMIT_NOFILE allows 1024/);
    assert.equal(files(1, 1024), null, 'what runs today');
    assert.equal(tooFewFiles({ name: 'aio', depth: 256 }, 10, { ...FACTS, limits: '' }), null);
  });
});
