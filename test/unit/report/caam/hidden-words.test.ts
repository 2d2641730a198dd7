import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInBytes, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import type { ObjectChoice } from '#dist/caam/dump/caam-object.js';
import { commandAtIndex } from '#dist/caam/descriptor/command-at-index.js';
import { swapBytes, wordText } from '#dist/caam/word.js';
import { objectsJson } from '#dist/report/caam/disassembly-json.js';
import { objectsText } from '#dist/report/caam/disassembly-text.js';
import { CBC_DECRYPT, CBC_JOB, descriptorOf, hexDump, memoryOf, only } from '../../../helpers/caam.js';

const KEY = CBC_DECRYPT.slice(3, 7);
const DUMP = hexDump('skcipher dec shdesc@1514', CBC_DECRYPT);

/** Asserts that nothing that is printed has a word of the key, either way round, in text or JSON. */
function assertHidden(text: string, choice: ObjectChoice = {}): void {
  const objects = findObjectsInText(text, choice);
  assert.ok(objects.length > 0);
  const printed = `${objectsText(objects, { showKeys: false })}${JSON.stringify(objectsJson(objects, false))}`;
  for (const word of [...KEY, ...KEY.map(swapBytes)]) assert.doesNotMatch(printed, new RegExp(wordText(word)), printed);
  // Fields of commands would tell it, too.
  assert.doesNotMatch(printed, /zbyt|type 0x|reserved OPTYPE|JUMP|at 0x/, printed);
  const shown = JSON.stringify(objectsJson(objects, true));
  const isThere = [...KEY, ...KEY.map(swapBytes)].some((word) => shown.includes(wordText(word)));
  assert.ok(isThere, 'shown when it is asked for');
}

describe('without a header there may be a key anywhere, so nothing is shown unasked', () => {
  it('where the first row is missing, as in every full ring buffer', () => {
    assertHidden(DUMP.slice(1).join('\n'));
    assertHidden([...DUMP.slice(1), ...hexDump('data@1', CBC_JOB)].join('\n'));
  });

  it('where the user says it is something else, or the other way round', () => {
    assertHidden(DUMP.join('\n'), { kind: 'sgt' });
    assertHidden(DUMP.slice(1).join('\n'), { kind: 'sgt' });
    assertHidden(DUMP.join('\n'), { swap: true });
    assertHidden(hexDump('key in @123', CBC_DECRYPT).join('\n').replace(/.*\n/, ''), { kind: 'job' });
    const plain = memoryOf(CBC_DECRYPT).toString('hex');
    assertHidden(plain, { swap: false, kind: 'shared' });
    assertHidden(plain, { kind: 'sgt' });
  });

  it('where the byte order is given wrongly', () => {
    const objects = findObjectsInBytes(memoryOf(CBC_DECRYPT), { endian: 'be', kind: 'shared' });
    const printed = `${objectsText(objects, { showKeys: false })}${JSON.stringify(objectsJson(objects, false))}`;
    assert.doesNotMatch(printed, /a0a1a2a3|a3a2a1a0/);
    assert.match(printed, /without a header a key cannot be told from commands, redacted/);
  });

  it('and a status names no command of it', () => {
    const { disassembly } = descriptorOf(only(findObjectsInText(DUMP.slice(1).join('\n'))));
    assert.equal(commandAtIndex(1, { shared: disassembly }).kind, 'lost');
  });

  it('but zeros are no secret', () => {
    const zeros = findObjectsInBytes(Buffer.alloc(16), { kind: 'job' });
    assert.match(objectsText(zeros, { showKeys: false }), /00000000/);
  });
});

describe('--kind', () => {
  it('overrides the header of the one descriptor, and says so', () => {
    const job = only(findObjectsInText(CBC_JOB.map(wordText).join(' '), { kind: 'shared' }));
    assert.equal(job.kind, 'shared');
    assert.match(
      job.notes.join('\n'),
      /the header is that of a job descriptor, decoded as that of a shared one, as --kind/,
    );
    const shared = only(findObjectsInText(DUMP.join('\n'), { kind: 'job' }));
    assert.equal(shared.kind, 'job');
    assert.deepEqual(only(findObjectsInText(DUMP.join('\n'), { kind: 'shared' })).notes, []);
  });

  it('is not used where labels know better, and says so', () => {
    const lines = [...DUMP, ...hexDump('skcipher jobdesc@1826', CBC_JOB)].join('\n');
    const objects = findObjectsInText(lines, { kind: 'job' });
    assert.deepEqual(
      objects.map(({ kind, notes }) => [kind, notes.some((note) => note.startsWith('--kind job is not used'))]),
      [
        ['shared', true],
        ['job', false],
      ],
    );
  });
});
