import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CBC_DECRYPT_WITH_WAIT, CBC_JOB, hexDump } from '../../helpers/caam.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const MAIN = join(PROJECT_ROOT, 'dist/cli/afalg-stress.js');
const STATUS_LINE = '[ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function scan(args: readonly string[], input: string | Buffer = ''): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'scan', ...args], { input, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('afalg-stress scan', () => {
  it('exits with 1 and shows what would be a finding, its status word explained', () => {
    const { code, stdout, stderr } = scan([], `${STATUS_LINE}\n${STATUS_LINE}\n`);
    assert.deepEqual([code, stderr], [1, '']);
    assert.match(stdout, /^1 {2}engine, 2 times, lines 1 to 2\n {5}\[ 4855\.666389\] caam_jr/);
    assert.match(stdout, /40001210 {2}DECO, index 18, code 0x10/);
    assert.match(stdout, /stdin: 2 lines, 1 would be a finding/);
  });

  it('decodes the descriptors in place, and shows no key', () => {
    const lines = [
      ...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT),
      ...hexDump('skcipher jobdesc@1826', CBC_JOB),
      STATUS_LINE,
    ];
    const { code, stdout } = scan(['-'], lines.join('\n'));
    assert.equal(code, 1);
    assert.match(stdout, /=> {4}18 {2}5a200010 {2}SEQ STORE/);
    assert.match(stdout, /2 descriptors and scatter tables dumped in it: disasm lists them/);
    assert.doesNotMatch(stdout, /a3a2a1a0/);
  });

  it('exits with 0 for a log without anything, and with 4 for what is no kernel log', () => {
    const fine = scan([], '[    1.000000] Linux version 6.1.0\n');
    assert.deepEqual([fine.code, fine.stderr], [0, '']);
    assert.match(fine.stdout, /^stdin: 1 line, nothing that would be a finding\n$/);
    for (const input of ['', 'Dear list,\nmy engine is slow.\n', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7])]) {
      const none = scan([], input);
      assert.deepEqual([none.code, none.stdout], [4, '']);
      assert.match(none.stderr, /^afalg-stress: stdin is no kernel log: [^\n]+\n$/);
    }
  });

  it('takes several logs, and says which is none', () => {
    using directory = new TemporaryDirectory();
    const [bad, good] = [directory.join('mail.txt'), directory.join('dmesg.txt')];
    writeFileSync(bad, 'Dear list,\n');
    writeFileSync(good, `${STATUS_LINE}\n`);
    const { code, stdout, stderr } = scan([bad, good]);
    assert.equal(code, 1);
    assert.match(stderr, /mail\.txt is no kernel log/);
    assert.match(stdout, /dmesg\.txt: 1 line, 1 would be a finding/);
    assert.equal(scan([good, directory.join('none')]).code, 64);
  });

  it('prints one document with --json, in every ending', () => {
    const { code, stdout } = scan(['--json'], `${STATUS_LINE}\n`);
    assert.equal(code, 1);
    const document: unknown = JSON.parse(stdout);
    assert.ok(typeof document === 'object' && document !== null);
    assert.deepEqual(
      [Reflect.get(document, 'format'), Reflect.get(document, 'version'), Reflect.get(document, 'exitCode')],
      ['afalg-stress/scan', 1, 1],
    );
    assert.match(stdout, /"kind": "engine"/);
    assert.match(stdout, /"value": "40001210"/);
    const none = scan(['--json'], 'Dear list,\n');
    assert.equal(none.code, 4);
    assert.match(none.stdout, /is no kernel log/);
    JSON.parse(none.stdout);
  });

  it('lets nothing in a log move the cursor', () => {
    const { stdout } = scan([], '\u001b[2J\u001b]0;pwned\u0007[    1.0] ccp-1: error \u001b[31mred\n');
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    assert.doesNotMatch(stdout, /[\u001b\u0007]/);
  });
});
