import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveProbeSettings } from '#dist/options/probe-settings.js';
import { UsageError } from '#dist/options/usage-error.js';

describe('the settings of a probe', () => {
  it('are these by default', () => {
    assert.deepEqual(resolveProbeSettings({}, []), {
      algorithms: [],
      check: null,
      requireDriver: null,
      guest: 'auto',
      guestKernel: '6.1',
      guestModules: [],
      json: false,
      quiet: false,
    });
  });

  it('name what is probed', () => {
    assert.deepEqual(resolveProbeSettings({}, ['sha256', 'cbc(aes)']).algorithms, ['sha256', 'cbc(aes)']);
    const { algorithms, check, requireDriver } = resolveProbeSettings(
      { check: 'cbc(aes)', 'require-driver': 'cbc-aes-caam' },
      [],
    );
    assert.deepEqual([algorithms, check, requireDriver], [['cbc(aes)'], 'cbc(aes)', 'cbc-aes-caam']);
  });

  it('refuse what cannot be meant', () => {
    const cases = [
      [{ check: 'cbc(aes)' }, ['sha256'], /--check 'cbc\(aes\)': .*'sha256'/],
      [{ check: ' ' }, [], /--check needs a value/],
      [{ 'require-driver': 'x' }, [], /--require-driver 'x': needs --check/],
      [{ guest: 'vm' }, [], /--guest 'vm': one of auto, none, uml/],
    ] as const;
    for (const [texts, names, message] of cases) {
      assert.throws(
        () => resolveProbeSettings(texts, names),
        (thrown: unknown) => thrown instanceof UsageError && message.test(thrown.message),
      );
    }
  });
});
