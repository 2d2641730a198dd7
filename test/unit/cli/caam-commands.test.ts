import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CBC_DECRYPT_WITH_WAIT, CBC_JOB, hexDump, memoryOf } from '../../helpers/caam.js';
import { fixture, PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const MAIN = join(PROJECT_ROOT, 'dist/cli/afalg-stress.js');
const STATUS_LINE =
  '[ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence Command. A SEQ IN PTR';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], { input = '', main = MAIN } = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Asserts that a command ends with this code and one line. */
function assertRefused(args: readonly string[], code: number, line: RegExp, input = ''): void {
  const ended = run(args, { input });
  assert.deepEqual([ended.code, ended.stdout], [code, ''], ended.stderr);
  assert.match(ended.stderr, line);
  assert.match(ended.stderr, /^afalg-stress: [^\n]+\n$/);
}

describe('afalg-stress decode', () => {
  it('explains words of the command line', () => {
    const { code, stdout, stderr } = run(['decode', '40001210', '0x20003C5B', STATUS_LINE]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^40001210 {2}DECO, index 18, code 0x10\n.*meaning {2}bad sequence command/);
    assert.match(stdout, /\n\n20003c5b {2}CCB, index 60, RNG, error 0xb\n/);
    assert.match(stdout, /index 13, but the index in 40001210 is 0x12 = 18/);
  });

  it('marks the command in descriptors that are given, from memory or text', () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.join('job.bin'), Buffer.concat([memoryOf(CBC_JOB), Buffer.alloc(32)]));
    writeFileSync(directory.join('shared.txt'), hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT).join('\n'));
    const { code, stdout } = run([
      ...['decode', '40001210'],
      ...['--job', directory.join('job.bin'), '--shared', directory.join('shared.txt')],
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /command {2}word 18 of the shared descriptor: SEQ STORE class1_context, 16 bytes/);
    assert.match(stdout, /\n=> {4}18 {2}5a200010 {2}SEQ STORE/);
    assert.doesNotMatch(stdout, /a3a2a1a0/);
  });

  it('reads a whole log, also from stdin, and finds the descriptors in it', () => {
    const lines = [
      'usb 1-1: new device',
      ...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT),
      ...hexDump('skcipher jobdesc@1826', CBC_JOB),
      STATUS_LINE,
    ];
    const { code, stdout } = run(['decode', '--log', '-'], { input: lines.join('\n') });
    assert.equal(code, 0);
    assert.match(stdout, /from {5}the last job dumped before this line, which may not be/);
    assert.match(stdout, /\n=> {4}18 {2}5a200010/);
    const json: unknown = JSON.parse(run(['decode', '--json', '--log=-'], { input: lines.join('\n') }).stdout);
    assert.ok(typeof json === 'object' && json !== null && 'lines' in json && Array.isArray(json.lines));
    assert.equal(json.lines.length, 1);
  });

  it('refuses in one line what it cannot read', () => {
    assertRefused(['decode'], 64, /nothing to decode/);
    assertRefused(['decode', '4000121'], 64, /'4000121': 7 hex digits, a status word has 8/);
    assertRefused(['decode', '400012100'], 64, /does not fit/);
    assertRefused(['decode', 'DECO'], 64, /'DECO': not a status word/);
    assertRefused(['decode', 'no such: text'], 64, /no CAAM status/);
    assertRefused(['decode', '--log', '/nonexistent'], 64, /cannot read \/nonexistent \(ENOENT\)/);
    assertRefused(['decode', '--log', '.'], 64, /cannot read \. \(EISDIR\)/);
    assertRefused(['decode', '--log', '-', '--job', '-'], 64, /only once/);
    assertRefused(
      ['decode', '40001210', '--job', fixture('caam', '53-sgt-imx6.txt')],
      64,
      /no job descriptor in it, but: sgt/,
    );
    assertRefused(['decode', '--log', '-'], 4, /no line of the CAAM in stdin/, 'usb 1-1: new device\n');
    assertRefused(['decode', '40001210', '--ptr', '3'], 64, /--ptr '3': one of 1, 2/);
    assertRefused(['decode', '40001210', '--workers', '3'], 64, /workers/);
  });
});

describe('afalg-stress disasm', () => {
  const job = fixture('caam', '33-job-skcipher-decrypt.txt');

  it('lists a file or stdin, text or memory', () => {
    const fromFile = run(['disasm', job]);
    assert.deepEqual([fromFile.code, fromFile.stderr], [0, '']);
    assert.match(fromFile.stdout, /2 {2}f1400000 {2}SEQ IN PTR {6}656 bytes, scatter table at 0x16f25280/);
    const hex = 'b0911c08 2d3b1840 f1400000 16f25280 00000290 f9400000 16f252a0 00000290';
    for (const args of [['disasm'], ['disasm', '-']]) {
      assert.match(run(args, { input: hex }).stdout, /SEQ IN PTR {6}656 bytes/);
    }
    using directory = new TemporaryDirectory();
    writeFileSync(directory.join('job.bin'), memoryOf(CBC_JOB));
    const { code, stdout } = run(['disasm', directory.join('job.bin')]);
    assert.equal(code, 0);
    assert.match(stdout, /^binary: job descriptor of 8 words, little endian/);
  });

  it('takes a log with a stray byte for the text that it is', () => {
    const log = [...hexDump('skcipher jobdesc@1826', CBC_JOB), 'usb 1-1: Product: \0\x07'].join('\n');
    assert.match(run(['disasm'], { input: log }).stdout, /^line 1, skcipher jobdesc@1826/);
  });

  it('prints JSON, and keys only when they are asked for', () => {
    const shared = fixture('caam', '16-shdesc-cbc-aes128-decap.txt');
    const immData = (...args: readonly string[]): unknown => {
      const json: unknown = JSON.parse(run(['disasm', '--json', ...args, shared]).stdout);
      return /"immData":"([^"]*)"/.exec(JSON.stringify(json))?.[1];
    };
    assert.equal(immData(), 'redacted');
    assert.equal(immData('--show-keys'), 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf');
  });

  it('takes the era from the option or from the log', () => {
    const mathImmediate = 'b0800002 e80cb104';
    const note = /1: MATHI came with era 6, this is era 4/;
    assert.match(run(['disasm', '--era', '4'], { input: mathImmediate }).stdout, note);
    assert.doesNotMatch(run(['disasm'], { input: mathImmediate }).stdout, /era/);
    const log = [
      'caam 2100000.crypto: device ID = 0x0a16010000000000 (Era 4)',
      ...hexDump('jobdesc@1', [0xb080_0002, 0xe80c_b104]),
    ];
    assert.match(run(['disasm'], { input: log.join('\n') }).stdout, note);
  });

  it('refuses in one line what it cannot read', () => {
    assertRefused(['disasm', '/nonexistent'], 64, /cannot read \/nonexistent \(ENOENT\)/);
    assertRefused(['disasm', '/dev/zero'], 64, /larger than 64 MiB/);
    assertRefused(['disasm', join(PROJECT_ROOT, 'package.json')], 4, /no descriptor or scatter table in/);
    assertRefused(['disasm'], 4, /no descriptor or scatter table in stdin \(0 bytes, text\)/);
    assertRefused(['disasm'], 64, /stdin: line 1: 'b080000' has 7 hex digits/, 'b080000\n');
    assertRefused(['disasm', '--kind', 'none', job], 64, /--kind 'none': one of job, shared, sgt/);
    assertRefused(['disasm', '--era', '0', job], 64, /--era '0': at least 1/);
    assertRefused(['disasm', '--ptr', '1', '--order', 'hi_lo', job], 64, /--order is for pointers of two words/);
    assertRefused(['disasm', '--endian', 'be', '--order', 'lo_hi', job], 64, /--order lo_hi is for little endian/);
    assertRefused(['disasm', job, job], 64, /Unknown argument/);
  });

  it('needs no addon', () => {
    using directory = new TemporaryDirectory();
    mkdirSync(directory.join('dist'));
    cpSync(join(PROJECT_ROOT, 'dist/cli'), directory.join('dist/cli'), { recursive: true });
    cpSync(join(PROJECT_ROOT, 'package.json'), directory.join('package.json'));
    const main = directory.join('dist/cli/afalg-stress.js');
    assert.equal(run(['disasm', job], { main }).code, 0);
    assert.equal(run(['decode', '40001210'], { main }).code, 0);
  });

  it('ends quietly when its reader goes away', () => {
    using directory = new TemporaryDirectory();
    const rows = Array.from({ length: 3000 }, () => hexDump('skcipher jobdesc@1826', CBC_JOB)).flat();
    writeFileSync(directory.join('log'), rows.join('\n'));
    const pipe = `"$0" "$1" disasm "$2" | head -n 1; echo "$?"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', pipe, process.execPath, MAIN, directory.join('log')], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.match(stdout, /^line 1, skcipher jobdesc@1826: job descriptor of 8 words.*\n0\n$/);
  });
});
