import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatKmsgRecord, parseKmsgRecord } from '#dist/kernel/log/kmsg-record.js';

describe('a record of /dev/kmsg', () => {
  it('is taken apart, its dictionary left out', () => {
    const raw =
      '3,812,4855666389,-;caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid\n SUBSYSTEM=platform\n DEVICE=+platform:2102000.jr\n';
    assert.deepEqual(parseKmsgRecord(raw), {
      level: 3,
      facility: 0,
      sequence: 812,
      microseconds: 4855666389,
      text: 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid',
    });
  });

  it('says where it came from, with flags of any kind', () => {
    assert.deepEqual(parseKmsgRecord('30,7,1000,c,caller=T123;systemd[1]: a; b\n'), {
      level: 6,
      facility: 3,
      sequence: 7,
      microseconds: 1000,
      caller: 'T123',
      text: 'systemd[1]: a; b',
    });
    assert.equal(parseKmsgRecord('6,7,1000,-;\n')?.text, '');
  });

  it('is nothing when it has another form', () => {
    for (const raw of ['', 'text\n', '6,7;text\n', '6,7,x,-;text\n', ' SUBSYSTEM=platform\n']) {
      assert.equal(parseKmsgRecord(raw), undefined, raw);
    }
  });

  it('is written as dmesg --raw and consoles do', () => {
    const record = { level: 3, facility: 0, sequence: 1, microseconds: 4023362, text: 'caam 2100000.crypto: x' };
    assert.equal(formatKmsgRecord(record), '<3>[    4.023362] caam 2100000.crypto: x');
    assert.equal(formatKmsgRecord({ ...record, caller: 'T123' }), '<3>[    4.023362][  T123] caam 2100000.crypto: x');
    assert.equal(formatKmsgRecord({ ...record, microseconds: 123_456_000_007 }).slice(0, 18), '<3>[123456.000007]');
  });

  it('keeps every number it came with', () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(23), fc.nat(), fc.nat({ max: 2 ** 50 }), (level, facility, sequence, time) => {
        const raw = `${String(facility * 8 + level)},${String(sequence)},${String(time)},-;x\n`;
        assert.deepEqual(parseKmsgRecord(raw), { level, facility, sequence, microseconds: time, text: 'x' });
      }),
    );
  });
});
