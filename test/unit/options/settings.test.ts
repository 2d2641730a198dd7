import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CIPHERS } from '#dist/plan/skcipher/cipher.js';
import { optionsOf } from '#dist/options/command-table.js';
import { specOf, type OptionTexts, type OptionName } from '#dist/options/table/option-table.js';
import { resolveRunSettings, type RunSettings } from '#dist/options/settings.js';
import { UsageError } from '#dist/options/usage-error.js';
import { MODES } from '../../helpers/workloads.js';

const resolve = (texts: OptionTexts = {}): RunSettings => resolveRunSettings(texts, 7n);

/** One or more texts that each option must refuse; flags cannot be wrong. A new option must be added here. */
const BAD: Readonly<Partial<Record<OptionName, readonly string[]>>> = {
  algorithm: ['xts(aes)', 'authenc(hmac(sha1),cbc(aes))', 'cbc', '', ' '],
  'key-size': ['128', '15', '0', 'sixteen'],
  'min-length': ['0', '-16', '513', 'x', '8K', '1.5K'],
  'max-length': ['0', '-16', '4095', '8191', '1G'],
  vary: ['ops', 'Op', 'none'],
  chunks: ['0', '-1', '4097', 'two'],
  direction: ['both', 'Encrypt'],
  mix: ['single', 'nonsense', 'single=0', 'single=1,single=2', ''],
  'receive-at': ['Page', 'start', ''],
  seed: ['-1', '0x1ffffffffffffffff', 'abc', ''],
  workers: ['0', '-1', '1.5', '1025', 'many'],
  engine: ['', 'Sync', 'io_uring', 'kernel'],
  depth: ['0', '2', '257', '-1', 'deep'],
  active: ['0', '5', '-2s', 'soon'],
  pause: ['5', '-1ms', 'none'],
  duration: ['60', '1w', 'forever', '-1s'],
  ops: ['0', '1e6', '-5', 'all'],
  'max-findings': ['0', 'none', '1.0'],
  'stall-timeout': ['0', '999ms', '10'],
  'stress-ng': ['', ' '],
  'require-driver': [''],
  guest: ['qemux', 'UML', 'yes'],
  'guest-kernel': ['', ' '],
  'guest-module': ['', ' ', 'aes', ',a=b', 'vce,lanes', '/tmp/x.o,a=1'],
  results: ['', ' '],
  board: ['', '-x', 'a b', 'a/b', 'x'.repeat(65)],
  'log-level': ['trace', 'INFO', 'silent'],
  json: [],
  quiet: [],
};

describe('the settings of a run', () => {
  it('are these by default', () => {
    assert.deepEqual(resolve(), {
      algorithm: 'cbc(aes)',
      workload: {
        seed: 7n,
        family: 'skcipher',
        mode: 'cbc',
        keySize: 16,
        minLength: 512,
        maxLength: 4096,
        vary: 'op',
        direction: 'mixed',
        chunks: 1,
        receiveAt: 'any',
      },
      workers: 10,
      engine: { name: 'sync', depth: 1 },
      activeMilliseconds: 2000,
      pauseMilliseconds: 5,
      durationMilliseconds: 0,
      operations: null,
      repeat: null,
      maxFindings: null,
      stallMilliseconds: 10_000,
      stressNg: null,
      requireDriver: null,
      guest: 'auto',
      guestKernel: '6.1',
      guestModules: [],
      results: 'results',
      board: null,
      logLevel: 'info',
      json: false,
      quiet: false,
    });
  });

  it('give an emulated board more time before it hangs, unless that was asked for', () => {
    assert.equal(resolve({ guest: 'sabrelite' }).stallMilliseconds, 120_000);
    assert.equal(resolve({ guest: 'sabrelite', 'stall-timeout': '10s' }).stallMilliseconds, 10_000);
    assert.equal(resolve({ guest: 'qemu' }).stallMilliseconds, 10_000);
  });

  it('are what was asked for', () => {
    const settings = resolve({
      algorithm: 'ctr-aes-caam',
      'key-size': '32',
      'min-length': '1',
      'max-length': '64K',
      vary: 'burst',
      direction: 'decrypt',
      chunks: '5',
      'receive-at': 'page',
      seed: '0x5eed',
      workers: '3',
      engine: 'aio',
      depth: '64',
      active: '500ms',
      pause: '0',
      duration: '12h',
      ops: '1000000',
      'max-findings': '5',
      'stall-timeout': '1m',
      'stress-ng': '--vm 4 --vm-bytes 50M',
      'require-driver': 'ctr-aes-caam',
      guest: 'none',
      'guest-module': ['vce,lanes=2'],
      results: '/tmp/x',
      board: 'imx6q-07',
      'log-level': 'debug',
      json: true,
      quiet: true,
    });
    assert.deepEqual(settings, {
      algorithm: 'ctr-aes-caam',
      workload: {
        seed: 0x5eedn,
        family: 'skcipher',
        mode: 'ctr',
        keySize: 32,
        minLength: 1,
        maxLength: 65_536,
        vary: 'burst',
        direction: 'decrypt',
        chunks: 5,
        receiveAt: 'page',
      },
      workers: 3,
      engine: { name: 'aio', depth: 64 },
      activeMilliseconds: 500,
      pauseMilliseconds: 0,
      durationMilliseconds: 43_200_000,
      operations: 1_000_000,
      repeat: null,
      maxFindings: 5,
      stallMilliseconds: 60_000,
      stressNg: '--vm 4 --vm-bytes 50M',
      requireDriver: 'ctr-aes-caam',
      guest: 'none',
      guestKernel: '6.1',
      guestModules: [{ module: 'vce', parameters: ['lanes=2'] }],
      results: '/tmp/x',
      board: 'imx6q-07',
      logLevel: 'debug',
      json: true,
      quiet: true,
    });
  });

  it('have more than one operation in flight only with an engine that can', () => {
    assert.throws(() => resolve({ depth: '2' }), {
      name: 'UsageError',
      message: /^--depth '2': the engine sync has one/,
    });
    assert.deepEqual(resolve({ engine: 'uring', depth: '256' }).engine, { name: 'uring', depth: 256 });
  });

  it('take every choice that the table offers', () => {
    for (const { name } of optionsOf('run')) {
      for (const choice of specOf(name).choices ?? []) assert.doesNotThrow(() => resolve({ [name]: choice }), choice);
    }
  });

  it('prefer the seed that was given to the one that was drawn', () => {
    assert.equal(resolve({ seed: '0' }).workload.seed, 0n);
    assert.equal(resolve().workload.seed, 7n);
  });
});

describe('a bad value', () => {
  for (const { name } of optionsOf('run')) {
    const bad = BAD[name] ?? assert.fail(`--${name}: nothing that it refuses`);
    if (bad.length === 0) continue;
    it(`of --${name} is a usage error that names the option`, () => {
      for (const text of BAD[name] ?? []) {
        assert.throws(
          () => resolve({ [name]: text }),
          (thrown) => thrown instanceof UsageError && thrown.message.startsWith(`--${name} `),
          JSON.stringify(text),
        );
      }
    });
  }

  it('is told in one line', () => {
    for (const { name } of optionsOf('run')) {
      for (const text of BAD[name] ?? []) {
        assert.throws(
          () => resolve({ [name]: text }),
          (thrown) => thrown instanceof UsageError && !thrown.message.includes('\n'),
        );
      }
    }
  });
});

describe('lengths', () => {
  const lengths = (algorithm: string, min: number, max: number): RunSettings =>
    resolve({ algorithm, 'min-length': String(min), 'max-length': String(max) });

  it('must be multiples of the block size where the mode has blocks', () => {
    assert.throws(() => lengths('cbc(aes)', 17, 32), {
      name: 'UsageError',
      message: "--min-length '17': cbc(aes) needs a multiple of 16 bytes",
    });
    assert.throws(() => lengths('ecb-aes-caam', 16, 33), {
      name: 'UsageError',
      message: "--max-length '33': ecb(aes) needs a multiple of 16 bytes",
    });
  });

  it('may be odd in CTR', () => {
    const { workload } = lengths('ctr(aes)', 1, 4095);
    assert.deepEqual([workload.minLength, workload.maxLength], [1, 4095]);
  });

  it('must not be the wrong way round', () => {
    assert.throws(() => lengths('cbc(aes)', 64, 48), {
      name: 'UsageError',
      message: "--min-length '64': more than --max-length 48",
    });
    assert.throws(() => resolve({ 'max-length': '256' }), {
      name: 'UsageError',
      message: "--min-length '512': more than --max-length 256",
    });
    assert.doesNotThrow(() => lengths('cbc(aes)', 64, 64));
  });

  it('are accepted exactly when they fit the mode and each other', () => {
    const length = fc.integer({ min: 1, max: 2000 });
    const whole = length.map((steps) => steps * 16);
    const either = fc.oneof(length, whole);
    fc.assert(
      fc.property(fc.constantFrom(...MODES), either, either, (mode, min, max) => {
        const step = CIPHERS[mode].lengthStep;
        const valid = min % step === 0 && max % step === 0 && min <= max;
        const attempt = (): RunSettings => lengths(`${mode}(aes)`, min, max);
        if (valid) assert.equal(attempt().workload.maxLength, max);
        else assert.throws(attempt, UsageError);
      }),
      { numRuns: 300 },
    );
  });
});
