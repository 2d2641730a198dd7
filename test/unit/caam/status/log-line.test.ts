import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import { decodeLogLine, type LogRecord } from '#dist/caam/status/log-line.js';
import type { StatusRecord } from '#dist/caam/status/status-record.js';

function recordOf(line: string): LogRecord {
  const record = decodeLogLine(line);
  assert.ok(record !== undefined, line);
  return record;
}

function statusOf(line: string): StatusRecord {
  const record = recordOf(line);
  assert.ok(record.kind === 'status', line);
  return record;
}

/** Lines of the driver as people sent them to mailing lists and forums; the number in hex and the printed index. */
const LINES: readonly (readonly [string, number | null, number | null])[] = [
  [
    '[    2.978722] caam_jr 2142000.jr: 40000013: DECO: desc idx 0: Header Error. Invalid length or parity, or certain other problems.',
    0x4000_0013,
    0,
  ],
  ['(caam_jr 30902000.jr: 40000006: DECO: desc idx 0: Invalid KEY Command).', 0x4000_0006, 0],
  ['[    8.454233] caam_jr 30901000.jr: 40001713: DECO: desc idx 23: Header Error. Invalid length', 0x4000_1713, 23],
  ['caam_jr 2101000.jr0: 20003c5b: CCB: desc idx 60: RNG: Hardware error.', 0x2000_3c5b, 60],
  ['[   22.598192] caam_jr 2101000.jr: 2000025b: CCB: desc idx 2: RNG: Hardware error', 0x2000_025b, 2],
  ['[   22.415731] caam_jr 30902000.jr: 20000256: CCB: desc idx 2: RNG: Prediction resistance', 0x2000_0256, 2],
  ['[    8.167817] caam_jr 8020000.jr: 20000b0f: CCB: desc idx 11: : Invalid CHA selected.', 0x2000_0b0f, 11],
  ['[   30.153764] caam_jr 2101000.jr: 2000081a: CCB: desc idx 8: AES: ICV check failed.', 0x2000_081a, 8],
  ['platform caam_qi: 50000000: Queue Manager Interface: No error', 0x5000_0000, null],
  ['caam_jr 8010000.jr: 48000c0d: DECO: jump tgt desc idx 12: Invalid JUMP Command. A nonlocal JUMP', 0x4800_0c0d, 12],
  ['caam_jr 8010000.jr: 30000042: Jump: report_jump_status() not implemented', 0x3000_0042, null],
  ['caam_jr 8010000.jr: 60000000: Job Ring: report_jr_status() not implemented', 0x6000_0000, null],
  ['caam_jr 8010000.jr: 40000125: DECO: desc idx 1: unidentified error value 0x25', 0x4000_0125, 1],
  ['caam_jr 8010000.jr: 200001d1: CCB: desc idx 1: unidentified cha_id value 0x0d: Mode error.', 0x2000_01d1, 1],
  ['E/TC:0 0 caam_jr_dequeue: job ring status 0x20000c1a', 0x2000_0c1a, null],
  ['platform caam_qi: 15: unknown error source', null, null],
  ['caam_jr 2101000.jr: 5: Queue Manager Interface', null, null],
  ['it says: DECO: desc idx 13: Invalid Sequence Command', null, 13],
];

describe('a line of the driver', () => {
  it('has a number and an index', () => {
    for (const [line, value, index] of LINES) {
      const { status, printedIndex, mismatches } = statusOf(line);
      assert.deepEqual([status?.value ?? null, printedIndex, mismatches], [value, index, []], line);
    }
  });

  it('is found whatever stands before it, and however it is typed', () => {
    const line = '40000006: DECO: desc idx 0: Invalid KEY Command';
    for (const dressed of [
      line,
      `> > ${line}`,
      `[    1.5][ T12] caam_jr 30902000.jr: ${line}`,
      `Jan  1 00:00:01 host kernel: caam_jr ffe301000.jr: ${line}`,
      `<3>[    1.5] caam_jr 2101000.jr0: 0x${line}`,
      `dpaa2_caam dpseci.0: "${line}"`,
      line.toUpperCase(),
    ]) {
      assert.equal(statusOf(dressed).status?.value, 0x4000_0006, dressed);
    }
  });

  it('may be of another kind', () => {
    const ring = recordOf('caam_jr 8010000.jr: job ring error: irqstate: 00000103');
    assert.deepEqual([ring.kind, ring.kind === 'ring' ? ring.interrupt.type : 0], ['ring', 1]);
    assert.deepEqual(recordOf('[    4.023362] caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4)'), {
      kind: 'device',
      deviceId: '0x0a16010000000000',
      era: 4,
    });
    assert.deepEqual(recordOf('caam 2100000.caam: device ID = 0x0a16010000000000 (Era -524)'), {
      kind: 'device',
      deviceId: '0x0a16010000000000',
      era: null,
    });
    assert.deepEqual(recordOf('[    4.023379] caam 2100000.crypto: job rings = 1, qi = 0'), {
      kind: 'queues',
      jobRings: 1,
      queueInterface: false,
    });
    for (const line of [
      'caam 2140000.caam: failed to acquire DECO 0',
      'caam 2140000.caam: Entropy delay = 3600',
      'caam 2140000.caam: failed to instantiate RNG',
      'caam 30900000.crypto: Instantiated RNG4 SH0',
      'caam_jr 2101000.jr: Insufficient bytes (16) in src S/G',
      'caam_jr 2101000.jr: unable to map S/G table',
      'SEC Dequeue timed out',
      'alg: skcipher: cbc-aes-caam encryption test failed (wrong result) on test vector 0',
      'trusted_key: key_seal failed (-22)',
    ]) {
      assert.equal(recordOf(line).kind, 'symptom', line);
    }
  });

  it('may be prose, or in the words of U-Boot and OP-TEE', () => {
    const words: readonly (readonly [string, number])[] = [
      ['the job returned status 0x40001210', 0x4000_1210],
      ['[   12.345678] returned status 0x40001210', 0x4000_1210],
      ['wolfCAAM: CAAM job status word is 2000081a', 0x2000_081a],
      ['D/TC:0 0 do_blob:120 CAAM Status 0x20000c1a', 0x2000_0c1a],
      ['RNG: Instantiation failed with error 0x20000b5b', 0x2000_0b5b],
      ['Error in blob decapsulation: 536873754', 0x2000_0b1a],
      ['Error in Encapsulation 536873754', 0x2000_0b1a],
    ];
    for (const [line, value] of words) assert.equal(statusOf(line).status?.value, value, line);
    for (const line of [
      'SEC0:  RNG instantiation failed',
      'Error in SEC deq',
      'E/TC:0 0 do_jr_flush:120 Failed to flush job ring',
      'dpaa2_caam dpseci.0: dpseci_get_attributes() failed: -22',
      'caam_jr 30901000.jr: unable to map source for DMA',
      'caam: probe of 30900000.crypto failed with error -11',
      'alg: self-tests for cbc(aes) using cbc-aes-caam-qi2 failed (rc=-22)',
    ]) {
      assert.equal(recordOf(line).kind, 'symptom', line);
    }
  });

  it('is found behind whatever a console, syslog or a terminal puts before it', () => {
    // Only a bare line begins with the number of a source, or with `alg:`.
    for (const line of ['5: Queue Manager Interface', 'alg: hash: Test 1 failed for hmac-sha1-caam']) {
      for (const prefix of [
        '',
        '<3>[    1.5] ',
        '[    1.500000][ T12] ',
        '[    1.500000@1] ',
        '[    1.500000 <    0.000012>] ',
        '[Mon Jan  1 00:00:01 2024] ',
        '[Jan 1 00:00] ',
        '[  +0.000123] ',
        'kern  :err   : [    1.500000] ',
        '2024-01-01T00:00:01,500000+01:00 ',
        '2024-01-01T00:00:01.500000+01:00 host kernel: [    1.500000] ',
        'Jan  1 00:00:01 host kernel: [    1.500000] ',
        '[    1.500000] host kernel: ',
        '[2024-01-01 00:00:01.500] [    1.500000] ',
        '\x1b[32m[    1.500000] \x1b[0m',
        '> > ',
      ]) {
        assert.notEqual(decodeLogLine(`${prefix}${line}`), undefined, prefix);
      }
    }
  });

  it('is none of ours otherwise', () => {
    for (const line of [
      'mmc0: returned status 0x40001210',
      '[   12.345678] ath10k_pci 0000:01:00.0: status 0x2000081a',
      'nvme nvme0: 00000000: No error',
      'returned status 0x12345678',
      'usb 1-1: swiotlb buffer is full (sz: 4096 bytes)',
      'mydrv 1.x: unable to map source',
      'fsl_dpaa2_eth dpni.1: FD error: 00000030',
      'talitos ffe30000.crypto: failed to reset job ring 0',
      'Error in blob decapsulation: 22',
      '',
      '[    1.0] usb 1-1: new device',
      '40001210',
      'r10: 40001210  r9 : 2000025b',
      'skcipher dec shdesc@1514: c0b7d900: b8801211 a1004006 02800010 a3a2a1a0  .....@..........',
      'alg: skcipher: cbc-aes-neonbs encryption test failed',
      'ath10k: status 12345678',
    ]) {
      assert.equal(decodeLogLine(line), undefined, line);
    }
  });
});

describe('where printed text and number disagree', () => {
  const mismatchesOf = (line: string): string => statusOf(line).mismatches.join('\n');

  it('the index of the number is told, with both in decimal, and the word the text would need', () => {
    const text = mismatchesOf(
      '[ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence Command. A SEQ IN PTR',
    );
    assert.match(text, /^the line says index 13, but the index in 40001210 is 0x12 = 18: .* would be 40000d10$/);
  });

  it('a text that belongs to another code is told', () => {
    assert.match(
      mismatchesOf('40001210: DECO: desc idx 18: Invalid KEY Command'),
      /^the line says 'bad KEY command', but code 0x10 is 'bad sequence command/,
    );
    assert.match(
      mismatchesOf('2000081a: CCB: desc idx 8: AES: No error.'),
      /^the line says 'no error' \(U-Boot prints that for every CCB error\), but error 0xa is 'ICV check failed'$/,
    );
    assert.match(
      mismatchesOf('2000081a: CCB: desc idx 8: RNG: ICV check failed.'),
      /^the line says RNG, but CHA 0x1 is AES$/,
    );
    assert.match(
      mismatchesOf('2000081a: DECO: desc idx 8: DMA Error'),
      /^the line says DECO, but the source in 2000081a is CCB$/,
    );
  });

  it('texts of other versions, and cut-off ones, are no contradiction', () => {
    for (const line of [
      '40001210: DECO: desc idx 18: Invalid Seq',
      '40001210: DECO: desc idx 18:',
      '2000025c: CCB: desc idx 2: RNG: Unsupported CCM AAD size.',
      '20000221: CCB: desc idx 2: DES, 3DES: Mode error.',
      '20000286: CCB: desc idx 2: All Public Key Algorithms: Data arrived out of sequence error.',
      '80000000: unknown error source',
    ]) {
      assert.equal(mismatchesOf(line), '', line);
    }
  });
});

describe('a whole log', () => {
  it('gives its lines in order, with numbers, and nothing of the others', () => {
    const [, second = ''] = LINES.map(([line]) => line);
    const records = decodeLog(['usb 1-1: new device', second, '', `${second}\r`]);
    assert.deepEqual(
      records.map(({ lineNumber, line }) => [lineNumber, line]),
      [
        [2, second],
        [4, second],
      ],
    );
  });

  it('may have lost its line breaks', () => {
    const stamped = LINES.filter(([line]) => /^\[ +\d+\.\d{6}\]/.test(line));
    const joined = stamped.map(([line]) => line).join(' ');
    assert.equal(decodeLog([joined]).length, stamped.length);
    assert.ok(stamped.length > 4);
  });
});
