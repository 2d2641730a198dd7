import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLimits } from '#dist/kernel/limits.js';
import { readMachineFacts } from '#dist/kernel/machine.js';
import type { ProbedAlgorithm, ProbeReport } from '#dist/probe/probe-result.js';
import { checkText, isUsable, probeText } from '#dist/report/probe-text.js';
import { CAAM } from '../../helpers/crypto-entries.js';

const WORKS: ProbedAlgorithm = {
  name: 'cbc(aes)',
  type: 'skcipher',
  listed: CAAM,
  served: CAAM,
  keySizes: [16, 24, 32],
  refusedKeySizes: [],
  aio: { kind: 'asynchronous', pending: 8, tries: 8 },
  outcome: { kind: 'works', proof: 'verified' },
};
const WHY = 'this kernel has no foo(aes) (bind failed with ENOENT): check the name';
const MISSING: ProbedAlgorithm = {
  ...WORKS,
  name: 'foo(aes)',
  listed: null,
  served: null,
  keySizes: [],
  aio: { kind: 'not-measured' },
  outcome: { kind: 'unusable', stage: 'bind', cause: 'not-found', why: WHY },
};
const REPORT: ProbeReport = {
  afalgStress: '0.1.0',
  guest: null,
  machine: readMachineFacts(),
  preemptRt: true,
  taint: ['W (the kernel issued a warning)'],
  limits: { ...readLimits(), optmemMax: 10_240, pageSize: 4096, processWordBits: 32 },
  restrictions: {
    restrict: '1',
    fips: false,
    seccomp: true,
    capabilities: '0',
    blocked: ['install algif_skcipher /bin/false'],
  },
  caam: {
    controllers: [{ name: '2100000.crypto', bound: true }],
    jobRings: [
      { name: '2101000.jr', bound: true },
      { name: '2102000.jr', bound: false },
    ],
    era: 4,
    interrupts: [{ id: '137', name: 'GPC 105 Level 2101000.jr', count: 4711 }],
    log: ['<6>[    4.023379] caam 2100000.crypto: job rings = 2, qi = 0'],
  },
  afAlg: { kind: 'available' },
  asynchronousDrivers: 'reached',
  algorithms: [WORKS, MISSING],
  outOfReach: [],
};

describe('the text of a probe', () => {
  it('has a row per name, and under it why it cannot be used', () => {
    const lines = probeText(REPORT).split('\n');
    const heading = lines.findIndex((line) => line.startsWith('algorithm'));
    assert.deepEqual(lines.slice(heading), [
      'algorithm  type      served by     priority  async  self-test  key sizes  aio    result',
      'cbc(aes)   skcipher  cbc-aes-caam      3000  yes    passed     16,24,32   async  verified',
      'foo(aes)   skcipher  -                    -  -      -          -          -      no: not-found',
      `  ${WHY}`,
      '',
    ]);
  });

  it('says what kernel it is, what bounds it, what is forbidden, and where CAAM is', () => {
    const text = probeText(REPORT);
    assert.match(text, /^kernel +\S/m);
    assert.match(text, /PREEMPT_RT yes/);
    assert.match(text, /^taint +W \(the kernel issued a warning\)$/m);
    assert.match(text, /^limits +optmem_max 10240, page 4096$/m);
    assert.match(text, /process 32 bit/);
    assert.match(
      text,
      /^restricted +crypto\.af_alg_restrict=1\n +a seccomp filter is in force\n +modprobe\.d: install/m,
    );
    assert.match(text, /^caam +era 4; controller 2100000\.crypto; job rings 2101000\.jr, 2102000\.jr \(NO DRIVER\)$/m);
    assert.match(text, /interrupt 137: GPC 105 Level 2101000\.jr: 4 711/);
    assert.match(text, /reaches asynchronous drivers/);
    assert.match(probeText({ ...REPORT, asynchronousDrivers: 'refused' }), /REACHES NO ASYNCHRONOUS DRIVER/);
  });

  it('says why there is no AF_ALG at all', () => {
    const why = 'AF_ALG is forbidden here';
    const text = probeText({ ...REPORT, afAlg: { kind: 'missing', cause: 'forbidden', why }, algorithms: [] });
    assert.match(text, /^af_alg +MISSING: AF_ALG is forbidden here$/m);
  });

  it('is ASCII', () => {
    assert.match(probeText(REPORT), /^[\x20-\x7e\n]+$/);
  });
});

describe('the answer to --check', () => {
  const ask = (algorithm: ProbedAlgorithm, requireDriver: string | null = null): string =>
    checkText({ ...REPORT, algorithms: [algorithm] }, requireDriver);

  it('is one line: who serves it, or why nobody does', () => {
    assert.equal(ask(WORKS), 'cbc(aes) works: cbc-aes-caam (priority 3000, asynchronous), verified');
    assert.equal(ask(MISSING), WHY);
    assert.ok(isUsable(WORKS, null) && !isUsable(MISSING, null));
  });

  it('is no when it is another driver than the one asked for', () => {
    assert.equal(ask(WORKS, 'cbc-aes-caam'), ask(WORKS));
    assert.ok(isUsable(WORKS, 'cbc-aes-caam') && !isUsable(WORKS, 'cbc-aes-dcp'));
    assert.equal(
      ask(WORKS, 'cbc-aes-dcp'),
      'cbc(aes) is served by cbc-aes-caam (priority 3000, asynchronous), not by cbc-aes-dcp',
    );
  });
});
