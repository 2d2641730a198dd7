import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingLine, summaryText } from '#dist/report/summary-text.js';
import { END_REASONS, type EndReason, type FindingLine, type Summary } from '#dist/results/documents/summary.js';

const NONE = { pass: 0, wrong: 0, overrun: 0, length: 0, refused: 0, hung: 0, kernel: 0, unsupported: 0, broken: 0 };

const PASSED: Summary = {
  verdict: 'pass',
  exitCode: 0,
  ended: 'duration',
  problems: [],
  seed: '0x5eed',
  algorithm: 'cbc(aes)',
  drivers: [
    {
      name: 'cbc(aes)',
      driver: 'cbc-aes-caam',
      module: 'kernel',
      priority: 3000,
      refcount: 11,
      selftest: 'passed',
      internal: false,
      type: 'skcipher',
      asynchronous: true,
      workers: 10,
    },
  ],
  submission: { engine: 'sync', depth: 1, queueFull: 0 },
  counts: { ...NONE, pass: 1_234_567 },
  elapsedSeconds: 60.04,
  operationsPerSecond: 20_562.4,
  bytes: 2_844_000_000,
  megabytesPerSecond: 47.37,
  latencyMicroseconds: { p50: 118.2, p90: 240, p99: 1234.5, p99_9: 4200, max: 1_300_000 },
  latencyBuckets: [[400, 1_234_567]],
  stressNg: null,
  kernel: {
    log: { kind: 'read', records: 1, lost: 0, notKept: 0 },
    otherAlarms: 0,
    taint: { before: '0', after: '0', gained: [] },
    engine: {
      kind: 'worked',
      counters: [{ source: '', name: '137: GPC 105 Level 2101000.jr', before: 7, after: 1241 }],
    },
  },
  findings: [],
  findingsNotListed: 0,
  memoryKiB: { cli: 60_000, host: 120_000 },
  lost: { lines: 0, files: 0 },
};

function line(number: number, directory: string | null = `findings/${String(number).padStart(4, '0')}`): FindingLine {
  const text = 'encrypt of 512 bytes: byte 7 differs in 1 bit';
  return { number, verdict: 'wrong', id: `0x5eed:3:1:${String(number)}`, text, directory };
}

function failed(findings: number): Summary {
  return {
    ...PASSED,
    verdict: 'wrong',
    exitCode: 1,
    counts: { ...PASSED.counts, wrong: findings },
    findings: Array.from({ length: Math.min(findings, 100) }, (_, index) => line(index + 1)),
  };
}

const BROKEN: Summary = {
  ...PASSED,
  verdict: 'broken',
  exitCode: 2,
  ended: 'host-died',
  problems: ['the host process died (signal SIGKILL)', 'the results are incomplete'],
};

const STRESS_NG = {
  version: '0.15',
  commandLine: 'stress-ng --vm 4',
  pid: 7,
  exit: '',
  metrics: [],
  endedEarlyAfterSeconds: null,
};

const textOf = (summary: Summary): string => summaryText({ summary, directory: 'results/x' });
const linesOf = (summary: Summary): readonly string[] => textOf(summary).split('\n');

describe('what the summary says of the kernel', () => {
  const kernelText = (kernel: Partial<Summary['kernel']>): string =>
    textOf({ ...PASSED, kernel: { ...PASSED.kernel, ...kernel } });

  it('is how much of its log was seen', () => {
    const log = { kind: 'read', records: 4096, lost: 12, notKept: 1000 } as const;
    const text = '4 096 records during the run, 12 LOST before they could be read, 1 000 not kept in kmsg.log';
    assert.ok(kernelText({ log }).includes(`\n  kernel log  ${text}\n`), kernelText({ log }));
    assert.match(
      kernelText({ log: { ...log, lost: 0, notKept: 0 } }),
      /^ {2}kernel log {2}4 096 records during the run$/m,
    );
  });

  it('is that there was more than could be kept apart', () => {
    assert.match(kernelText({ otherAlarms: 12 }), /1 record during the run, 12 further ALARMS not listed$/m);
  });

  it('is why its log was not seen', () => {
    const reason = 'cannot read the kernel log (/dev/kmsg: EPERM): run as root';
    assert.ok(kernelText({ log: { kind: 'blind', reason } }).includes(`\n  kernel log  NOT READ: ${reason}\n`));
  });

  it('is a warning when the engine stood still', () => {
    const counters = [{ source: '', name: '137: GPC 105 Level 2101000.jr', before: 7, after: 7 }];
    assert.match(
      kernelText({ engine: { kind: 'idle', counters } }),
      /^ {2}engine +WARNING: idle, its counters did not move: 137: GPC 105 Level 2101000\.jr \+0$/m,
    );
  });

  it('is that an engine cannot be told from software, and nothing where software was meant', () => {
    assert.match(kernelText({ engine: { kind: 'unknown' } }), /^ {2}engine +no interrupt .* has its name/m);
    assert.doesNotMatch(kernelText({ engine: { kind: 'software' } }), /^ {2}engine/m);
  });

  it('is what tainted it, if anything did', () => {
    const taint = { before: '0', after: '512', gained: ['W (the kernel issued a warning)'] };
    assert.match(kernelText({ taint }), /^ {2}taint +gained W \(the kernel issued a warning\)$/m);
    assert.doesNotMatch(kernelText({}), /taint/);
  });
});

describe('the summary of a run that passed', () => {
  it('is this', () => {
    assert.deepEqual(linesOf(PASSED), [
      'seed 0x5eed',
      'PASS: every byte of 1 234 567 operations is right',
      '  operations  1 234 567 verified in 60.0 s, the whole duration',
      '  throughput  20 562 operations/s, 47.4 MB/s',
      '  latency     p50 118 us, p90 240 us, p99 1.2 ms, p99.9 4.2 ms, max 1.3 s',
      '  driver      cbc-aes-caam (priority 3000, asynchronous, module kernel)',
      '  in flight   1 per worker (sync)',
      '  engine      worked: 137: GPC 105 Level 2101000.jr +1 234',
      '  stress-ng   none',
      '  kernel log  1 record during the run',
      '  results     results/x',
      '',
    ]);
  });

  it('says so when no driver was seen', () => {
    assert.match(
      textOf({ ...PASSED, drivers: [] }),
      /driver +unknown \(no entry of \/proc\/crypto was seen serving cbc\(aes\)\)/,
    );
  });

  it('names every driver that served', () => {
    const [caam] = PASSED.drivers;
    assert.ok(caam !== undefined);
    const generic = { ...caam, driver: 'cbc(aes-generic)', module: 'cbc', priority: 100, asynchronous: false };
    const text = textOf({ ...PASSED, drivers: [caam, generic] });
    assert.match(text, /module kernel\); cbc\(aes-generic\) \(priority 100, synchronous, module cbc\)/);
  });

  it('tells of stress-ng, and loudly when it ended by itself', () => {
    assert.match(textOf({ ...PASSED, stressNg: STRESS_NG }), /^ {2}stress-ng +stress-ng --vm 4$/m);
    const early = { ...STRESS_NG, endedEarlyAfterSeconds: 12.5, exit: 'exit code 3' };
    assert.match(
      textOf({ ...PASSED, stressNg: early }),
      /stress-ng --vm 4, ENDED BY ITSELF after 12.5 s \(exit code 3\)$/m,
    );
  });

  it('says how the run ended, for every way to end', () => {
    const texts: Readonly<Record<EndReason, string>> = {
      duration: 'the whole duration',
      operations: 'all that were requested',
      'max-findings': 'ended by --max-findings',
      interrupted: 'interrupted',
      hung: 'ended by a hang',
      'host-died': 'ended by a failure of the harness',
      'harness-failed': 'ended by a failure of the harness',
      'kernel-died': "ended by the death of the guest's kernel",
      unfinished: 'unfinished: the run did not end',
    };
    for (const ended of END_REASONS) {
      assert.ok(textOf({ ...PASSED, ended }).includes(`verified in 60.0 s, ${texts[ended]}\n`), ended);
    }
  });
});

describe('the summary of a run that failed', () => {
  it('says FAIL, how often, and shows each finding with its operation and its directory', () => {
    const [seed, verdict, ...rest] = linesOf(failed(2));
    assert.deepEqual([seed, verdict], ['seed 0x5eed', 'FAIL: 2 wrong']);
    assert.deepEqual(rest.slice(0, 3), [
      '  finding 1: wrong: encrypt of 512 bytes: byte 7 differs in 1 bit, operation 0x5eed:3:1:1 (results/x/findings/0001)',
      '  finding 2: wrong: encrypt of 512 bytes: byte 7 differs in 1 bit, operation 0x5eed:3:1:2 (results/x/findings/0002)',
      '  operations  1 234 567 verified in 60.0 s, the whole duration',
    ]);
  });

  it('counts every kind of finding that there was', () => {
    const counts = { ...NONE, pass: 5, wrong: 3, overrun: 1, refused: 17, kernel: 2 };
    for (const verdict of ['overrun', 'wrong', 'hung', 'length', 'refused', 'kernel'] as const) {
      assert.equal(linesOf({ ...failed(1), verdict, counts })[1], 'FAIL: 3 wrong, 1 overrun, 17 refused, 2 kernel');
    }
  });

  it('shows ten findings and says where the others are', () => {
    for (const [findings, shown] of [
      [10, 10],
      [11, 10],
      [100_000, 10],
    ] as const) {
      const lines = linesOf(failed(findings));
      assert.equal(lines.filter((text) => text.startsWith('  finding ')).length, shown);
      const more = lines.filter((text) => /^ {2}\.\.\. and [\d ]+ more, in results\/x\/findings$/.test(text));
      assert.equal(more.length, findings > shown ? 1 : 0, String(findings));
      assert.ok(lines.length <= 2 + shown + 1 + 9 + 1);
    }
  });
});

describe('the summary of a run that is broken', () => {
  it('says that it says nothing about the kernel, and what went wrong', () => {
    assert.deepEqual(linesOf(BROKEN).slice(1, 4), [
      'BROKEN: the harness failed, which says nothing about the kernel',
      '  problem: the host process died (signal SIGKILL)',
      '  problem: the results are incomplete',
    ]);
  });
});

describe('the summary of a run that tested nothing', () => {
  it('does not claim to have passed', () => {
    const text = textOf({ ...PASSED, verdict: 'unsupported', exitCode: 4, counts: NONE });
    assert.match(text, /^NOTHING TESTED$/m);
    assert.ok(!text.includes('PASS'));
  });
});

describe('every summary', () => {
  const summaries = [PASSED, failed(1), failed(500), BROKEN, { ...PASSED, stressNg: STRESS_NG, drivers: [] }];

  it('is ASCII: a serial console garbles anything else', () => {
    for (const summary of summaries) assert.match(textOf(summary), /^[\x20-\x7e\n]+$/);
  });

  it('starts with the seed, and ends with one line break', () => {
    for (const summary of summaries) assert.match(textOf(summary), /^seed 0x5eed\n[^]*[^\n]\n$/);
  });
});

describe('the line of a finding', () => {
  it('leaves out the operation when not about a single operation', () => {
    const text = 'worker 2, burst 9: accept failed with ENOMEM after it had worked before';
    assert.equal(
      findingLine({ number: 7, verdict: 'refused', id: '', text, directory: 'findings/0007' }),
      `finding 7: refused: ${text}`,
    );
  });

  it('says at the end where its bytes are, or that they are nowhere', () => {
    const findings = [line(1, 'findings/0001'), line(1001, null)];
    const text = summaryText({ summary: { ...failed(2), findings }, directory: 'results/RUN' });
    assert.match(text, /\n {2}finding 1: .* \(results\/RUN\/findings\/0001\)\n/);
    assert.match(text, /\n {2}finding 1001: .* \(not stored\)\n/);
  });
});
