import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AfAlgFacts, BindAdvice } from '#dist/kernel/advice/advice.js';
import { adviseOnBind } from '#dist/kernel/bind-advice.js';
import type { CryptoEntry } from '#dist/kernel/proc-crypto.js';
import { NO_FACTS } from '../../helpers/af-alg-facts.js';
import { CAAM } from '../../helpers/crypto-entries.js';

const BLOCKED: AfAlgFacts = { ...NO_FACTS, blocked: ['install algif_skcipher /bin/false'] };
const SYNCHRONOUS: CryptoEntry = { ...CAAM, driver: 'cbc(aes-generic)', asynchronous: false };

function advise(syscall: string, code: string, facts: AfAlgFacts = NO_FACTS, algorithm = 'cbc(aes)'): BindAdvice {
  return adviseOnBind({ syscall, errno: -1, code }, algorithm, 24, facts);
}

/** Every way to fail: what it means, and words that its text must have: the cause and the remedy. */
const CASES: readonly (readonly [string, string, AfAlgFacts, BindAdvice['verdict'], readonly string[]])[] = [
  ['socket', 'EAFNOSUPPORT', NO_FACTS, 'unsupported', ['has no AF_ALG', 'modprobe algif_skcipher', '--guest uml']],
  [
    'socket',
    'EAFNOSUPPORT',
    { ...NO_FACTS, restrict: '2' },
    'unsupported',
    ['switched off', 'sysctl crypto.af_alg_restrict=1', '--guest uml'],
  ],
  ['socket', 'EAFNOSUPPORT', { ...NO_FACTS, restrict: '1' }, 'unsupported', ['has no AF_ALG', '--guest uml']],
  [
    'socket',
    'EAFNOSUPPORT',
    BLOCKED,
    'unsupported',
    ["'install algif_skcipher /bin/false'", 'remove that line', '--guest uml'],
  ],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [CAAM], missingInterface: 'skcipher' },
    'unsupported',
    ['AF_ALG has no type skcipher', 'modprobe algif_skcipher', 'CONFIG_CRYPTO_USER_API_SKCIPHER'],
  ],
  [
    'bind',
    'ENOENT',
    { ...BLOCKED, missingInterface: 'skcipher' },
    'unsupported',
    ['AF_ALG has no type skcipher', "'install algif_skcipher /bin/false'", 'remove that line'],
  ],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [SYNCHRONOUS], fips: '1' },
    'unsupported',
    ['is registered', 'not allowed in FIPS mode', 'boot without fips=1'],
  ],
  ['socket', 'EPERM', NO_FACTS, 'unsupported', ['forbidden', 'seccomp', '--guest uml']],
  ['socket', 'EPERM', { ...NO_FACTS, seccomp: true }, 'unsupported', ['a seccomp filter is in force', '--guest uml']],
  [
    'socket',
    'EAFNOSUPPORT',
    { ...NO_FACTS, blocked: ['blacklist af_alg'] },
    'unsupported',
    ["'blacklist af_alg'", 'remove that line'],
  ],
  ['socket', 'EAFNOSUPPORT', { ...NO_FACTS, blocked: ['blacklist pcspkr'] }, 'unsupported', ['has no AF_ALG']],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, blocked: ['blacklist pcspkr', 'install cbc /bin/false'] },
    'unsupported',
    ["'install cbc /bin/false'"],
  ],
  ['bind', 'ENOENT', { ...NO_FACTS, blocked: ['blacklist pcspkr'] }, 'unsupported', ['has no cbc(aes)']],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [CAAM], asynchronous: 'refused' },
    'unsupported',
    ['is registered', 'reaches no asynchronous driver here', 'neither root nor a sysctl', 'dm-crypt'],
  ],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [CAAM], asynchronous: 'reached' },
    'unsupported',
    ['is registered', 'init function'],
  ],
  ['socket', 'EACCES', NO_FACTS, 'unsupported', ['forbidden', 'LSM', '--guest uml']],
  ['socket', 'EMFILE', NO_FACTS, 'unsupported', ['no AF_ALG socket can be opened', '--guest uml']],
  ['bind', 'ENOENT', NO_FACTS, 'unsupported', ['has no cbc(aes)', '/proc/crypto', 'algif_skcipher']],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [SYNCHRONOUS], restrict: '1', privileged: false },
    'unsupported',
    ['for privileged processes only', 'run as root', 'sysctl crypto.af_alg_restrict=0'],
  ],
  ['bind', 'ENOENT', { ...NO_FACTS, entries: [CAAM] }, 'unsupported', ['is registered', '7.2', 'kernel log']],
  [
    'bind',
    'ENOENT',
    { ...NO_FACTS, entries: [SYNCHRONOUS] },
    'unsupported',
    ['is registered', 'init function', 'kernel log'],
  ],
  ['bind', 'ENOENT', BLOCKED, 'unsupported', ["'install algif_skcipher /bin/false'", 'remove that line']],
  ['bind', 'ELIBBAD', { ...NO_FACTS, fips: '1' }, 'unsupported', ['FIPS', 'fips=1']],
  ['bind', 'ELIBBAD', NO_FACTS, 'refused', ['self-test of cbc(aes) failed', 'kernel log', "'alg:'"]],
  ['bind', 'ELIBBAD', { ...NO_FACTS, fips: '' }, 'refused', ['self-test']],
  ['bind', 'EPERM', NO_FACTS, 'unsupported', ['forbidden', 'run as root']],
  ['bind', 'EACCES', NO_FACTS, 'unsupported', ['forbidden', 'CAP_NET_ADMIN']],
  ['bind', 'ENAMETOOLONG', NO_FACTS, 'unsupported', ['63 bytes', 'no such algorithm']],
  ['bind', 'ENODEV', NO_FACTS, 'unsupported', ['its driver has no device', 'kernel log']],
  ['bind', 'EOPNOTSUPP', NO_FACTS, 'unsupported', ['hardware cannot do this', 'another driver']],
  ['bind', 'EINVAL', NO_FACTS, 'unsupported', ['no combination that the kernel makes', '/proc/crypto']],
  ['bind', 'EINVAL', { ...NO_FACTS, entries: [CAAM] }, 'refused', ['its init function fails', 'kernel log']],
  ['bind', 'ENOMEM', NO_FACTS, 'refused', ['no memory for a transform', '--workers']],
  ['bind', 'EIO', NO_FACTS, 'refused', ['cbc(aes): bind failed with EIO']],
  ['setsockopt', 'EINVAL', NO_FACTS, 'unsupported', ['refuses a key of 24 bytes', '--key-size']],
  ['accept', 'ENOMEM', NO_FACTS, 'refused', ['cbc(aes): accept failed with ENOMEM']],
];

describe('advice on a bind that failed', () => {
  for (const [syscall, code, facts, verdict, words] of CASES) {
    it(`with ${code} from ${syscall} is ${verdict}: ${words.join(', ')}`, () => {
      const advice = advise(syscall, code, facts);
      assert.equal(advice.verdict, verdict);
      for (const word of words) assert.ok(advice.text.includes(word), `'${word}' is not in: ${advice.text}`);
    });
  }

  it('suggests the uml guest where it runs, which is x64', () => {
    for (const [syscall, code, facts] of CASES) {
      const { text } = advise(syscall, code, { ...facts, architecture: 'arm' });
      assert.doesNotMatch(text, /--guest/);
      assert.equal(advise(syscall, code, facts).text, `${text}${syscall === 'socket' ? ', or --guest uml' : ''}`);
    }
  });

  it('names the cause for programs', () => {
    assert.equal(advise('socket', 'EPERM').cause, 'forbidden');
    assert.equal(advise('socket', 'EAFNOSUPPORT').cause, 'no-af-alg');
    assert.equal(advise('socket', 'EAFNOSUPPORT', { ...NO_FACTS, restrict: '2' }).cause, 'restricted');
    assert.equal(advise('socket', 'EAFNOSUPPORT', BLOCKED).cause, 'module-blocked');
    assert.equal(advise('bind', 'ENOENT').cause, 'not-found');
    assert.equal(advise('bind', 'ENOENT', { ...NO_FACTS, entries: [SYNCHRONOUS] }).cause, 'init-fails');
    assert.equal(advise('bind', 'ELIBBAD').cause, 'self-test-failed');
    assert.equal(advise('bind', 'ELIBBAD', { ...NO_FACTS, fips: '1' }).cause, 'fips');
    assert.equal(advise('setsockopt', 'EINVAL').cause, 'key-size');
    assert.equal(advise('accept', 'ENOMEM').cause, 'other');
  });

  it('finds the entry by driver name as well as by algorithm', () => {
    const facts = { ...NO_FACTS, entries: [SYNCHRONOUS, CAAM] };
    assert.match(advise('bind', 'ENOENT', facts, 'cbc-aes-caam').text, /^cbc-aes-caam is registered.*asynchronous/);
    assert.match(
      advise('bind', 'ENOENT', facts, 'cbc(aes-generic)').text,
      /^cbc\(aes-generic\) is registered.*init function/,
    );
    assert.match(advise('bind', 'ENOENT', facts, 'ctr(aes)').text, /has no ctr\(aes\)/);
  });

  it('is one line of ASCII that names the call and the errno, whatever happened', () => {
    const syscalls = fc.constantFrom('socket', 'bind', 'setsockopt', 'accept');
    const codes = fc.constantFrom('ENOENT', 'EPERM', 'EINVAL', 'ELIBBAD', 'EAFNOSUPPORT', 'ENOMEM', 'E999');
    const facts = fc.record({
      entries: fc.subarray([SYNCHRONOUS, CAAM]),
      restrict: fc.constantFrom('', '0', '1', '2'),
      privileged: fc.boolean(),
      fips: fc.constantFrom('', '0', '1'),
      blocked: fc.subarray(BLOCKED.blocked.slice()),
      seccomp: fc.boolean(),
      architecture: fc.constantFrom('x64', 'arm', 'arm64'),
      asynchronous: fc.constantFrom('reached' as const, 'refused' as const, 'unknown' as const),
      missingInterface: fc.constantFrom(null, 'skcipher' as const, 'hash' as const),
    });
    fc.assert(
      fc.property(syscalls, codes, facts, (syscall, code, known) => {
        const { text } = advise(syscall, code, known);
        assert.match(text, /^[\x20-\x7e]+$/);
        assert.ok(text.includes(`${syscall} failed with ${code}`), text);
      }),
      { numRuns: 300 },
    );
  });
});
