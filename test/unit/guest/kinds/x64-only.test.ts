import assert from 'node:assert/strict';
import { it } from 'node:test';
import { requireX64 } from '#dist/guest/kinds/x64-only.js';
import { CommandError } from '#dist/results/exit-code.js';

it('guests with the programs of the host are for x86-64, and say so elsewhere', () => {
  requireX64('uml', 'x64');
  for (const guest of ['uml', 'qemu'] as const) {
    assert.throws(
      () => {
        requireX64(guest, 'arm');
      },
      (thrown) =>
        thrown instanceof CommandError &&
        thrown.exitCode === 2 &&
        thrown.message ===
          `the ${guest} guest runs on x86-64 only, and this is arm: use a kernel with AF_ALG and --guest none`,
    );
  }
});
