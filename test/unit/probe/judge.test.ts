import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AfAlgFacts } from '#dist/kernel/advice/advice.js';
import { isRefusedAsynchronous, judge } from '#dist/probe/judge.js';
import type { ProbeSight, ProbeStage } from '#dist/probe/probe-result.js';
import type { Probing } from '#dist/probe/prober.js';
import { NO_FACTS } from '../../helpers/af-alg-facts.js';
import { CAAM } from '../../helpers/crypto-entries.js';

const FACTS: AfAlgFacts = { ...NO_FACTS, entries: [CAAM] };
const TARGET = { name: 'cbc-aes-caam', type: 'skcipher' } as const;

function seen(end: ProbeSight['end'], sight: Partial<ProbeSight> = {}): Probing {
  const nothing = { served: null, keySizes: [], refusedKeySizes: [], aio: { kind: 'not-measured' } } as const;
  return { kind: 'seen', sight: { ...nothing, ...sight, end } };
}

function failed(stage: ProbeStage, syscall: string, code: string): Probing {
  return seen({ kind: 'failed', stage, failure: { syscall, errno: -1, code } });
}

const NOT_FOUND = failed('bind', 'bind', 'ENOENT');

describe('what a probe means', () => {
  it('is that it works, with what was seen', () => {
    const probed = judge(
      TARGET,
      CAAM,
      seen({ kind: 'works', proof: 'verified' }, { served: CAAM, keySizes: [16] }),
      FACTS,
    );
    assert.deepEqual(probed.outcome, { kind: 'works', proof: 'verified' });
    assert.deepEqual([probed.name, probed.listed, probed.served, probed.keySizes], [TARGET.name, CAAM, CAAM, [16]]);
  });

  it('is that a kernel from 7.2 on refuses it, when it refuses every asynchronous driver', () => {
    const { outcome } = judge(TARGET, CAAM, NOT_FOUND, { ...FACTS, asynchronous: 'refused' });
    assert.ok(outcome.kind === 'unusable');
    assert.equal(outcome.cause, 'async-refused');
    assert.match(outcome.why, /registered, but AF_ALG refuses it .*reaches no asynchronous driver here.*dm-crypt/);
  });

  it('is that its init function fails, when other asynchronous drivers can be bound', () => {
    const { outcome } = judge(TARGET, CAAM, NOT_FOUND, { ...FACTS, asynchronous: 'reached' });
    assert.ok(outcome.kind === 'unusable');
    assert.equal(outcome.cause, 'init-fails');
    assert.match(outcome.why, /registered, but cannot be set up .*init function.*kernel log/);
  });

  it('names both when nobody knows which', () => {
    const { outcome } = judge(TARGET, CAAM, NOT_FOUND, FACTS);
    assert.ok(outcome.kind === 'unusable');
    assert.match(outcome.why, /7\.2 and later.*or its init function fails/);
  });

  it('is a failed self-test, unless FIPS forbids it', () => {
    const broken = failed('bind', 'bind', 'ELIBBAD');
    const causes = ['0', '1'].map((fips) => {
      const { outcome } = judge(TARGET, CAAM, broken, { ...FACTS, fips });
      return outcome.kind === 'unusable' ? outcome.cause : outcome.kind;
    });
    assert.deepEqual(causes, ['self-test-failed', 'fips']);
  });

  it('is that it takes none of the keys, with their sizes', () => {
    const refused = failed('key', 'setsockopt', 'EINVAL');
    assert.ok(refused.kind === 'seen');
    const probing = { kind: 'seen', sight: { ...refused.sight, refusedKeySizes: [16, 24] } } as const;
    const { outcome } = judge(TARGET, CAAM, probing, FACTS);
    assert.ok(outcome.kind === 'unusable');
    assert.equal(outcome.cause, 'key-size');
    assert.match(outcome.why, /refuses every key that was tried \(16, 24 bytes; setsockopt failed with EINVAL\)/);
  });

  it('is what the driver refuses to do', () => {
    const { outcome } = judge(TARGET, CAAM, failed('use', 'recvmsg', 'EINVAL'), FACTS);
    assert.deepEqual(outcome, {
      kind: 'unusable',
      stage: 'use',
      cause: 'other',
      why: 'cbc-aes-caam: recvmsg failed with EINVAL',
    });
  });

  it('is a hang, or the death of who tried', () => {
    const hung = judge(TARGET, CAAM, { kind: 'hung', stage: 'use', milliseconds: 15_000 }, FACTS).outcome;
    assert.ok(hung.kind === 'hung');
    assert.match(hung.why, /cbc-aes-caam did not return within 15 s/);
    const died = judge(TARGET, CAAM, { kind: 'died', stage: 'bind', how: 'signal SIGKILL' }, FACTS).outcome;
    assert.ok(died.kind === 'hung');
    assert.match(died.why, /died \(signal SIGKILL\)/);
  });

  it('is a wrong answer', () => {
    const { outcome } = judge(TARGET, CAAM, seen({ kind: 'wrong', what: 'the digest is not right' }), FACTS);
    assert.ok(outcome.kind === 'wrong');
    assert.match(outcome.why, /cbc-aes-caam gives a wrong answer: the digest is not right/);
  });
});

it('only an asynchronous driver that is registered and not found calls for the control', () => {
  assert.equal(isRefusedAsynchronous(CAAM, NOT_FOUND), true);
  assert.equal(isRefusedAsynchronous(null, NOT_FOUND), false);
  assert.equal(isRefusedAsynchronous({ ...CAAM, asynchronous: false }, NOT_FOUND), false);
  assert.equal(isRefusedAsynchronous(CAAM, failed('bind', 'bind', 'ELIBBAD')), false);
  assert.equal(isRefusedAsynchronous(CAAM, { kind: 'hung', stage: 'bind', milliseconds: 1 }), false);
});
