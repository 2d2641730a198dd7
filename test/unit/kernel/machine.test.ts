import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readMachineFacts } from '#dist/kernel/machine.js';

describe('the facts about this machine', () => {
  const facts = readMachineFacts();

  it('name the kernel as /proc does', () => {
    assert.equal(facts.kernelRelease, readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
    assert.equal(facts.kernelVersion, readFileSync('/proc/sys/kernel/version', 'utf8').trim());
    assert.match(facts.machine, /^[a-z0-9_]+$/);
  });

  it('are of a size that a machine can have', () => {
    assert.ok(facts.processors >= 1 && facts.processors <= 4096);
    assert.ok(facts.memoryMiB >= 64 && Number.isInteger(facts.memoryMiB));
    assert.match(facts.taint, /^\d*$/);
    assert.ok(['BE', 'LE'].includes(facts.endianness));
  });

  it('name Node and its architecture', () => {
    assert.equal(facts.nodeVersion, process.version);
    assert.equal(facts.architecture, process.arch);
  });

  it('are single lines without anything that a terminal would act on', () => {
    for (const [name, value] of Object.entries(facts)) {
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      assert.doesNotMatch(String(value), /[\x00-\x1f\x7f]/, name);
    }
  });
});
