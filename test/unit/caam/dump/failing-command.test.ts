import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandAtIndex, type CommandAtIndex, type DescriptorPair } from '#dist/caam/descriptor/command-at-index.js';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { failingCommand } from '#dist/caam/dump/failing-command.js';
import { findObjectsInLog } from '#dist/caam/dump/find-objects.js';
import { LoggedPairs } from '#dist/caam/dump/logged-pairs.js';
import { decodeStatus } from '#dist/caam/status/status-word.js';
import { CBC_DECRYPT, CBC_DECRYPT_WITH_WAIT, CBC_JOB, hexDump, LE1, wordsOf } from '../../../helpers/caam.js';

const shared = disassemble(CBC_DECRYPT_WITH_WAIT, LE1);
const job = disassemble(CBC_JOB, LE1);
const pair: DescriptorPair = { shared, job };

/** `job 1 inside JOB_HEADER`. */
function placeOf(at: CommandAtIndex): string {
  switch (at.kind) {
    case 'command':
    case 'inside':
      return `${at.place} ${String(at.word)} ${at.kind} ${at.instruction.op}`;
    case 'lost':
    case 'not given':
      return `${at.place} ${String(at.word)} not given`;
    case 'out of range':
      return `out of range of ${String(at.words)}`;
    case 'jump target':
    case 'no index':
      return at.kind;
  }
}

describe('an index of the descriptor buffer', () => {
  it('is a word of the shared descriptor first, then of the job', () => {
    assert.equal(placeOf(commandAtIndex(18, pair)), 'shared 18 command SEQ_STORE');
    assert.equal(placeOf(commandAtIndex(0, pair)), 'shared 0 command SHARED_HEADER');
    assert.equal(placeOf(commandAtIndex(19, pair)), 'job 0 command JOB_HEADER');
    assert.equal(placeOf(commandAtIndex(21, pair)), 'job 2 command SEQ_IN_PTR');
    assert.equal(placeOf(commandAtIndex(24, pair)), 'job 5 command SEQ_OUT_PTR');
  });

  it('may be no command boundary', () => {
    assert.equal(placeOf(commandAtIndex(4, pair)), 'shared 4 inside KEY');
    assert.equal(placeOf(commandAtIndex(13, pair)), 'shared 13 inside MATH');
    assert.equal(placeOf(commandAtIndex(20, pair)), 'job 1 inside JOB_HEADER');
    assert.equal(placeOf(commandAtIndex(23, pair)), 'job 4 inside SEQ_IN_PTR');
    const rsa = disassemble(wordsOf(`b0870008 ${'00001000 '.repeat(6)} 80180000`), LE1);
    assert.equal(placeOf(commandAtIndex(1, { job: rsa })), 'job 1 inside PDB');
  });

  it('may be out of range, or in what was not given', () => {
    assert.equal(placeOf(commandAtIndex(27, pair)), 'out of range of 27');
    assert.equal(
      placeOf(commandAtIndex(60, { job: disassemble(wordsOf('b0800004 82500000 60340010 12345678'), LE1) })),
      'out of range of 4',
    );
    // The job's header tells how long its shared descriptor is.
    assert.equal(placeOf(commandAtIndex(18, { job })), 'shared 18 not given');
    assert.equal(placeOf(commandAtIndex(21, { job })), 'job 2 command SEQ_IN_PTR');
    assert.equal(placeOf(commandAtIndex(21, { shared })), 'job 2 not given');
  });

  it('of a job that was cut off counts what is missing', () => {
    const cut = disassemble(CBC_DECRYPT_WITH_WAIT.slice(0, 8), LE1);
    assert.equal(placeOf(commandAtIndex(21, { shared: cut, job })), 'job 2 command SEQ_IN_PTR');
    assert.equal(placeOf(commandAtIndex(18, { shared: cut, job })), 'shared 18 not given');
  });
});

describe('the command that failed', () => {
  const failing = (word: number, printed: number | null, given = pair): ReturnType<typeof failingCommand> =>
    failingCommand(decodeStatus(word), printed, given);

  it('is the one at the index of the number; the printed one is looked up, too', () => {
    const { at, printedAt, fits } = failing(0x4000_1210, 13);
    assert.equal(placeOf(at), 'shared 18 command SEQ_STORE');
    assert.equal(printedAt === undefined ? '' : placeOf(printedAt), 'shared 13 inside MATH');
    assert.ok(fits);
    assert.equal(failing(0x4000_1210, 18).printedAt, undefined);
    assert.equal(failing(0x4000_1210, null).printedAt, undefined);
  });

  it('must be of a kind that ends so', () => {
    const stock = { shared: disassemble(CBC_DECRYPT, LE1), job };
    assert.equal(failing(0x4000_0c10, null, stock).fits, false);
    assert.equal(failing(0x4000_1010, null, stock).fits, true);
    assert.equal(failing(0x4000_0206, null, stock).fits, true);
    assert.equal(failing(0x4000_0706, null, stock).fits, false);
    // A DMA error can be anybody's.
    assert.equal(failing(0x4000_0c16, null, stock).fits, true);
  });

  it('is elsewhere after a jump, and nowhere for a queue', () => {
    assert.equal(placeOf(failing(0x4800_1210, null).at), 'jump target');
    assert.equal(placeOf(failing(0x5000_1210, null).at), 'no index');
  });

  it('of a sequence comes with the arithmetic', () => {
    assert.deepEqual(failing(0x4000_1210, null).balances, [
      { name: 'input', given: 656, fixed: 16, hasVariable: true },
      { name: 'output', given: 656, fixed: 16, hasVariable: true },
    ]);
    assert.deepEqual(failing(0x4000_1206, null).balances, []);
  });

  it('is looked for in the descriptors that the log shows around it', () => {
    const lines = [
      ...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT),
      ...hexDump('skcipher enc shdesc@1480', CBC_DECRYPT),
      ...hexDump('skcipher jobdesc@1826', CBC_JOB),
    ];
    const pairs = new LoggedPairs(findObjectsInLog(lines));
    const found = (line: number): unknown => {
      const pair = pairs.near(line);
      return [pair?.place, pair?.job?.words, pair?.shared?.words];
    };
    assert.deepEqual(found(lines.length + 1), ['job before', CBC_JOB, CBC_DECRYPT_WITH_WAIT]);
    assert.deepEqual(found(0), ['job behind', CBC_JOB, CBC_DECRYPT_WITH_WAIT], 'dumped when it was completed');
    const [cutOff = ''] = hexDump('skcipher jobdesc@1826', CBC_JOB);
    assert.equal(new LoggedPairs(findObjectsInLog([cutOff])).near(9), undefined);
    const sharedAlone = [...hexDump('skcipher enc shdesc@1480', CBC_DECRYPT), cutOff];
    const alone = new LoggedPairs(findObjectsInLog(sharedAlone)).near(9);
    assert.deepEqual([alone?.place, alone?.shared?.words], ['shared before', CBC_DECRYPT]);
  });
});
