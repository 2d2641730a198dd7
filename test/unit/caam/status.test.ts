import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainStatus, statusTitle } from '#dist/caam/status/explain-status.js';
import { decodeRingInterrupt } from '#dist/caam/status/ring-interrupt.js';
import { decodeStatus } from '#dist/caam/status/status-word.js';

const meaningOf = (word: number): string => explainStatus(decodeStatus(word)).meaning;

describe('a status word', () => {
  it('has source, index and code', () => {
    assert.deepEqual(decodeStatus(0x4000_1210), {
      value: 0x4000_1210,
      source: 4,
      sourceName: 'DECO',
      jump: false,
      descIndex: 18,
      code: { kind: 'deco', errCode: 0x10 },
    });
    assert.deepEqual(decodeStatus(0x2000_3c5b).code, { kind: 'ccb', chaId: 5, errId: 0xb });
    assert.deepEqual([decodeStatus(0x4800_0006).jump, decodeStatus(0x4000_0006).jump], [true, false]);
    assert.deepEqual(decodeStatus(-1).value, 0xffff_ffff);
  });

  it('has a source of sixteen', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 15].map((source) => decodeStatus(source * 0x1000_0000).sourceName),
      [
        'No error',
        'unassigned source 1',
        'CCB',
        'Jump',
        'DECO',
        'Queue Manager Interface',
        'Job Ring',
        'Condition Code',
        'unassigned source 8',
        'unassigned source 15',
      ],
    );
  });

  it('means something', () => {
    assert.match(meaningOf(0x4000_1210), /^bad sequence command/);
    assert.match(meaningOf(0x4000_0006), /^bad KEY command/);
    assert.match(meaningOf(0x4000_0016), /^DMA error/);
    assert.match(meaningOf(0x4000_00f1), /HFN/);
    assert.equal(meaningOf(0x4000_0025), 'unknown error');
    assert.equal(meaningOf(0x2000_081a), 'AES: ICV check failed');
    assert.equal(meaningOf(0x2000_0b0f), 'invalid CHA');
    assert.equal(meaningOf(0x2000_00d1), 'unknown CHA 0xd: mode error');
    assert.equal(meaningOf(0x2000_0256), 'RNG: prediction resistance error');
    // The RNG has a table of its own, and the general text where it has none.
    assert.equal(meaningOf(0x2000_0043), 'MDHA: key size error');
    assert.equal(meaningOf(0x2000_0053), 'RNG: instantiate error');
    assert.equal(meaningOf(0x2000_005a), 'RNG: ICV check failed');
    assert.equal(meaningOf(0x5000_00c1), 'table pool 1 is depleted');
    assert.match(meaningOf(0x6000_0000), /job ring/);
    assert.match(meaningOf(0x7000_0000), /success of an RNG instantiation/);
    assert.match(meaningOf(0x7000_0001), /condition/);
    assert.match(meaningOf(0x8000_0000), /unassigned/);
    assert.match(meaningOf(0x0000_0001), /not zero/);
  });

  it('has a cause where one is known; of a CHA it says which command the index is', () => {
    const causeOf = (word: number): string | undefined => explainStatus(decodeStatus(word)).cause;
    assert.match(causeOf(0x4000_0006) ?? '', /all-zero descriptor/);
    assert.match(causeOf(0x2000_081a) ?? '', /not authentic.*; the index is the command that waited for the CHA/);
    assert.match(causeOf(0x2000_0084) ?? '', /^the index is the command that waited/);
    for (const word of [0x2000_0080, 0x4000_0003, 0x4000_0025, 0]) assert.equal(causeOf(word), undefined);
  });

  it('has a title', () => {
    assert.equal(statusTitle(decodeStatus(0x4000_1210)), 'DECO, index 18, code 0x10');
    assert.equal(statusTitle(decodeStatus(0x4800_1210)), 'DECO, jump target, index 18, code 0x10');
    assert.equal(statusTitle(decodeStatus(0x2000_025b)), 'CCB, index 2, RNG, error 0xb');
    assert.equal(statusTitle(decodeStatus(0x3000_0042)), 'Jump, index 0, user status 0x42');
    assert.equal(statusTitle(decodeStatus(0x5000_0020)), 'Queue Manager Interface, code 0x20');
    assert.equal(statusTitle(decodeStatus(0)), 'no error');
  });

  it('becomes an errno: EBADMSG for a failed ICV check, EINVAL for everything else', () => {
    const errnoOf = (word: number): string | undefined => explainStatus(decodeStatus(word)).errno;
    assert.equal(errnoOf(0x2000_081a), 'EBADMSG');
    assert.equal(errnoOf(0x4000_000a), 'EINVAL');
    assert.equal(errnoOf(0x4000_1210), 'EINVAL');
    for (const success of [0, 0x7000_0000, 0x5000_0000]) assert.equal(errnoOf(success), undefined);
  });
});

describe('the job ring interrupt status', () => {
  it('has entry, type and state', () => {
    assert.deepEqual(decodeRingInterrupt(0x0000_0103), {
      value: 0x103,
      ringIndex: 0,
      type: 1,
      meaning: 'writing a status to the output ring failed',
      halt: 'no',
      error: true,
      jobDone: true,
    });
    const { ringIndex, halt, meaning } = decodeRingInterrupt(0x0123_0f08);
    assert.deepEqual([ringIndex, halt, meaning], [0x123, 'complete', 'unknown error type 15']);
  });
});
