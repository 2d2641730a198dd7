import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DumpRows } from '#dist/orchestrator/kernel/dump-rows.js';
import { CBC_DECRYPT, CBC_JOB, hexDump, TABLE } from '../../../helpers/caam.js';

const SHARED = hexDump('skcipher dec shdesc@1514', CBC_DECRYPT);
const JOB = hexDump('skcipher jobdesc@1826', CBC_JOB);
const SGT = hexDump('skcipher sec4_sg@1746', TABLE);

function taken(rows: DumpRows, lines: readonly string[]): readonly boolean[] {
  return lines.map((line) => rows.add(line, line));
}

describe('rows of dumps', () => {
  it('are kept in their order, without all that is none', () => {
    const rows = new DumpRows();
    const others = [
      'usb 1-1: new device',
      ...hexDump('key in @123', CBC_JOB),
      ...hexDump('dst    @1064', TABLE),
      'root@host: c0b7d900: b8801211',
    ];
    const dumps = [...SGT, ...SHARED, ...JOB];
    assert.deepEqual(taken(rows, [...others, ...dumps]), [...others.map(() => false), ...dumps.map(() => true)]);
    assert.deepEqual(rows.around('alarm').dumps, {
      lines: [...dumps, 'alarm'],
      alarm: dumps.length,
      isCut: false,
    });
  });

  it('may come behind the alarm, as many as there is room for', () => {
    const around = new DumpRows().around('alarm');
    assert.deepEqual([around.dumps], [undefined], 'nobody dumped anything');
    for (let count = 0; count < 1000; count += 1) around.add(JOB[0] ?? '');
    const { lines, alarm } = around.dumps ?? assert.fail();
    assert.deepEqual([lines.length, alarm], [1 + 128, 0]);
  });

  it('of a flood are forgotten but for the last, and those of shared descriptors are not washed away', () => {
    const rows = new DumpRows();
    taken(rows, SHARED);
    for (let count = 0; count < 10_000; count += 1) taken(rows, [...SGT, ...JOB]);
    const { lines, isCut } = rows.around('alarm').dumps ?? assert.fail();
    assert.equal(lines.length, SHARED.length + 256 + 1);
    assert.deepEqual(lines.slice(0, SHARED.length), SHARED);
    assert.deepEqual(lines.slice(-1 - JOB.length), [...JOB, 'alarm']);
    assert.equal(isCut, true);
  });
});
