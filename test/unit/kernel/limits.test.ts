import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { readLimits } from '#dist/kernel/limits.js';

it('limits are what this machine has', () => {
  const configured = (name: string): number => Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
  const limits = readLimits();
  assert.equal(limits.pageSize, configured('PAGESIZE'));
  assert.equal(limits.processWordBits, process.arch === 'arm' ? 32 : configured('LONG_BIT'));
  assert.equal(limits.wmemDefault, Number(readFileSync('/proc/sys/net/core/wmem_default', 'utf8')));
});
