import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inGuestOfFinding } from '#dist/cli/in-guest-of-finding.js';
import type { Invocation } from '#dist/cli/invocation.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import type { FoundIn } from '#dist/results/stored-finding.js';

const INVOCATION: Invocation = { name: 'replay', positionals: ['finding'], texts: {}, argv: ['replay', 'finding'] };
const FOUND: FoundIn = {
  kind: 'sabrelite',
  guestKernel: '6.12',
  guestModules: [{ module: 'vce', parameters: ['algs=cbc,ecb', 'lanes=2'] }],
};

describe('a command about a finding', () => {
  it('goes to the guest in which that was made, modules and defaults included', () => {
    const { texts, argv } = inGuestOfFinding(FOUND, INVOCATION);
    const { guest, guestKernel, guestModules, stallMilliseconds } = resolveRunSettings(texts, 0n);
    assert.deepEqual({ kind: guest, guestKernel, guestModules }, FOUND);
    // What a slow board needs, and no other guest.
    assert.equal(stallMilliseconds, 120_000);
    assert.deepEqual(argv.slice(2), [
      '--guest=sabrelite',
      '--guest-kernel=6.12',
      '--guest-module=vce,algs=cbc,ecb,lanes=2',
    ]);
  });

  it('stays as it is when it names a guest itself, or when the finding is of a machine', () => {
    for (const texts of [{ guest: 'none' }, { 'guest-module': ['vce'] }, { 'guest-kernel': '6.1' }]) {
      const invocation = { ...INVOCATION, texts };
      assert.equal(inGuestOfFinding(FOUND, invocation), invocation);
    }
    assert.equal(inGuestOfFinding(null, INVOCATION), INVOCATION);
  });
});
