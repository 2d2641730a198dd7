import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LogScanner } from '#dist/kernel/log/log-scanner.js';
import { record, scanOf } from '../../../helpers/kernel-log.js';

const OOPS = [
  'Unable to handle kernel NULL pointer dereference at virtual address 00000010',
  'pgd = 80004000',
  'Internal error: Oops: 17 [#1] SMP ARM',
  'PC is at caam_jr_dequeue+0x1c/0x2f0',
  '---[ end trace 0000000000000000 ]---',
];

describe('the scanner of the kernel log', () => {
  it('puts lines that differ in their numbers only into one group', () => {
    const scanner = scanOf(
      record(10, 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.'),
      record(20, 'caam_jr 2101000.jr: 40001310: DECO: desc idx 19: Invalid Sequence Command.'),
      record(30, 'caam_jr 2102000.jr: 2000081a: CCB: desc idx 8: AES: ICV check failed.'),
      record(40, 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.'),
    );
    assert.deepEqual(
      scanner.groups.map(({ count, firstMicroseconds, lastMicroseconds }) => [
        count,
        firstMicroseconds,
        lastMicroseconds,
      ]),
      [
        [3, 10, 40],
        [1, 30, 30],
      ],
    );
    assert.equal(scanner.groups[0]?.text, 'caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.');
  });

  it('takes all lines of an oops for one report', () => {
    const scanner = scanOf(...OOPS.map((text, index) => record(index * 100, text)), record(600, 'usb 1-1: fine', 6));
    assert.equal(scanner.groups.length, 1);
    const [group] = scanner.groups;
    assert.equal(group?.kind, 'oops');
    assert.deepEqual(
      group.report.map((line) => line.slice(line.indexOf(']') + 2)),
      OOPS,
    );
    assert.match(group.report[0] ?? '', /^<3>\[ {4}0\.000000\] Unable/);
  });

  it('takes a repeated oops for the same, its lines included', () => {
    const twice = [...OOPS, ...OOPS].map((text, index) =>
      record(index * 100, text.replace('[#1]', `[#${String(index)}]`)),
    );
    const scanner = scanOf(...twice);
    assert.deepEqual(
      scanner.groups.map(({ count, report }) => [count, report.length]),
      [[2, OOPS.length]],
    );
  });

  it('ends a report when nothing came for a tenth of a second', () => {
    const scanner = scanOf(
      record(0, 'WARNING: CPU: 0 PID: 1 at crypto/a.c:1 f+0x1/0x2'),
      record(90_000, ' f+0x1/0x2', 4),
      record(180_000, ' g+0x1/0x2', 4),
      record(300_001, 'usb 1-1: new device', 6),
      record(300_002, 'WARNING: CPU: 0 PID: 1 at lib/b.c:1 f+0x1/0x2'),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind, report }) => [kind, report.length]),
      [
        ['warning', 3],
        ['warning', 1],
      ],
    );
  });

  it('sees a driver error and a stall inside a report as what they are', () => {
    const scanner = scanOf(
      record(0, 'INFO: task vt:118 blocked for more than 120 seconds.'),
      record(1, 'task:vt state:D stack:0 pid:118'),
      record(2, 'INFO: task other:9 blocked for more than 120 seconds.'),
      record(3, 'task:other state:D stack:0 pid:9'),
      record(4, 'caam_jr 2102000.jr: job ring error: irqstate: 00000103'),
      record(5, 'usb 1-1: new device', 6),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind, report }) => [kind, report.length]),
      [
        ['stall', 2],
        ['stall', 2],
        ['engine', 1],
      ],
    );
  });

  it('keeps a bounded report and a bounded number of groups, and counts the rest', () => {
    const long = scanOf(
      record(0, 'kernel BUG at a.c:1!'),
      ...Array.from({ length: 500 }, (_, i) => record(i, `line`, 6)),
    );
    assert.equal(long.groups[0]?.report.length, 150);
    const letters = (index: number): string =>
      String(index).replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
    const many = scanOf(...Array.from({ length: 250 }, (_, index) => record(index, `caam: error ${letters(index)}`)));
    assert.equal(many.groups.length, 50);
    assert.equal(many.ungrouped, 200);
  });

  it('returns the group that a record begins or repeats, and nothing for the ordinary', () => {
    const scanner = new LogScanner();
    const first = scanner.add(record(0, 'talitos 30000.crypto: DEU error'));
    assert.deepEqual(first, scanner.groups);
    assert.deepEqual(scanner.add(record(1, 'eth0: link up', 6)), []);
    assert.deepEqual(scanner.add(record(2, 'talitos 30001.crypto: DEU error')), first);
    assert.equal(scanner.groups[0]?.count, 2);
  });

  it('watches what it is told to watch', () => {
    const scanner = new LogScanner();
    assert.deepEqual(scanner.add(record(0, 'my_engine 1.aes: timeout')), []);
    scanner.alsoWatch(['my-engine']);
    scanner.alsoWatch(['another']);
    assert.equal(scanner.add(record(1, 'my_engine 1.aes: timeout'))[0]?.kind, 'engine');
    assert.equal(scanner.add(record(1, 'another: timeout'))[0]?.kind, 'engine');
  });

  it('is not filled up by one driver: whatever came before, an oops is an alarm', () => {
    const letters = (index: number): string =>
      String(index).replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
    const flood = ['talitos e0030000.crypto', 'caam_jr 2101000.jr', 'ccp-1', 'qce 1a.crypto', 'sahara 1.sahara'];
    const scanner = scanOf(
      ...flood.flatMap((who, at) =>
        Array.from({ length: 250 }, (_, index) => record(at * 1000 + index, `${who}: error ${letters(index)}`)),
      ),
      record(9000, 'omap-aes 4b500000.aes: fault'),
      record(10_000, 'Unable to handle kernel NULL pointer dereference at virtual address 00000010', 1),
    );
    assert.equal(scanner.groups.at(-1)?.kind, 'oops');
    assert.equal(scanner.groups.length, 201);
    const one = scanOf(
      ...Array.from({ length: 250 }, (_, index) => record(index, `ccp-1: error ${letters(index)}`)),
      record(1000, 'omap-aes 4b500000.aes: fault'),
    );
    assert.equal(one.groups.at(-1)?.text, 'omap-aes 4b500000.aes: fault');
  });

  it('knows numbers with underlines: the words of a descriptor are one text', () => {
    const scanner = scanOf(
      record(0, 'talitos e0030000.crypto: AESUISR 0x00000000_00000100'),
      record(1, 'talitos e0030000.crypto: DESCBUF 0x60235c0b_00000000'),
      record(2, 'talitos e0030000.crypto: DESCBUF 0x00160000_14e084fb'),
      record(3, 'talitos e0030000.crypto: DESCBUF 0x011c0000_abcdefab'),
      record(4, 'talitos e0030000.crypto: DESCBUF 0x00770000_0c8d353c'),
    );
    assert.deepEqual(
      scanner.groups.map(({ count }) => count),
      [1, 4],
    );
  });

  it('sees an oops in the midst of a warning as worse', () => {
    const scanner = scanOf(
      ...[
        '------------[ cut here ]------------',
        'WARNING: CPU: 24 PID: 1273 at kernel/dma/debug.c:596 add_dma_entry+0x248/0x308',
        'Modules linked in: vce',
        'BUG: kernel NULL pointer dereference, address: 8',
        'Oops: 0000 [#1]',
      ].map((text, at) => record(at, text)),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind, report }) => [kind, report.length]),
      [
        ['warning', 3],
        ['oops', 2],
      ],
    );
  });

  it('keeps the registers of an IOMMU fault, and no other line, in its report', () => {
    const scanner = scanOf(
      record(
        0,
        'arm-smmu 5000000.iommu: Blocked unknown Stream ID 0x429; boot with "arm-smmu.disable_bypass=0" to allow',
      ),
      record(1, 'usb 1-1: new device', 6),
      record(
        2,
        'arm-smmu 5000000.iommu: \tGFSR 0x80000002, GFSYNR0 0x00000000, GFSYNR1 0x00000429, GFSYNR2 0x00000000',
      ),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind, report }) => [kind, report.length]),
      [['iommu', 2]],
    );
  });

  it('takes the lines of a SLUB report for one', () => {
    const lines = [
      '=============================================================================',
      'BUG dma-kmalloc-64 (Not tainted): kmalloc Redzone overwritten',
      '-----------------------------------------------------------------------------',
      '',
      '0x0000000000400564-0x0000000000400567 @offset=1380. First byte 0x80 instead of 0xcc',
      'FIX dma-kmalloc-64: Restoring kmalloc Redzone 0x0000000000400564-0x0000000000400567=0xcc',
    ];
    assert.deepEqual(
      scanOf(...lines.map((text, at) => record(at, text))).groups.map(({ kind, report }) => [kind, report.length]),
      [['sanitizer', 5]],
    );
  });
});
