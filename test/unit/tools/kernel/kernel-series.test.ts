import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_KERNEL, releasesAmong, seriesOf } from '#tools/kernel/kernel-series.js';

describe('the series of a kernel', () => {
  it('is itself, or what its release begins with', () => {
    assert.equal(seriesOf('6.1'), '6.1');
    assert.equal(seriesOf('6.12'), '6.12');
    assert.equal(seriesOf('7.3'), '7');
    assert.equal(seriesOf('6.1.0-56-amd64'), '6.1');
    assert.equal(seriesOf('6.12.95+deb12-amd64'), '6.12');
    assert.equal(seriesOf('7.3.4+deb13-amd64'), '7');
    assert.equal(seriesOf(DEFAULT_KERNEL), DEFAULT_KERNEL);
  });

  it('must be one that Debian has', () => {
    for (const kernel of ['6', '6.10', '6.13.1', '73', '']) assert.throws(() => seriesOf(kernel), /--kernel/);
  });
});

describe('the releases of a kernel', () => {
  const packages = [
    ...['linux-headers-7.2.6+deb13-amd64', 'linux-headers-7.2.12+deb13-amd64', 'linux-headers-7.2.12+deb13-common'],
    ...[
      'linux-headers-7.2.12+deb13-rt-amd64',
      'linux-headers-7.3.4+deb13-amd64',
      'linux-headers-7.3.4+deb13-cloud-amd64',
    ],
    ...[
      'linux-headers-6.1.0-9-amd64',
      'linux-headers-6.1.0-56-amd64',
      'linux-headers-6.1.0-56-common',
      'linux-headers-amd64',
    ],
    'linux-kbuild-7.3.4+deb13',
  ];

  it('are those that begin with it, the latest first', () => {
    assert.deepEqual(releasesAmong(packages, '7.2'), ['7.2.12+deb13-amd64', '7.2.6+deb13-amd64']);
    assert.deepEqual(releasesAmong(packages, '7')[0], '7.3.4+deb13-amd64');
    assert.deepEqual(releasesAmong(packages, '6.1'), ['6.1.0-56-amd64', '6.1.0-9-amd64']);
    assert.deepEqual(releasesAmong(packages, '7.0'), []);
    assert.deepEqual(releasesAmong(packages, '7.3.4+deb13'), ['7.3.4+deb13-amd64']);
  });

  it('of another flavour must be given in full', () => {
    assert.deepEqual(releasesAmong(packages, '7.2.12+deb13-rt-amd64'), ['7.2.12+deb13-rt-amd64']);
    assert.deepEqual(releasesAmong(packages, '7.2.12+deb13-rt'), []);
  });
});
