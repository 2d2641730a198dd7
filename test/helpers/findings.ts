import type { OperationBytes } from '#dist/forensics/damaged-operation.js';
import type {
  FailedOperation,
  HungFinding,
  KernelFinding,
  OperationFinding,
  SetupFinding,
} from '#dist/results/finding.js';

/** Findings of every kind, for whoever writes them down. Each buffer has bytes of its own. */
export const AT: FailedOperation = {
  family: 'skcipher',
  direction: 'encrypt',
  length: 32,
  offset: 4096,
  receiveOffset: 128,
  chunk: 32,
  id: '0x5eed:3:12:4711',
  worker: 3,
  burst: 12,
  operation: 4711,
  latencyMicroseconds: 250,
  time: 1_700_000_000_000,
};

export const BYTES: OperationBytes = {
  key: Buffer.alloc(16, 0x01),
  iv: Buffer.alloc(16, 0x02),
  input: Buffer.alloc(32, 0x03),
  expected: Buffer.alloc(32, 0x04),
  actual: Buffer.alloc(32, 0x05),
  guardBefore: Buffer.alloc(64, 0xa5),
  guardAfter: Buffer.alloc(64, 0xa6),
};

type Of<V extends OperationFinding['verdict']> = Extract<OperationFinding, { verdict: V }>;

export const WRONG: Of<'wrong'> = {
  verdict: 'wrong',
  at: AT,
  bytes: BYTES,
  mismatch: { firstByte: 4, lastByte: 19, differingBytes: 16, differingBits: 61 },
};
export const OVERRUN: Of<'overrun'> = {
  verdict: 'overrun',
  at: AT,
  bytes: BYTES,
  bytesBefore: 0,
  bytesAfter: 64,
  mismatch: null,
};
export const LENGTH: Of<'length'> = { verdict: 'length', at: AT, bytes: BYTES, syscall: 'recv', returned: 16 };
export const REFUSED: Of<'refused'> = {
  verdict: 'refused',
  at: AT,
  bytes: BYTES,
  failure: { syscall: 'sendmsg', errno: -22, code: 'EINVAL' },
};
export const BROKEN: Of<'broken'> = {
  verdict: 'broken',
  at: AT,
  bytes: BYTES,
  recomputed: Buffer.alloc(32, 0x06),
};
export const SETUP: SetupFinding = {
  verdict: 'refused',
  worker: 2,
  burst: 9,
  time: 1_700_000_000_000,
  failure: { syscall: 'accept', errno: -12, code: 'ENOMEM' },
};
export const HUNG: HungFinding = {
  verdict: 'hung',
  time: 1_700_000_000_000,
  afterMilliseconds: 10_040,
  operations: ['0x5eed:3:12:4711', '0x5eed:4:12:17'],
  threads: [
    {
      threadId: 101,
      worker: 3,
      name: 'worker',
      state: 'D (disk sleep)',
      wchan: 'crypto_wait_req',
      syscall: '',
      stack: '',
    },
    { threadId: 102, worker: 4, name: 'worker', state: 'D (disk sleep)', wchan: '', syscall: '', stack: '' },
    { threadId: 103, worker: 5, name: 'worker', state: 'S (sleeping)', wchan: '', syscall: '', stack: '' },
  ],
};
export const KERNEL: KernelFinding = {
  verdict: 'kernel',
  kind: 'engine',
  time: 1_700_000_000_000,
  lastTime: 1_700_000_009_000,
  afterMilliseconds: 4321,
  count: 3,
  countIsAtLeast: false,
  line: 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.',
  report: ['<3>[ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.'],
  operations: ['0x5eed:3:12:4711', '0x5eed:4:12:9'],
};
