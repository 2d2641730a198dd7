import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ballast } from '#dist/results/files/ballast.js';
import { runShortOfSpace } from '../../../helpers/short-of-space.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

describe('ballast', () => {
  it('takes a quarter of a MiB of the disk, not just a name for it', () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('ballast');
    const ballast = Ballast.make(path);
    const { size, blocks } = statSync(path);
    assert.equal(size, 256 * 1024);
    assert.ok(blocks * 512 >= size, String(blocks));
    ballast.release();
  });

  it('is given back once, and says whether there was something to give', () => {
    using directory = new TemporaryDirectory();
    const ballast = Ballast.make(directory.join('ballast'));
    assert.equal(ballast.release(), true);
    assert.equal(existsSync(directory.join('ballast')), false);
    assert.equal(ballast.release(), false);
  });

  it('does not replace a file that is already there', () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.join('ballast'), 'precious');
    assert.throws(() => Ballast.make(directory.join('ballast')), { code: 'EEXIST' });
    assert.equal(statSync(directory.join('ballast')).size, 8);
  });

  it('leaves nothing behind when the disk has no room for it', () => {
    using directory = new TemporaryDirectory();
    assert.equal(runShortOfSpace('ballast', directory.path).thrown, 'EFBIG');
    assert.deepEqual(readdirSync(directory.path), []);
  });
});
