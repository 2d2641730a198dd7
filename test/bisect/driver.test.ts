import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { defined } from '../helpers/defined.js';
import { bisectStep, BisectRepository } from '../helpers/bisect.js';
import { PROJECT_ROOT } from '../helpers/paths.js';

/** Since this commit the driver refuses every transform, which its self-tests do not notice. */
const CULPRIT = 6;

it('git bisect run finds the commit since which a driver is registered and cannot be bound', () => {
  using repository = new BisectRepository();
  cpSync(join(PROJECT_ROOT, 'native/vce'), repository.path, { recursive: true });
  const registration = repository.join('register.c');
  const source = readFileSync(registration, 'utf8');
  const commits = Array.from({ length: 8 }, (_, index) => {
    const revision = index + 1;
    const broken = source.replace('bool vce_init_fails;', 'bool vce_init_fails = true;');
    assert.notEqual(broken, source);
    writeFileSync(registration, `${revision >= CULPRIT ? broken : source}/* Revision ${String(revision)} */\n`);
    return repository.commit(`Revision ${String(revision)}`);
  });
  const step = bisectStep('Bisecting a driver', {
    $KERNEL: defined(process.env['AFALG_KERNEL_TREE']),
  });
  const found = repository.bisect(step);
  assert.match(found, /^cbc-aes-vce works: cbc-aes-vce \(priority 4000, asynchronous\), verified$/m);
  assert.match(
    found,
    /^cbc-aes-vce is registered, but cannot be set up \(bind failed with ENOENT\): its init function/m,
  );
  assert.match(found, new RegExp(`^${commits[CULPRIT - 1] ?? ''} is the first bad commit$`, 'm'));
});
