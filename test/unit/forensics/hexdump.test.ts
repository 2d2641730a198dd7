import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POISON } from '#dist/afalg/layout.js';
import type { DamagedOperation } from '#dist/forensics/damaged-operation.js';
import { hexdump } from '#dist/forensics/hexdump.js';
import { offsetLines } from '#dist/forensics/offsets.js';
import { changed, Operations } from '../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../helpers/workloads.js';

const OPERATIONS = new Operations({ ...DEFAULT_WORKLOAD, mode: 'ctr', minLength: 40, maxLength: 200 });
const AT = { worker: 1, burst: 2, operation: 40 };

/** Known bytes: what is expected counts up from 0. */
function counting(length: number): DamagedOperation {
  const operation = OPERATIONS.find(AT, (candidate) => candidate.length === length);
  const expected = Buffer.from(Array.from({ length }, (_, index) => index & 0xff));
  return { ...operation, receiveOffset: 4032, expected, actual: Buffer.from(expected) };
}

describe('a hexdump', () => {
  it('is empty when nothing differs', () => {
    assert.deepEqual(hexdump(counting(160)), []);
  });

  it('shows two lines before the first bad byte and five behind it, expected | actual, bad bytes marked', () => {
    const operation = counting(160);
    const actual = changed(operation.expected, (copy) => (copy[0x41] = copy[0x4f] = 0xee));
    assert.deepEqual(hexdump({ ...operation, actual }), [
      '         expected                                        | actual, * differs',
      '        ...',
      '   0020  20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f | 20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f',
      '   0030  30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f | 30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f',
      '   0040  40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f | 40*ee 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e*ee',
      '   0050  50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f | 50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f',
      '   0060  60 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f | 60 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f',
      '   0070  70 71 72 73 74 75 76 77 78 79 7a 7b 7c 7d 7e 7f | 70 71 72 73 74 75 76 77 78 79 7a 7b 7c 7d 7e 7f',
      '   0080  80 81 82 83 84 85 86 87 88 89 8a 8b 8c 8d 8e 8f | 80 81 82 83 84 85 86 87 88 89 8a 8b 8c 8d 8e 8f',
      '   0090  90 91 92 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f | 90 91 92 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f',
      '        ...',
    ]);
  });

  it('shows both guards and where the buffer begins and ends, though its last line is short', () => {
    const operation = counting(40);
    const guardBefore = changed(operation.guardBefore, (copy) => (copy[63] = 0));
    const guardAfter = changed(operation.guardAfter, (copy) => (copy[0] = ~POISON & 0xff));
    const poison = Array.from({ length: 16 }, () => ' a5').join('');
    assert.deepEqual(hexdump({ ...operation, guardBefore, guardAfter }), [
      '         expected                                        | actual, * differs',
      '        ...',
      `  -0030 ${poison} |${poison}`,
      `  -0020 ${poison} |${poison}`,
      `  -0010 ${poison} |${poison.slice(0, -3)}*00`,
      '        -- start of the buffer --',
      '   0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f | 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f',
      '   0010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f | 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f',
      '   0020  20 21 22 23 24 25 26 27                         | 20 21 22 23 24 25 26 27',
      '        -- end of the buffer --',
      `   0028 ${poison} |*5a${poison.slice(3)}`,
      `   0038 ${poison} |${poison}`,
      '        ...',
    ]);
  });
});

describe('offsets', () => {
  it('are relative to block, cache line and page of the receive memory', () => {
    const operation = counting(160);
    const actual = changed(operation.expected, (copy) => (copy[17] = copy[100] = 0xee));
    assert.deepEqual(offsetLines({ ...operation, actual }), [
      '                       first bad byte             last bad byte',
      '  of 160               17 (0x11)                  100 (0x64)',
      '  in AES block         byte 1 of the 2nd          byte 4 of the 7th',
      '  in 32-byte line      byte 17 of the 127th       byte 4 of the 130th',
      '  in 64-byte line      byte 17 of the 64th        byte 36 of the 65th',
      '  in page (4096)       byte 4049 of the 1st       byte 36 of the 2nd',
    ]);
  });

  it('are negative before the buffer, and of one byte in one column', () => {
    const operation = counting(160);
    const guardBefore = changed(operation.guardBefore, (copy) => (copy[60] = 0));
    assert.deepEqual(offsetLines({ ...operation, guardBefore }).slice(0, 2), [
      '                       the bad byte',
      '  of 160               -4 (-0x4)',
    ]);
  });

  it('are none when nothing is bad', () => {
    assert.deepEqual(offsetLines(counting(160)), []);
  });
});
