import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { drawBurst } from '#dist/plan/skcipher/draw-burst.js';
import type { Workload } from '#dist/plan/workload.js';
import { programSource } from '#dist/minimise/program-source.js';
import { cProgram, cProgramData, type ProgramAccount } from '#dist/report/c-program/c-program.js';
import { exchangeProgram } from '#dist/report/c-program/exchange-program.js';
import { skcipherProgramData } from '#dist/report/c-program/skcipher-program.js';
import { HASH_WORKLOAD } from '../../../helpers/hash-workloads.js';
import { DEFAULT_WORKLOAD } from '../../../helpers/workloads.js';
import { defined } from '../../../helpers/defined.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

const FAILED = { seed: DEFAULT_WORKLOAD.seed, worker: 0, burst: 1, operation: 17 };

const ACCOUNT: ProgramAccount = {
  algorithm: 'cbc(aes)',
  verdict: 'wrong',
  workload: DEFAULT_WORKLOAD,
  failed: FAILED,
  workers: 1,
  stressNg: null,
  operations: 500,
  text: 'encrypt of 2048 bytes: one bit is wrong',
  seenOn: 'Linux 6.1.0 armv7l',
  rate: '1 in 50',
};

function programOf(workload: Workload, account: Partial<ProgramAccount> = {}): string {
  return cProgram({ ...ACCOUNT, workload, ...account }, programSource);
}

/** What the compiler says: nothing, if the program is as it must be. */
function compile(source: string, ...more: readonly string[]): string {
  using directory = new TemporaryDirectory();
  writeFileSync(directory.join('minimal.c'), source);
  const args = ['-std=c11', '-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-pedantic', '-Werror', ...more];
  const { stderr, error } = spawnSync('cc', [...args, '-o', directory.join('minimal'), directory.join('minimal.c')], {
    encoding: 'utf8',
  });
  return error === undefined ? stderr : error.message;
}

describe('the C program', () => {
  const workloads: readonly (readonly [string, Workload, Partial<ProgramAccount>])[] = [
    ['cbc', { ...DEFAULT_WORKLOAD, minLength: 2048, maxLength: 2048, receiveAt: 'page' }, {}],
    ['ecb, ten processes', { ...DEFAULT_WORKLOAD, mode: 'ecb', keySize: 32 }, { workers: 10, algorithm: 'ecb(aes)' }],
    ['ctr in pieces', { ...DEFAULT_WORKLOAD, mode: 'ctr', minLength: 1003, maxLength: 1003, chunks: 3 }, {}],
    ['a hash in parts', { ...HASH_WORKLOAD, maxLength: 512, mix: { streamed: 1, twice: 1 } }, { algorithm: 'sha256' }],
    ['a cloned hmac', { ...HASH_WORKLOAD, hash: 'hmac(md5)', maxLength: 300, mix: { cloned: 1 } }, {}],
    ['one block', { ...DEFAULT_WORKLOAD, minLength: 16, maxLength: 16, direction: 'decrypt' }, {}],
  ];
  for (const [name, workload, account] of workloads) {
    it(`compiles without a warning: ${name}`, () => {
      assert.equal(compile(programOf(workload, account), '-O2'), '');
    });
  }

  it('of any family compiles with the rows of a cipher', () => {
    const head = cProgramData({ ...ACCOUNT, workload: HASH_WORKLOAD })
      .split('\n')
      .slice(0, 5);
    const workload = { ...DEFAULT_WORKLOAD, maxLength: 1024, chunks: 2 } as const;
    const data = [...head, ...exchangeProgram<'skcipher'>().data(workload, FAILED), ''].join('\n');
    const source = programSource('exchange.c').replaceAll(/^#include "(.+)"\n/gm, (_, name: string) =>
      name === 'exchange_data.h' ? data : programSource(name),
    );
    assert.match(data, /\.direction = ALG_OP_(EN|DE)CRYPT, \.iv = bytes_\d+/);
    assert.equal(compile(source), '');
  });

  it('compiles whatever is said in it', () => {
    const text = 'it said */ #error /* "quotes" ??/ \\ caf\u00e9 \r\n//* \\';
    const source = programOf(DEFAULT_WORKLOAD, {
      text,
      seenOn: '\\',
      rate: '??/',
      stressNg: '*/',
      algorithm: 'cbc(aes)"\\??/',
    });
    assert.equal(compile(source), '');
  });

  it('is ASCII without carriage returns, and no longer than a mailing list takes', () => {
    for (const [, workload, account] of workloads) {
      const source = programOf(workload, account);
      assert.match(source, /^[\t\n\x20-\x7e]*$/);
      assert.ok(source.length < 40_000, String(source.length));
      assert.match(source, /^\/\*\n \* \S+ through AF_ALG: wrong output\n/);
    }
  });

  it('says on top what is wrong, with what and how often', () => {
    const source = programOf(DEFAULT_WORKLOAD, { verdict: 'refused', stressNg: '--vm 4' });
    const comment = source.slice(0, source.indexOf('*/')).replaceAll(/\n \*\s+/g, ' ');
    for (const part of ['well-formed requests fail', ACCOUNT.text, ACCOUNT.seenOn, ACCOUNT.rate, 'stress-ng --vm 4']) {
      assert.ok(comment.includes(part), `${part} in ${comment}`);
    }
  });

  it('is what native/minimal holds, compiled there with an example of the data', () => {
    const workload: Workload = { ...DEFAULT_WORKLOAD, minLength: 16, maxLength: 16 };
    assert.equal(
      programSource('data.h'),
      `/* An example of what afalg-stress minimise puts here. */\n${cProgramData({ ...ACCOUNT, workload })}`,
    );
  });

  it('is what native/minimal holds, of a family that has all its bytes in it', () => {
    const lengths = { minLength: 40, maxLength: 40 };
    const mix = { streamed: 1, cloned: 1 };
    const workload: Workload = { ...HASH_WORKLOAD, ...lengths, hash: 'hmac(sha1)', keySize: 20, mix };
    assert.equal(
      programSource('exchange_data.h'),
      `/* An example of what afalg-stress minimise puts here. */\n${cProgramData({ ...ACCOUNT, algorithm: 'hmac(sha1)', workload })}`,
    );
  });

  it('shares the operations among its processes', () => {
    assert.match(programOf(DEFAULT_WORKLOAD, { workers: 3 }), /#define OPERATIONS 167 /);
  });
});

describe('the data of the C program', () => {
  it('is what SplitMix64 gives, encrypted by node:crypto', () => {
    const workload: Workload = { ...DEFAULT_WORKLOAD, seed: 0n, mode: 'ecb', direction: 'encrypt' };
    const data = skcipherProgramData(workload, FAILED);
    const { key } = drawBurst(workload, FAILED.worker, FAILED.burst);
    assert.deepEqual(data.key, key);
    const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    const input = decipher.update(defined(data.operations[0]).expected);
    // The first two numbers from seed 0, as java.util.SplittableRandom gives them.
    assert.equal(input.readBigUInt64LE(0), 0xe220a8397b1dcdafn);
    assert.equal(input.readBigUInt64LE(8), 0x6e789e6aa1b965f4n);
  });

  it('has the failed operation last, and two to four of them', () => {
    const lengths = (minLength: number, operation = 17): readonly number[] =>
      skcipherProgramData({ ...DEFAULT_WORKLOAD, minLength, maxLength: 8192 }, { ...FAILED, operation }).operations.map(
        ({ length }) => length,
      );
    assert.equal(lengths(512).length, 2);
    assert.equal(lengths(512, 16)[1], lengths(512, 17)[0]);
    assert.deepEqual(lengths(512, 0), lengths(512, 1));
    const short = skcipherProgramData({ ...DEFAULT_WORKLOAD, minLength: 16, maxLength: 16 }, FAILED);
    assert.equal(short.operations.length, 4);
  });
});
