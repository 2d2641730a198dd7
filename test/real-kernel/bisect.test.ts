import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { bisectStep, BisectRepository } from '../helpers/bisect.js';

/** Since this commit the module is blocked. */
const CULPRIT = 6;

it(
  'git bisect run finds the commit that took an algorithm away',
  { skip: process.getuid?.() !== 0 && 'unloading modules needs root' },
  () => {
    using repository = new BisectRepository();
    mkdirSync('/run/modprobe.d', { recursive: true });
    try {
      const commits = Array.from({ length: 8 }, (_, index) => {
        const revision = index + 1;
        const lines = [`# revision ${String(revision)}`, ...(revision >= CULPRIT ? ['install pcbc /bin/false'] : [])];
        writeFileSync(repository.join('crypto.conf'), `${lines.join('\n')}\n`);
        return repository.commit(`Revision ${String(revision)}`);
      });
      const found = repository.bisect(bisectStep('Bisecting a configuration'));
      assert.match(found, /pcbc\(aes\) works: /);
      assert.match(found, /pcbc\(aes\) cannot be bound .*modprobe\.d says 'install pcbc \/bin\/false'/);
      assert.match(found, new RegExp(`^${commits[CULPRIT - 1] ?? ''} is the first bad commit$`, 'm'));
    } finally {
      rmSync('/run/modprobe.d/crypto.conf', { force: true });
    }
  },
);
