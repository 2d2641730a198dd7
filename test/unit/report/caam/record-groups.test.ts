import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import { groupedRecordTexts } from '#dist/report/caam/record-groups.js';

const DECO = 'caam_jr 2101000.jr: 40001210: DECO: desc idx 18: bad sequence command';
const CCB = 'caam_jr 2102000.jr: 20003c5b: CCB: desc idx 60: RNG: Hardware error';

function texts(lines: readonly string[], rowsOf: (line: number) => readonly string[] = () => []): readonly string[] {
  return groupedRecordTexts(decodeLog(lines), ({ lineNumber }) => rowsOf(lineNumber)).map((block) => block.join('\n'));
}

describe('the records of a log', () => {
  it('that say the same are one block, with how often and where last', () => {
    const [first = '', second = '', ...others] = texts([DECO, 'other', CCB, `[   9.123456] ${DECO}`, DECO]);
    assert.deepEqual(others, []);
    assert.match(
      first,
      /^40001210 .*\n {2}line {5}1: .*\n(?: {2}.*\n)*? {2}again {4}in 2 further lines, the last of which is 5$/m,
    );
    assert.doesNotMatch(second, /again/);
  });

  it('with other descriptors around them stay apart', () => {
    assert.equal(texts([DECO, DECO, DECO], (line) => [line < 3 ? 'one job' : 'another']).length, 2);
  });

  it('of a flood are as few as they say things', () => {
    assert.equal(texts(Array.from({ length: 20_000 }, (_, index) => (index % 2 === 0 ? DECO : CCB))).length, 2);
  });
});
