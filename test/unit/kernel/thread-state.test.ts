import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { peakResidentKiB, readThreads, statusField } from '#dist/kernel/thread-state.js';

const STATUS = `Name:\tworker 3
Umask:\t0022
State:\tD (disk sleep)
Tgid:\t4711
Pid:\t4714
VmHWM:\t   51234 kB
Cpus_allowed_list:\t0-3
`;

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('a field of a status file', () => {
  it('is what stands behind its name, without the blanks around it', () => {
    assert.equal(statusField(STATUS, 'Name'), 'worker 3');
    assert.equal(statusField(STATUS, 'State'), 'D (disk sleep)');
    assert.equal(statusField(STATUS, 'VmHWM'), '51234 kB');
    assert.equal(statusField(STATUS, 'Cpus_allowed_list'), '0-3');
  });

  it('is empty when it is not there', () => {
    assert.equal(statusField(STATUS, 'Wchan'), '');
    assert.equal(statusField('', 'Name'), '');
  });

  it('is not taken from a field whose name only ends or starts alike', () => {
    assert.equal(statusField(STATUS, 'Pid'), '4714');
    assert.equal(statusField(STATUS, 'id'), '');
    assert.equal(statusField(STATUS, 'Stat'), '');
    assert.equal(statusField(STATUS, 'Cpus_allowed'), '');
  });

  it('is not taken from a value that looks like one', () => {
    assert.equal(statusField('Name:\tx State:\tR\nState:\tS (sleeping)\n', 'State'), 'S (sleeping)');
  });
});

describe('the threads of a process', () => {
  it('are listed with name and state', () => {
    const threads = readThreads(process.pid);
    const main = threads.find(({ threadId }) => threadId === process.pid);
    assert.ok(threads.length > 1 && main !== undefined);
    assert.match(main.name, /\S/);
    assert.match(main.state, /^[A-Z] \(.+\)$/);
  });

  it('are none when the process is gone', () => {
    assert.deepEqual(readThreads(endedProcess()), []);
  });
});

describe('the peak memory of a process', () => {
  it('is what its status says', () => {
    const kibibytes = peakResidentKiB(process.pid);
    assert.ok(kibibytes > 10_000 && kibibytes < 4_000_000, String(kibibytes));
  });

  it('is 0 when the process is gone', () => {
    assert.equal(peakResidentKiB(endedProcess()), 0);
  });
});
