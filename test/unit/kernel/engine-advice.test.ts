import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { syscallFailure } from '#dist/afalg/syscall-failure.js';
import {
  adviseOnEngine,
  isEngineFailure,
  tooFewFiles,
  whyAbsent,
  type EngineFacts,
} from '#dist/kernel/engine-advice.js';

const LIMITS = [
  'Limit                     Soft Limit           Hard Limit           Units     ',
  'Max open files            1024                 1048576              files     ',
  'Max locked memory         65536                65536                bytes     ',
].join('\n');
const FACTS: EngineFacts = { uringDisabled: '', limits: LIMITS, aioMaxNr: '65536' };
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
