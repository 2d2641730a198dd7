import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moduleFiles } from '#dist/guest/module-files.js';

const VCE = { module: 'vce', parameters: [] };

describe("the files of a guest's modules", () => {
  it('are built for that very kernel by what the message says', () => {
    assert.throws(
      () => moduleFiles([VCE], '7.99.1+deb13-amd64', 'qemu'),
      /build it: npm run vce:build -- --guest qemu --kernel 7\.99\.1\+deb13-amd64$/,
    );
    for (const guest of ['uml', 'sabrelite'] as const) {
      assert.throws(
        () => moduleFiles([VCE], '0.0.0', guest),
        new RegExp(`build it: npm run vce:build -- --guest ${guest}$`),
      );
    }
  });
});
