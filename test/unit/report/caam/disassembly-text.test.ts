import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { findObjectsInLog, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { objectsJson } from '#dist/report/caam/disassembly-json.js';
import { objectsText } from '#dist/report/caam/disassembly-text.js';
import { listing } from '#dist/report/caam/listing.js';
import {
  BE2,
  CBC_DECRYPT_WITH_WAIT,
  CBC_JOB,
  descriptorOf,
  hexDump,
  jobOf,
  LE1,
  wordsOf,
} from '../../../helpers/caam.js';

const SHARED = disassemble(CBC_DECRYPT_WITH_WAIT, LE1);

/** The operands of the only command of a job. */
function operandsOf(words: string, format = LE1): string {
  const [, row = ''] = listing(jobOf(words, format), { showKeys: false });
  return row.slice(36);
}

describe('a listing', () => {
  it('has every word, what it is, and no key', () => {
    assert.deepEqual(listing(SHARED, { showKeys: false }), [
      '       0  b8801213  SHARED HEADER   19 words, share serial, save context',
      '       1  a1004006  JUMP            to 7, if SHRD',
      '       2  02800010  KEY             class 1 key_reg, 16 bytes, immediate',
      '     3-6  ........                  key, 16 bytes, sha256 503563c1..., redacted',
      '       7  1a200010  SEQ LOAD        class1_context, 16 bytes',
      '       8  a1004003  JUMP            to 11, if SHRD',
      '       9  82100104  OPERATION       class 1, aes cbc, init, decrypt, AAI 0x10',
      '      10  a0000002  JUMP            to 12',
      '      11  82101104  OPERATION       class 1, aes cbc, init, decrypt, decryption key given, AAI 0x110',
      '      12  a8294b04  MATH            varseqoutlen = seqoutlen - 0x00000010, 4 bytes',
      '      13  00000010                  data',
      '      14  a808fa04  MATH            varseqinlen = seqinlen + zero, 4 bytes',
      '      15  a1001f01  JUMP            to 16, the next command, wait for all of CALM NIP NIFP NOP NCP',
      '      16  69300000  SEQ FIFO STORE  message_data, variable length',
      '      17  2b120000  SEQ FIFO LOAD   class 1 msg, variable length, last class 1',
      '      18  5a200010  SEQ STORE       class1_context, 16 bytes',
    ]);
  });

  it('has the key when it is asked for', () => {
    const rows = listing(SHARED, { showKeys: true });
    assert.deepEqual(rows.slice(3, 5), [
      '       3  a3a2a1a0                  key',
      '       4  a7a6a5a4                  key',
    ]);
    assert.equal(rows.length, CBC_DECRYPT_WITH_WAIT.length);
  });

  it('has marks, also inside what is redacted', () => {
    const marks = new Map([
      [18, '=>'],
      [4, '?>'],
    ]);
    const rows = listing(SHARED, { showKeys: false, marks });
    assert.deepEqual(
      rows.filter((row) => row.includes('>')),
      [
        '?>   3-6  ........                  key, 16 bytes, sha256 503563c1..., redacted',
        '=>    18  5a200010  SEQ STORE       class1_context, 16 bytes',
      ],
    );
  });

  it('has the fields of RSA protocol data', () => {
    const words = wordsOf('b08b000c 00003080 2 3 4 5 6 7 8 9 80 80180000');
    const rows = listing(disassemble(words, BE2), { showKeys: false });
    assert.equal(rows[1], '       1  00003080  PDB             sgf and lengths');
    assert.equal(rows[2], '       2  00000002                  pointer to f, high word');
    assert.equal(rows[10], '      10  00000080                  length of f');
  });

  it('has no hash of a key so short that it could be found by trying', () => {
    const [, , row = ''] = listing(jobOf('02800002 00000102'), { showKeys: false });
    assert.match(row, / key, 2 bytes, redacted$/);
  });

  it('has no key in whatever way it is loaded', () => {
    for (const words of [
      '02800004 c0ffee00',
      '12c00004 c0ffee00',
      '14c00004 c0ffee00',
      '52c00004 12345678 c0ffee00',
      '5ac00004 c0ffee00',
      `80210004 c0ffee00 ${'0 '.repeat(11)}`,
    ]) {
      assert.doesNotMatch(listing(jobOf(words), { showKeys: false }).join('\n'), /c0ffee/, words);
      assert.match(listing(jobOf(words), { showKeys: true }).join('\n'), /c0ffee/, words);
    }
    // Neither a context nor what is no key register at all.
    for (const words of ['12a00004 c0ffee00', '16c00001 c0ffee00']) {
      assert.match(listing(jobOf(words), { showKeys: false }).join('\n'), /c0ffee/, words);
    }
  });

  it('has left-over words only with the keys: they may be some', () => {
    const disassembly = disassemble([...CBC_JOB, 0xdead_beef], LE1);
    assert.doesNotMatch(listing(disassembly, { showKeys: false }).join(), /deadbeef/);
    assert.match(listing(disassembly, { showKeys: true }).join(), /8 {2}deadbeef {18}after the end/);
  });
});

describe('operands', () => {
  it('are told in the words of the kernel', () => {
    for (const [words, text] of [
      ['02010014 0804967c', 'class 1 pkha_e, 20 bytes, at 0x0804967c'],
      [`04c30028 ${'11111111 '.repeat(12)}`, 'class 2 mdha_split, 40 bytes, immediate, encrypted (ECB)'],
      ['16860800', 'deco_ctrl, disable auto nfifo'],
      [
        '10fa0004 12f30006',
        'nfifo, 4 bytes, immediate, entry: message to deco from padding, random, 6 bytes, last class 1',
      ],
      ['13200010 12345678', 'class1_context, 16 bytes, scatter table at 0x12345678'],
      ['22d30004 01020304 00000004', 'class 1 msg, 4 bytes, immediate, last class 1, flush class 1'],
      ['60260040 12345678', 'split_jkek, 64 bytes, at 0x12345678'],
      ['78480402', 'math0 to class1_ififo, 2 bytes, source offset 4'],
      ['78340c04', 'descbuf to math0, 4 bytes, source offset 12'],
      ['79430c04', 'math0 to descbuf, 4 bytes, destination offset 12, wait for completion'],
      ['82500002', 'class 1, rng generate state handle 0, prediction resistance'],
      ['81800006', 'pkha mod_expo to b'],
      ['818d0001', 'pkha clear_memory A B N'],
      ['87010c07', 'encapsulate ipsec, AES-CBC, HMAC-SHA1-160, PROTINFO 0x0c07'],
      ['870d0004', 'encapsulate blob, normal, black (ECB), memory, PROTINFO 0x0004'],
      [
        '80191001',
        'protocol rsa_decrypt_priv, private key (p, q, d), key parts plain, f plain, PKCS#1 v1.5 padding, PROTINFO 0x1001',
      ],
      ['8023a020 12345678', 'protocol dkp_sha256, key of 32 bytes from ptr at 0x12345678 to ptr'],
      ['a0c08042', 'halt with user status 0x42, if PK_0'],
      ['a00320eb', 'to -20, if not all of PK_PRIME'],
      ['a0400000 12345678', 'to the descriptor at 0x12345678'],
      ['a2000001', 'to 2, the next command, after class 1 done'],
      ['a8404004 80010000', 'math0 = math0 | 0x80010000, 4 bytes'],
      ['e91cb104', 'varseqoutlen = 0x10 + carry + one, 4 bytes'],
      ['f1400000 16f25280 00000290', '656 bytes, scatter table at 0x16f25280'],
      ['48000000', 'unassigned command type, type 0x09'],
      ['900a0000', 'imm_2'],
    ] as const) {
      assert.equal(operandsOf(words), text, words);
    }
  });
});

describe('what disasm prints', () => {
  const objects = findObjectsInLog([
    ...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT),
    ...hexDump('skcipher jobdesc@1826', CBC_JOB),
  ]);

  it('has a title, what was guessed, and notes', () => {
    const lines = objectsText(objects, { showKeys: false }).split('\n');
    assert.equal(
      lines[0],
      'line 1, skcipher dec shdesc@1514: shared descriptor of 19 words, little endian, pointers of 1 word',
    );
    assert.match(lines[1] ?? '', /^ {2}guessed {2}little endian: /);
    assert.ok(lines.some((line) => /^ {2}note {5}its shared descriptor of 19 words may be/.test(line)));
  });

  it('has tables in columns', () => {
    const text = objectsText(
      findObjectsInText('00000000 16f25200 00000010 00000000 00000008 16e0c000 c0000280 00050008'),
      {
        showKeys: false,
      },
    );
    assert.deepEqual(text.split('\n').slice(3, 6), [
      '  entry      address  length  offset  bpid',
      '      0   0x16f25200      16       0     0',
      '      1  0x816e0c000     640       8     5  E link, F final',
    ]);
  });

  it('as JSON has no key either, unless it is asked for', () => {
    const hidden = JSON.stringify(objectsJson(objects, false));
    assert.doesNotMatch(hidden, /a3a2a1a0|a0a1a2a3|afaeadac/);
    assert.match(hidden, /"immData":"redacted"/);
    const shown = JSON.stringify(objectsJson(objects, true));
    assert.match(shown, /"immData":"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"/);
    assert.match(shown, /"words":\["b8801213","a1004006","02800010","a3a2a1a0"/);
  });

  it('as JSON hides left-over words, too, and keeps data that is no key', () => {
    const [object] = findObjectsInText(
      `${CBC_JOB.map((word) => word.toString(16).padStart(8, '0')).join(' ')} deadbeef`,
    );
    const job = descriptorOf(object);
    assert.match(JSON.stringify(objectsJson([job], false)), /"trailing":\["redacted"\]/);
    assert.match(JSON.stringify(objectsJson([job], true)), /"trailing":\["deadbeef"\]/);
    const [load] = findObjectsInText('b0800003 12920004 00000005');
    assert.match(JSON.stringify(objectsJson(load === undefined ? [] : [load], false)), /"immData":"00000005"/);
  });
});
