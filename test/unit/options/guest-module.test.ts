import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseGuestModule } from '#dist/options/guest-module.js';
import { UsageError } from '#dist/options/usage-error.js';

it('a guest module is a name or a path, with parameters', () => {
  assert.deepEqual(parseGuestModule('vce'), { module: 'vce', parameters: [] });
  assert.deepEqual(parseGuestModule('/lib/x.ko,a=1,b=x y'), { module: '/lib/x.ko', parameters: ['a=1', 'b=x y'] });
});

it('a parameter of a guest module keeps the commas of its value', () => {
  assert.deepEqual(parseGuestModule('vce,algs=cbc,ecb,arm=eio=50;seed=7'), {
    module: 'vce',
    parameters: ['algs=cbc,ecb', 'arm=eio=50;seed=7'],
  });
});

it('a guest module that is neither is refused by name', () => {
  for (const text of ['aes', ',a=1', 'vce,lanes', 'driver.o', '.ko.xz']) {
    assert.throws(
      () => parseGuestModule(text),
      (thrown) => thrown instanceof UsageError && thrown.message.startsWith(`--guest-module '${text}': `),
      text,
    );
  }
});
