import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveBenchSettings } from '#dist/options/bench-settings.js';
import type { OptionTexts } from '#dist/options/table/option-table.js';
import { UsageError } from '#dist/options/usage-error.js';

describe('the settings of a benchmark', () => {
  it('are these by default', () => {
    assert.deepEqual(resolveBenchSettings({}, []), {
      algorithms: ['cbc(aes)', 'ctr(aes)', 'ecb(aes)'],
      keySizes: [16, 24, 32],
      directions: ['encrypt', 'decrypt'],
      lengths: [64, 256, 1024, 4096, 16_384, 65_536],
      milliseconds: 1000,
      compare: null,
      guest: 'auto',
      guestKernel: '6.1',
      guestModules: [],
      json: false,
      quiet: false,
    });
  });

  it('take a time in seconds, or as a duration', () => {
    const times = ['0.2', '2', '500ms', '1.5s'].map((time) => resolveBenchSettings({ time }, []).milliseconds);
    assert.deepEqual(times, [200, 2000, 500, 1500]);
  });

  it('take lists', () => {
    const settings = resolveBenchSettings({ lengths: '64,1K', 'key-sizes': '32', direction: 'decrypt' }, [
      'cbc-aes-caam',
    ]);
    assert.deepEqual(
      [settings.lengths, settings.keySizes, settings.directions, settings.algorithms],
      [[64, 1024], [32], ['decrypt'], ['cbc-aes-caam']],
    );
  });

  it('refuse what cannot be measured, naming the option', () => {
    const bad: readonly (readonly [OptionTexts, RegExp])[] = [
      [{ lengths: '65' }, /^--lengths '65': multiples of 16 bytes/],
      [{ lengths: '0' }, /^--lengths '0'/],
      [{ lengths: '2M' }, /^--lengths '2097152'.*1M/],
      [{ lengths: '64,,128' }, /^--lengths '64,,128': not numbers of bytes/],
      [{ 'key-sizes': '15' }, /^--key-sizes '15': 16, 24 or 32 bytes/],
      [{ time: '0.04' }, /^--time '0\.04': at least 50ms/],
      [{ time: 'soon' }, /^--time 'soon': not a time such as 0\.2/],
      [{ compare: ' ' }, /^--compare needs a value/],
    ];
    for (const [texts, message] of bad) {
      assert.throws(
        () => resolveBenchSettings(texts, []),
        (thrown: unknown) => thrown instanceof UsageError && message.test(thrown.message),
        JSON.stringify(texts),
      );
    }
  });
});
