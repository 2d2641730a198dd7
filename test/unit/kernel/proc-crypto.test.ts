import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { afAlgTypeOf, entryThatServes, parseProcCrypto, type CryptoEntry } from '#dist/kernel/proc-crypto.js';
import { CAAM } from '../../helpers/crypto-entries.js';

/** As crypto/proc.c prints it, on an imx6q: a driver, a template instance, a plain cipher, a hash, a larval. */
const TEXT = `name         : cbc(aes)
driver       : cbc-aes-caam
module       : kernel
priority     : 3000
refcnt       : 1
selftest     : passed
internal     : no
type         : skcipher
async        : yes
blocksize    : 16
min keysize  : 16
max keysize  : 32
ivsize       : 16
chunksize    : 16
walksize     : 16

name         : cbc(aes)
driver       : cbc(aes-generic)
module       : cbc
priority     : 100
refcnt       : 2
selftest     : unknown
internal     : yes
type         : skcipher
async        : no
blocksize    : 16

name         : aes
driver       : aes-generic
module       : aes_generic
priority     : 100
refcnt       : 3
selftest     : passed
internal     : no
type         : cipher
blocksize    : 16
min keysize  : 16
max keysize  : 32

name         : sha256
driver       : sha256-caam
module       : kernel
priority     : 3000
refcnt       : 1
selftest     : passed
internal     : no
type         : ahash
async        : yes
blocksize    : 64
digestsize   : 32

name         : xts(aes)
driver       : 
module       : kernel
priority     : -1
refcnt       : 2
selftest     : unknown
internal     : no
type         : larval
flags        : 0x415

`;

describe('the text of /proc/crypto', () => {
  it('becomes entries, in its order', () => {
    const entries = parseProcCrypto(TEXT);
    assert.deepEqual(
      entries.map(({ name, driver, type }) => [name, driver, type]),
      [
        ['cbc(aes)', 'cbc-aes-caam', 'skcipher'],
        ['cbc(aes)', 'cbc(aes-generic)', 'skcipher'],
        ['aes', 'aes-generic', 'cipher'],
        ['sha256', 'sha256-caam', 'ahash'],
        ['xts(aes)', '', 'larval'],
      ],
    );
  });

  it('tells all that matters of an entry', () => {
    const [first, second] = parseProcCrypto(TEXT);
    assert.deepEqual(first, CAAM);
    assert.deepEqual(second, {
      ...CAAM,
      driver: 'cbc(aes-generic)',
      module: 'cbc',
      priority: 100,
      refcount: 2,
      selftest: 'unknown',
      internal: true,
      asynchronous: false,
    });
  });

  it('may lack fields, as a larval does and an old kernel', () => {
    const [entry] = parseProcCrypto('name         : aes\ndriver       : aes-generic\n\n');
    const nothing = {
      module: '',
      priority: 0,
      refcount: 0,
      selftest: '',
      internal: false,
      type: '',
      asynchronous: false,
    };
    assert.deepEqual(entry, { name: 'aes', driver: 'aes-generic', ...nothing });
  });

  it('is no entry when it is empty or only blank', () => {
    for (const text of ['', '\n', '\n\n \n\n']) assert.deepEqual(parseProcCrypto(text), []);
  });

  it('is read to the last entry, whether or not its blank line is there', () => {
    assert.deepEqual(parseProcCrypto(TEXT.trimEnd()), parseProcCrypto(TEXT));
  });

  it('may have any names: colons in a value do not matter', () => {
    const names = fc.stringMatching(/^[a-z0-9(),_:-]{1,63}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names, fc.nat(), fc.nat())), (wanted) => {
        const text = wanted
          .map(
            ([name, driver, priority, refcount]) =>
              `name         : ${name}\ndriver       : ${driver}\npriority     : ${String(priority)}\nrefcnt       : ${String(refcount)}\n`,
          )
          .join('\n');
        assert.deepEqual(
          parseProcCrypto(text).map(({ name, driver, priority, refcount }) => [name, driver, priority, refcount]),
          wanted,
        );
      }),
    );
  });
});

describe('the entry that serves a bind', () => {
  const caam = CAAM;
  const generic: CryptoEntry = { ...CAAM, driver: 'cbc(aes-generic)', priority: 100, asynchronous: false };
  const inner: CryptoEntry = { ...CAAM, name: 'ecb(aes)', driver: 'ecb(aes-generic)', priority: 150 };
  const cipher: CryptoEntry = { ...CAAM, name: 'aes', driver: 'aes-generic', type: 'cipher', priority: 100 };
  const held = (entry: CryptoEntry, times = 1): CryptoEntry => ({ ...entry, refcount: entry.refcount + times });
  const serves = (
    before: readonly CryptoEntry[],
    after: readonly CryptoEntry[],
    algorithm = 'cbc(aes)',
  ): string | undefined => entryThatServes(before, after, 'skcipher', algorithm)?.driver;

  it('is the one whose reference count rose', () => {
    assert.equal(serves([caam, generic], [held(caam), generic]), 'cbc-aes-caam');
    assert.equal(serves([caam, generic], [caam, held(generic)]), 'cbc(aes-generic)');
  });

  it('is the one that rose from whatever others hold already', () => {
    assert.equal(serves([held(caam, 9), held(generic, 5)], [held(caam, 9), held(generic, 6)]), 'cbc(aes-generic)');
  });

  it('is the template, not the inner cipher that rose with it', () => {
    assert.equal(serves([generic, cipher], [held(generic), held(cipher)]), 'cbc(aes-generic)');
    assert.equal(serves([generic, inner], [held(generic), held(inner)]), 'cbc(aes-generic)');
    assert.equal(serves([inner, generic], [held(inner), held(generic)], 'cbc(aes-generic)'), 'cbc(aes-generic)');
  });

  it('is the one that was named, when it was bound by its driver name', () => {
    assert.equal(serves([caam, generic], [held(caam), held(generic)], 'cbc(aes-generic)'), 'cbc(aes-generic)');
  });

  it('is the one of the higher priority when two of the right name rose', () => {
    assert.equal(serves([generic, caam], [held(generic), held(caam)]), 'cbc-aes-caam');
    assert.equal(serves([caam, generic], [held(caam), held(generic)]), 'cbc-aes-caam');
  });

  it('may have been made by the bind: a new entry starts at 1, and ours makes it 2', () => {
    assert.equal(serves([], [held(generic)]), 'cbc(aes-generic)');
    assert.equal(serves([], [generic]), undefined);
  });

  it('may be of a kind that AF_ALG calls skcipher and /proc/crypto does not', () => {
    for (const type of ['ablkcipher', 'blkcipher', 'lskcipher']) {
      const kind = { ...generic, type };
      assert.equal(serves([kind], [held(kind)]), 'cbc(aes-generic)', type);
    }
    const shash = { ...generic, type: 'shash' };
    assert.equal(serves([shash], [held(shash)]), undefined);
  });

  it('is none when nothing of the type rose', () => {
    assert.equal(serves([caam, generic], [caam, generic]), undefined);
    assert.equal(serves([], []), undefined);
    assert.equal(serves([cipher], [held(cipher)]), undefined);
    assert.equal(serves([held(caam)], [caam]), undefined);
  });

  it('is found whatever stands before and after it', () => {
    const other = (index: number): CryptoEntry => ({
      ...CAAM,
      name: `other${String(index)}`,
      driver: `d${String(index)}`,
    });
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.nat({ max: 50 }), (ahead, behind, users) => {
        const target = held(generic, users);
        const around = (entry: CryptoEntry): readonly CryptoEntry[] => [
          ...Array.from({ length: ahead }, (_, index) => other(index)),
          entry,
          ...Array.from({ length: behind }, (_, index) => other(100 + index)),
        ];
        assert.equal(serves(around(target), around(held(target))), 'cbc(aes-generic)');
      }),
    );
  });

  it('knows the type that the CAAM had on kernels before 4.20', () => {
    const before: readonly CryptoEntry[] = [
      { ...CAAM, type: 'givcipher' },
      { ...CAAM, driver: 'cbc(aes-generic)', type: 'blkcipher', priority: 100 },
    ];
    const after = before.map((entry) => ({ ...entry, refcount: entry.refcount + 1 }));
    assert.equal(afAlgTypeOf({ type: 'givcipher' }), 'skcipher');
    assert.equal(entryThatServes(before, after, 'skcipher', 'cbc(aes)')?.driver, 'cbc-aes-caam');
    assert.equal(entryThatServes(before, after, 'skcipher', 'cbc-aes-caam')?.driver, 'cbc-aes-caam');
  });
});
