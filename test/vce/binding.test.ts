import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from '#dist/afalg/syscall-failure.js';
import { Tfm } from '#dist/afalg/tfm.js';
import { Engine } from '../helpers/vce.js';
import { isRight, KEY, request } from '../helpers/vce-requests.js';

/** `right` or `wrong` for one operation, or the code of the error that the bind ends in. */
function bindAndTry(name: string): string {
  try {
    using tfm = Tfm.open('skcipher', name);
    tfm.setKey(KEY);
    return isRight(request(tfm.accept(), 0, 64)) ? 'right' : 'wrong';
  } catch (thrown) {
    return failureOf(thrown)?.code ?? String(thrown);
  }
}

describe('binding to the virtual engine', () => {
  it('by algorithm gets the engine, not software', () => {
    using engine = new Engine();
    assert.equal(bindAndTry('cbc(aes)'), 'right');
    assert.equal(engine.counter('submitted'), 1);
    engine.assertConsistent();
  });

  it('fails with ENOENT when its init does: by driver and by algorithm', () => {
    using engine = new Engine('init_fails=1');
    assert.equal(bindAndTry('cbc-aes-vce'), 'ENOENT');
    assert.equal(bindAndTry('cbc(aes)'), 'ENOENT');
    assert.throws(() => Tfm.open('hash', 'sha256-vce'), { errno: -2 });
    assert.ok(engine.counter('init_refused') >= 3);
    engine.write('init_fails', 0);
    assert.equal(bindAndTry('cbc-aes-vce'), 'right');
    engine.write('init_fails', 1);
    assert.equal(bindAndTry('cbc-aes-vce'), 'ENOENT');
    engine.assertConsistent();
  });

  it('fails with ELIBBAD when the self-test did, and the algorithm is served by software', () => {
    using engine = new Engine('selftest_fails=1');
    assert.equal(bindAndTry('cbc-aes-vce'), 'ELIBBAD');
    assert.throws(() => Tfm.open('hash', 'hmac-sha256-vce'), { errno: -80 });
    assert.equal(bindAndTry('cbc(aes)'), 'right');
    assert.equal(engine.counter('submitted'), 0);
    engine.assertConsistent();
  });
});
