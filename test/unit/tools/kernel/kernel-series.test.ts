import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_KERNEL, seriesOf } from '#tools/kernel/kernel-series.js';

describe('the series of a kernel', () => {
  it('is itself, or what its release begins with', () => {
    assert.equal(seriesOf('6.1'), '6.1');
    assert.equal(seriesOf('6.12'), '6.12');
    assert.equal(seriesOf('6.1.0-56-amd64'), '6.1');
    assert.equal(seriesOf('6.12.95+deb12-amd64'), '6.12');
    assert.equal(seriesOf(DEFAULT_KERNEL), DEFAULT_KERNEL);
  });

  it('must be one that Debian has', () => {
    for (const kernel of ['6', '6.10', '6.13.1', '']) assert.throws(() => seriesOf(kernel), /--kernel/);
  });
});
