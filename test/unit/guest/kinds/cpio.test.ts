import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cpioArchive, type CpioEntry } from '#dist/guest/kinds/cpio.js';

interface Member {
  readonly path: string;
  readonly mode: number;
  readonly bytes: string;
}

/** Reads an archive as the kernel does (init/initramfs.c): magic, thirteen numbers, a name, bytes; all padded to four. */
function membersOf(archive: Buffer): readonly Member[] {
  const members: Member[] = [];
  for (let at = 0; at < archive.length;) {
    assert.equal(at % 4, 0);
    assert.equal(archive.toString('latin1', at, at + 6), '070701');
    const field = (index: number): number =>
      Number.parseInt(archive.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const [mode, size, nameSize] = [field(1), field(6), field(11)];
    const nameAt = at + 110;
    const path = archive.toString('utf8', nameAt, nameAt + nameSize - 1);
    assert.equal(archive[nameAt + nameSize - 1], 0);
    const bytesAt = Math.ceil((nameAt + nameSize) / 4) * 4;
    members.push({ path, mode, bytes: archive.toString('latin1', bytesAt, bytesAt + size) });
    at = Math.ceil((bytesAt + size) / 4) * 4;
  }
  return members;
}

describe('an archive for the kernel to unpack', () => {
  it('begins as cpio -H newc writes it', () => {
    const archive = cpioArchive([{ path: 'init', mode: 0o755, bytes: Buffer.from('#!/bin/sh\n') }]);
    assert.equal(
      archive.toString('latin1', 0, 128),
      '070701' +
        '00000001' +
        '000081ed' +
        '00000000'.repeat(2) +
        '00000001' +
        '00000000' +
        '0000000a' +
        '00000000'.repeat(4) +
        '00000005' +
        '00000000' +
        'init\0\0#!/bin/sh\n\0\0',
    );
    assert.equal(archive.toString('latin1', 128, 134), '070701');
    assert.equal(archive.toString('latin1', 128 + 110, 128 + 120), 'TRAILER!!!');
  });

  it('holds files and directories of any name and length, and ends with the trailer', () => {
    const name = fc.stringMatching(/^[a-z0-9 ä.-]{1,40}$/);
    const entry = fc.record(
      { path: name, mode: fc.nat({ max: 0o777 }), bytes: fc.uint8Array({ maxLength: 50 }) },
      { requiredKeys: ['path', 'mode'] },
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries: readonly CpioEntry[]) => {
        const [trailer, ...reversed] = [...membersOf(cpioArchive(entries))].reverse();
        assert.equal(trailer?.path, 'TRAILER!!!');
        assert.deepEqual(
          reversed.reverse(),
          entries.map(({ path, mode, bytes }) => ({
            path,
            mode: mode | (bytes === undefined ? 0o040000 : 0o100000),
            bytes: Buffer.from(bytes ?? []).toString('latin1'),
          })),
        );
      }),
    );
  });
});
