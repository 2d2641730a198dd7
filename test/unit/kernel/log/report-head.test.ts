import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record, scanOf } from '../../../helpers/kernel-log.js';

describe('a warning in the kernel log', () => {
  const CUT = '------------[ cut here ]------------';
  const WARNED = 'WARNING: CPU: 24 PID: 1273 at kernel/dma/debug.c:596 add_dma_entry+0x248/0x308';
  const dmaApi = (device: string): string => `DMA-API: ${device}: cacheline tracking EEXIST, overlapping mappings`;

  it('is named by the message before it, as arm64 and x86 print it', () => {
    const scanner = scanOf(
      ...[CUT, dmaApi('hisi_sec2 0000:75:00.0'), WARNED, 'Call trace:', '---[ end trace 0000000000000000 ]---'].map(
        (text, at) => record(at, text, 4),
      ),
      ...[CUT, dmaApi('xhci_hcd 0000:7a:01.0'), WARNED].map((text, at) => record(1_000_000 + at, text, 4)),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind, text, count, report }) => [kind, text, count, report.length]),
      [
        ['warning', dmaApi('hisi_sec2 0000:75:00.0'), 1, 5],
        ['warning', dmaApi('xhci_hcd 0000:7a:01.0'), 1, 3],
      ],
    );
    assert.match(scanner.groups[0]?.report[0] ?? '', /cut here/);
  });

  it('is named by the message behind it, as arm and mips print it', () => {
    const scanner = scanOf(
      ...[CUT, WARNED, dmaApi('caam_jr 2101000.jr'), 'Modules linked in: vce'].map((text, at) => record(at, text, 4)),
      ...[CUT, WARNED, dmaApi('ehci 2184000.usb'), 'Modules linked in: vce'].map((text, at) =>
        record(1_000_000 + at, text, 4),
      ),
    );
    assert.deepEqual(
      scanner.groups.map(({ text, report }) => [text, report.length]),
      [
        [dmaApi('caam_jr 2101000.jr'), 4],
        [dmaApi('ehci 2184000.usb'), 4],
      ],
    );
  });

  it('without a message is named by its place', () => {
    const scanner = scanOf(
      ...[CUT, WARNED, 'Modules linked in: vce', 'CPU: 0 PID: 1'].map((text, at) => record(at, text, 4)),
    );
    assert.deepEqual(
      scanner.groups.map(({ text, report }) => [text, report.length]),
      [[WARNED, 4]],
    );
    assert.deepEqual(
      scanOf(record(0, WARNED, 4)).groups.map(({ text }) => text),
      [WARNED],
    );
  });

  it('does not swallow an alarm that comes directly behind it', () => {
    const scanner = scanOf(
      record(0, WARNED, 4),
      record(1, 'Unable to handle kernel NULL pointer dereference at virtual address 00000010', 1),
    );
    assert.deepEqual(
      scanner.groups.map(({ kind }) => kind),
      ['warning', 'oops'],
    );
  });

  it('has no line of the next boot in its report', () => {
    const scanner = scanOf(
      record(5_000_000, WARNED, 4),
      record(5_000_001, 'Modules linked in: vce', 4),
      record(0, 'Linux version 6.1.0', 5),
    );
    assert.equal(scanner.groups[0]?.report.length, 2);
  });
});
