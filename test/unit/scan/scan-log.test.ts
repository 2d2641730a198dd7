import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inPackage } from '#dist/package/root.js';
import { scanLog } from '#dist/scan/scan-log.js';

function field(name: string): readonly string[] {
  return readFileSync(inPackage(`test/fixtures/field/${name}.txt`), 'utf8').split('\n');
}

function kinds(lines: readonly string[], drivers: readonly string[] = []): readonly (readonly [string, number])[] {
  return scanLog(lines, drivers).alarms.map(({ group }) => [group.kind, group.count]);
}

describe('a scan of a saved kernel log', () => {
  it('finds what a run would, with counts, the lines where it stands, and what the CAAM says', () => {
    const { alarms } = scanLog([
      '[    1.000000] usb 1-1: new device',
      '[    2.000000] caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.',
      '[    3.000000] caam_jr 2101000.jr: 40001310: DECO: desc idx 19: Invalid Sequence Command.',
      '[    4.000000] ------------[ cut here ]------------',
      '[    4.000001] DMA-API: caam_jr 2101000.jr: device driver frees DMA memory with wrong function',
      '[    4.000002] WARNING: CPU: 0 PID: 1 at kernel/dma/debug.c:1 check_unmap+0x1/0x2',
    ]);
    assert.deepEqual(
      alarms.map(({ group, lineNumber, lastLineNumber, record }) => [
        ...[group.kind, group.count, lineNumber, lastLineNumber],
        record?.record.kind,
      ]),
      [
        ['engine', 2, 2, 3, 'status'],
        ['warning', 1, 6, 6, undefined],
      ],
    );
  });

  it('judges every dress alike, with levels or without', () => {
    const text = 'mtk-eip93 1e004000.crypto: Err: 01';
    const fine = 'mtk-eip93 1e004000.crypto: Assigning IRQ: 20';
    for (const dress of [
      '',
      '[    1.000000] ',
      '<3>[    1.000000] ',
      'Nov 27 06:06:24 board kernel: ',
      '3,1,1000000,-;',
    ]) {
      assert.deepEqual(kinds([`${dress}${text}`]), [['engine', 1]], dress);
    }
    for (const dress of [
      '',
      '[    1.000000] ',
      '<6>[    1.000000] ',
      'Nov 27 06:06:24 board kernel: ',
      '6,1,1000000,-;',
    ]) {
      assert.deepEqual(kinds([`${dress}${fine}`]), [], dress);
    }
  });

  it('watches the driver it is told to', () => {
    const line = '<3>[    1.000000] my_engine 1.aes: timeout';
    assert.deepEqual(kinds([line]), []);
    for (const name of ['my-engine', 'my_engine', '1.aes'])
      assert.deepEqual(kinds([line], [name]), [['engine', 1]], name);
  });

  it('reads a mail without line breaks', () => {
    const mail =
      'Hi, [    4.023362] caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4) [    4.023379] caam 2100000.crypto: ' +
      'job rings = 1, qi = 0 and then [ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence';
    const { alarms, boot } = scanLog([mail]);
    assert.deepEqual(
      alarms.map(({ group }) => group.kind),
      ['engine'],
    );
    assert.deepEqual([boot?.era, boot?.jobRings, boot?.queueInterface], [4, 1, false]);
  });

  it('tells how the CAAM came up: a ring of the secure world is no finding while another works', () => {
    const scan = scanLog(field('job-ring-of-secure-world'));
    assert.deepEqual(scan.alarms, []);
    assert.deepEqual(scan.boot, {
      ...{ era: null, jobRings: 3, refusedRings: ['30901000.jr'], isWithoutRing: false, queueInterface: false },
      ...{ rng: 'not told', failedSelfTests: [], registered: true },
    });
  });

  it('tells that no ring is left', () => {
    const scan = scanLog(field('no-job-ring'));
    assert.deepEqual(
      scan.alarms.map(({ group }) => group.kind),
      ['engine'],
    );
    assert.equal(scan.boot?.isWithoutRing, true);
    const refused = scanLog([
      '[    1.0] caam 30900000.crypto: job rings = 1, qi = 0',
      '[    1.1] caam_jr 30901000.jr: failed to flush job ring 0',
    ]);
    assert.deepEqual(
      refused.alarms.map(({ group }) => group.kind),
      ['engine'],
    );
  });

  it('tells of the RNG and of failed self-tests', () => {
    assert.equal(scanLog(field('rng-without-deco')).boot?.rng, 'failed');
    assert.equal(scanLog(field('rng-deinstantiated').slice(0, 5)).boot?.rng, 'instantiated');
    assert.equal(scanLog(field('rng-deinstantiated')).boot?.rng, 'failed');
    const { boot } = scanLog([
      '[    1.0] caam 2100000.crypto: job rings = 2, qi = 0',
      '[    2.0] alg: skcipher: cbc-aes-caam encryption test failed (wrong result) on test vector 0, cfg="in-place"',
    ]);
    assert.deepEqual(boot?.failedSelfTests, ['cbc-aes-caam']);
  });

  it('knows nothing of a CAAM where no line does, and finds nothing in what is no log', () => {
    const scan = scanLog(['Dear list,', 'my engine is slow. Is this known?', '']);
    assert.deepEqual([scan.alarms, scan.boot, scan.kernelLines], [[], null, 0]);
  });
});
