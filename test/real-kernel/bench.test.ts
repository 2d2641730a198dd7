import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readEarlier } from '#dist/bench/compare.js';
import { BrokenBuild } from '../helpers/broken-build.js';
import { runCli } from '../helpers/cli.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

const BENCH = ['bench', '--guest', 'none', '--time', '0.2', '--key-sizes', '16', '--lengths', '64,64K'];

describe('afalg-stress bench', () => {
  it('measures both sides of every cell, and says why not where it cannot', async () => {
    const { code, stdout, stderr } = await runCli([...BENCH, 'cbc(aes)', 'cbc-aes-nonsense', 'xts(aes)']);
    assert.equal(code, 0, stderr);
    for (const direction of ['encrypt', 'decrypt']) {
      for (const length of ['64', '65536']) {
        assert.match(
          stdout,
          new RegExp(`^cbc\\(aes\\) +16 +${direction} +${length}( +[\\d.]+)( +\\d+%)( +[\\d.]+ [um]?s){2}`, 'm'),
        );
      }
    }
    assert.match(stdout, /^served {3}cbc\(aes\) by \S+/m);
    assert.match(
      stdout,
      /^cbc-aes-nonsense .* N\/A .*\n {2}this kernel has no cbc-aes-nonsense \(bind failed with ENOENT\)/m,
    );
    assert.match(stdout, /^xts\(aes\) .* N\/A .*\n {2}xts\(aes\) cannot be verified/m);
  });

  it('compares with an earlier result', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.join('earlier.json');
    const first = await runCli([...BENCH, '--direction', 'encrypt', '--json', 'ctr(aes)']);
    assert.equal(first.code, 0, first.stderr);
    assert.equal(readEarlier(first.stdout, 'stdout').length, 2);
    // Thousands of times as slow: no noise is as large.
    writeFileSync(path, first.stdout.replaceAll(/"megabytesPerSecond": [\d.]+/g, '"megabytesPerSecond": 0.001'));
    const { code, stdout } = await runCli([...BENCH, '--direction', 'encrypt', '--compare', path, 'ctr(aes)']);
    assert.equal(code, 0);
    assert.match(stdout, /^ctr\(aes\) +16 +encrypt +65536 .* \+\d+\.\d% +faster$/m);
  });

  it('is no benchmark when an answer is wrong', async () => {
    using build = new BrokenBuild(
      'afalg/tfm.js',
      'native().setKey(this.fd, key)',
      'native().setKey(this.fd, Uint8Array.from(key, (byte, index) => (index === 0 ? byte ^ 1 : byte)))',
    );
    const { code, stdout } = await runCli([...BENCH, '--direction', 'encrypt', 'cbc(aes)'], build);
    assert.equal(code, 1);
    assert.match(stdout, /^cbc\(aes\) +16 +encrypt +64 +WRONG.*\n {2}encrypt of 64 bytes: \d+ of 64 bytes differ/m);
  });

  it('ends with 4 when nothing can be measured, and with 64 when there is nothing to compare with', async () => {
    assert.equal((await runCli([...BENCH, 'cbc-aes-nonsense'])).code, 4);
    const { code, stderr } = await runCli([...BENCH, '--compare', '/nowhere', 'cbc(aes)']);
    assert.equal(code, 64);
    assert.match(stderr, /--compare '\/nowhere': cannot be read \(ENOENT\)/);
  });
});
