import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dumpKindOfLine } from '#dist/caam/dump/dump-label.js';

const POINTERS = ['c0b7d900', '00000000e01f5057', '(____ptrval____)', '(ptrval)'];

/** Labels of Linux 4.9 to 6.12; the number is the line of the source. */
const LABELS = {
  shared: ['aead enc shdesc@123', 'xts skcipher dec shdesc@1514', 'axcbc update first shdesc@269 ', 'rng shdesc@'],
  job: ['jobdesc@1', 'chachapoly jobdesc@99', 'rng job desc@', 'prng reseed desc@'],
  sgt: ['skcipher sec4_sg@1746', 'caampkc sec4_sg@77', 'sec4_sg_ptr@'],
  data: ['key in @123', 'dstiv  @1064', 'dst    @1066', 'result@1'],
} as const;

describe('a line of the kernel log is a row', () => {
  for (const kind of ['shared', 'job', 'sgt', 'data'] as const) {
    it(`of a dump of the kind ${kind} by its label`, () => {
      for (const label of LABELS[kind]) {
        for (const pointer of POINTERS) {
          const row = `${label}: ${pointer}: b8801211 a1004006                    .....@..`;
          for (const line of [row, `<7>[   12.345678][  T123] ${row}`]) assert.equal(dumpKindOfLine(line), kind, line);
        }
      }
    });
  }

  it('or it is none', () => {
    for (const line of [
      '',
      'usb 1-1: new device',
      'root@host: c0b7d900: b880',
      'skcipher jobdesc@1826: c0b7d900 b8801211',
      'skcipher jobdesc: c0b7d900: b8801211',
      `${'x'.repeat(100_000)}@`,
    ])
      assert.equal(dumpKindOfLine(line), undefined, line.slice(0, 80));
  });
});
