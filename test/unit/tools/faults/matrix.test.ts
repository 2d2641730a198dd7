import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFaultRows, type FaultRow } from '#tools/faults/fault-row.js';
import { diagnosisDocument, faultDocument, matrixText } from '#tools/faults/matrix.js';

const EIO: FaultRow = {
  fault: 'eio',
  mix: 'cbc',
  operations: 4000,
  injected: 106,
  visible: 105,
  found: 104,
  verdict: 'refused',
  note: '',
  diagnosed: null,
};
const FLIP: FaultRow = {
  ...EIO,
  fault: 'flip',
  verdict: 'wrong',
  note: 'a note',
  diagnosed: { kind: 'bits-flipped', examined: 100, right: 99, wronglyCertain: 0 },
};

describe('the rows of the fault matrix', () => {
  it('are read as they were written', () => {
    const text = [EIO, FLIP].map((row) => `${JSON.stringify(row)}\n`).join('');
    assert.deepEqual(readFaultRows(text), [EIO, FLIP]);
    assert.deepEqual(readFaultRows(''), []);
  });

  it('are refused when they are no rows', () => {
    assert.throws(
      () => readFaultRows('{"fault":"eio"}\n'),
      /^ToolError: the rows of the fault matrix: mix is not a text$/,
    );
    assert.throws(() => readFaultRows('null\n'), /^ToolError: the rows of the fault matrix: it is not an object$/);
  });
});

describe('the matrices', () => {
  it('have a row for each fault; of what forensics said, for each that has wrong bytes', () => {
    const faults = faultDocument([EIO, FLIP], 'uml guest, Linux 6.1').split('\n');
    assert.deepEqual(faults.slice(-7), [
      '| fault | operations | injected | could show | found | verdict |',
      '| --- | --- | --- | --- | --- | --- |',
      '| eio (cbc) | 4000 | 106 | 105 | 104 | refused |',
      '| flip (cbc) | 4000 | 106 | 105 | 104 | wrong |',
      '',
      '- flip (cbc): a note',
      '',
    ]);
    const diagnoses = diagnosisDocument([EIO, FLIP], 'uml guest, Linux 6.1').split('\n');
    assert.deepEqual(diagnoses.slice(-4), [
      '| fault | right answer | examined | named right | wrong and called certain |',
      '| --- | --- | --- | --- | --- |',
      '| flip (cbc) | bits-flipped | 100 | 99 | 0 |',
      '',
    ]);
    for (const document of [faults, diagnoses]) assert.match(document.join('\n'), /uml guest, Linux 6\.1/);
  });

  it('are two tables on a terminal', () => {
    const [faults = '', notes, diagnoses = ''] = matrixText([EIO, FLIP]).split('\n\n');
    assert.equal(faults.split('\n')[1], 'eio (cbc)   4000        106       105         104    refused');
    assert.equal(notes, '- flip (cbc): a note');
    assert.equal(diagnoses.split('\n')[1], 'flip (cbc)  bits-flipped  100       99           0');
  });
});
