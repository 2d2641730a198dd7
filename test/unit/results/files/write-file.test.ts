import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { writeFileAtomically } from '#dist/results/files/write-file.js';
import { runShortOfSpace } from '../../../helpers/short-of-space.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

describe('writing a file', () => {
  it('writes texts and bytes as they are', () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('file');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), (content) => {
        writeFileAtomically(path, content);
        assert.deepEqual(readFileSync(path), Buffer.from(content));
      }),
      { numRuns: 50 },
    );
    assert.deepEqual(readdirSync(directory.path), ['file']);
  });

  it('replaces a file and what an interrupted attempt left', () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.join('file'), 'a longer text that was there before');
    writeFileSync(directory.join('file.partial'), 'half of something much longer than the new text');
    writeFileAtomically(directory.join('file'), 'new');
    assert.equal(readFileSync(directory.join('file'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(directory.path), ['file']);
  });

  it('leaves nothing behind when it cannot take its place', () => {
    using directory = new TemporaryDirectory();
    mkdirSync(directory.join('file'));
    assert.throws(() => {
      writeFileAtomically(directory.join('file'), 'text');
    });
    assert.deepEqual(readdirSync(directory.path), ['file']);
  });

  it('leaves nothing behind, and the old file as it was, when the disk does not take all of it', () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.join('file'), 'old');
    const { thrown } = runShortOfSpace('write-file', directory.path);
    assert.equal(thrown, 'EFBIG');
    assert.deepEqual(readdirSync(directory.path), ['file']);
    assert.equal(readFileSync(directory.join('file'), 'utf8'), 'old');
  });

  it('tells when there is no such directory', () => {
    using directory = new TemporaryDirectory();
    assert.throws(
      () => {
        writeFileAtomically(directory.join('missing', 'file'), 'text');
      },
      { code: 'ENOENT' },
    );
  });
});
