import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BoundedLog } from '#dist/results/files/bounded-log.js';
import { TemporaryDirectory } from '../../../helpers/temporary-directory.js';

describe('a bounded log', () => {
  it('keeps lines up to its limit, and says how many it did not', () => {
    using directory = new TemporaryDirectory();
    const path = `${directory.path}/kmsg.log`;
    const log = new BoundedLog(path, 12);
    log.append(['one', 'two']);
    log.append([]);
    log.append(['three']);
    log.append(['x']);
    assert.equal(log.dropped, 2, 'what comes after a gap would look as if nothing were missing');
    log.close();
    assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n--- 2 more records were not kept\n');
  });

  it('says nothing when nothing is missing', () => {
    using directory = new TemporaryDirectory();
    const path = `${directory.path}/kmsg.log`;
    const log = new BoundedLog(path, 8);
    log.append(['one', 'two']);
    assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n', 'there at once, not at the end');
    log.close();
    assert.equal(log.dropped, 0);
    assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n');
  });
});
