import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { decodeTable } from '#dist/caam/table/scatter-table.js';
import { listing } from '#dist/report/caam/listing.js';
import { assertCommand, BE2, commandOf, jobOf, LE1, LE2, descriptorOf, wordsOf } from '../../helpers/caam.js';

/** The commands of a job as `index op`, to see whether a disassembler stays in step. */
function opsOf(commands: string, format = LE1): readonly string[] {
  return jobOf(commands, format)
    .instructions.slice(1)
    .map(({ index, op }) => `${String(index)} ${op}`);
}

/** Where a plausible disassembler of descriptors goes wrong: each was seen in one. */
describe('a disassembler stays in step', () => {
  it('1: after SEQ STORE, which has no pointer (XTS has two in a row)', () => {
    assert.deepEqual(opsOf('5a200008 5a200808 69300000'), ['1 SEQ_STORE', '2 SEQ_STORE', '3 SEQ_FIFO_STORE']);
  });

  it('2: after SEQ KEY, which has no pointer', () => {
    assert.deepEqual(opsOf('0a000010 82100104'), ['1 SEQ_KEY', '2 OPERATION']);
  });

  it('3: after an encrypted immediate key, padded to whole blocks', () => {
    const splitKey = '11111111 '.repeat(12);
    assert.deepEqual(opsOf(`04c30028 ${splitKey} 84410049`), ['1 KEY', '14 OPERATION']);
    // CCM: 16 bytes of key, 12 of nonce and MAC.
    assert.deepEqual(opsOf(`02d00010 ${'22222222 '.repeat(7)} 84410049`), ['1 KEY', '9 OPERATION']);
  });

  it('4: after FIFO LOAD with immediate data, and its extended length', () => {
    assert.deepEqual(opsOf('22930005 01020304 05000000 82100104'), ['1 FIFO_LOAD', '4 OPERATION']);
    assert.deepEqual(opsOf('22d30004 01020304 00000004 82100104'), ['1 FIFO_LOAD', '4 OPERATION']);
  });

  it('5: after an OPERATION of the PKHA or of a reserved type', () => {
    assert.deepEqual(opsOf('81800006 83000000 85000000 a0000001'), [
      '1 OPERATION',
      '2 OPERATION',
      '3 OPERATION',
      '4 JUMP',
    ]);
  });

  it('6: after DKP, whose place is that of the derived key; and protocols have fields', () => {
    // HMAC-SHA256 of an immediate key of 32 bytes: 64 bytes of split key.
    assert.deepEqual(opsOf(`80230020 ${'33333333 '.repeat(16)} 8443000d`), ['1 OPERATION', '18 OPERATION']);
    // The key by pointer: the pointer's word is part of the place.
    assert.deepEqual(opsOf(`80238020 12345678 ${'33333333 '.repeat(15)} 8443000d`), ['1 OPERATION', '18 OPERATION']);
    assert.deepEqual(opsOf('8023a020 12345678 8443000d'), ['1 OPERATION', '3 OPERATION']);
    assertCommand('870d0004', { protocol: 'blob', protocolId: 13, protInfo: '0004', optype: 'encap_protocol' });
  });

  it('7: after LOAD to DECO control, to a descriptor buffer and with a length from MATH', () => {
    assert.deepEqual(opsOf('168600ff a0000001'), ['1 LOAD', '2 JUMP']);
    assert.deepEqual(opsOf('16c00002 11111111 22222222 a0000001'), ['1 LOAD', '4 JUMP']);
    assert.deepEqual(opsOf('10f10000 12f30006 a0000001'), ['1 LOAD', '3 JUMP']);
    assert.deepEqual(opsOf('1aa00004 11111111 a0000001'), ['1 SEQ_LOAD', '3 JUMP']);
    assert.deepEqual(jobOf('1aa00004 11111111 a0000001').notes, ['1: SEQ LOAD with IMM is illegal']);
  });

  it('8: after STORE of the job or shared descriptor, which has no pointer in class 3 alone', () => {
    for (const code of ['41', '42', '45', '46']) {
      assert.deepEqual(opsOf(`56${code}0001 a0000001`), ['1 STORE', '2 JUMP'], code);
      assert.deepEqual(opsOf(`52${code}0001 12345678 a0000001`), ['1 STORE', '3 JUMP'], code);
    }
    assert.deepEqual(opsOf('56400001 12345678 a0000001'), ['1 STORE', '3 JUMP']);
  });

  it('9: after SIGNATURE, which carries 256 bits or none', () => {
    for (const type of [0, 1, 2]) {
      assert.deepEqual(opsOf(`900${String(type)}0000 ${'44444444 '.repeat(8)} a0000001`), ['1 SIGNATURE', '10 JUMP']);
    }
    assert.deepEqual(opsOf('900a0000 a0000001'), ['1 SIGNATURE', '2 JUMP']);
  });

  it('10: after a JUMP, whose type has four bits and whose offset is signed', () => {
    assert.deepEqual(opsOf('a0400000 12345678 a0000001'), ['1 JUMP', '3 JUMP']);
    assert.deepEqual(opsOf('a0200001 a0600000 a0000001'), ['1 JUMP', '2 JUMP', '3 JUMP']);
    assertCommand('a00000fa', { offset: -6, target: -5 });
    assertCommand('a0c08042', { type: 'halt_user', userStatus: 0x42, conditions: ['pk_0'] });
  });

  it('11: after MOVE, MOVE_LEN, MOVEB, MOVEDW and MATHI, which it knows', () => {
    assert.deepEqual(opsOf('79a40006 70a40001 38a40006 30a40006 e8010104'), [
      '1 MOVE',
      '2 MOVE_LEN',
      '3 MOVEB',
      '4 MOVEDW',
      '5 MATHI',
    ]);
  });

  it('12: after the protocol data block, which the start index bounds', () => {
    const words = wordsOf('b0850006 00003080 00000001 00000002 00000003 80180000');
    const { instructions } = disassemble(words, LE1);
    assert.deepEqual(
      instructions.map(({ index, op, size }) => [index, op, size]),
      [
        [0, 'JOB_HEADER', 1],
        [1, 'PDB', 4],
        [5, 'OPERATION', 1],
      ],
    );
  });

  it('13: after MATH with two immediates, one word each', () => {
    assert.deepEqual(opsOf('a8044008 00000001 00000002 a0000001'), ['1 MATH', '4 JUMP']);
    assertCommand('a8044008 00000001 00000002', { immValue: '0x00000001', immValue1: '0x00000002' });
  });

  it('14: on big endian, and with pointers of two words in either order', () => {
    assertCommand('12200010 00000008 c0b21d80', { pointer: '0x00000008c0b21d80' }, BE2);
    assertCommand('12200010 c0b21d80 00000008', { pointer: '0x00000008c0b21d80' }, LE2);
  });

  it('15: after FIFO STORE of random bytes that stay in the output FIFO', () => {
    assert.deepEqual(opsOf('60350010 a0000001'), ['1 FIFO_STORE', '2 JUMP']);
    assert.deepEqual(opsOf('60340010 12345678 a0000001'), ['1 FIFO_STORE', '3 JUMP']);
  });

  it('16: and tells the bits that came with later parts', () => {
    assertCommand('02004010 12345678', { pts: true });
    // The two bits above KDEST are reserved.
    assertCommand('020d0010 12345678', { dest: 'pkha_e' });
    assertCommand('f4080010', { rbs: true, sop: true, length: 16 });
    assertCommand('f8380010', { rst: true, ews: true, rto: true });
    assertCommand('0a800010', { aidf: true });
    assertCommand('2a900010', { aidf: true });
    const [header] = disassemble(wordsOf('b4820002 00000100'), LE1).instructions;
    assert.ok(header?.op === 'JOB_HEADER' && header.ext && header.extWord === '00000100');
  });

  it('17: and reports a header inside the body, and words behind the end', () => {
    const { notes, trailing, instructions } = disassemble(wordsOf('b0800003 b8801211 a0000001 deadbeef 0'), LE1);
    assert.deepEqual(trailing, [0xdeadbeef, 0]);
    assert.deepEqual(notes, [
      '2 words after the end of the descriptor (trailing)',
      '1: header inside the body (type 0x17)',
    ]);
    assert.deepEqual(
      instructions.map(({ op }) => op),
      ['JOB_HEADER', 'UNKNOWN', 'JUMP'],
    );
  });

  it('18: and knows scatter tables beyond 32 bits, of four layouts, with pools and links', () => {
    const [entry] = decodeTable(wordsOf('0000000f 16f25200 c0000010 00050008'), 'imx').entries;
    assert.deepEqual(entry, {
      index: 0,
      address: '0xf16f25200',
      length: 16,
      extension: true,
      final: true,
      offset: 8,
      bpid: 5,
    });
  });

  it('19: and has names for values, and no key in what it prints', () => {
    const [object] = findObjectsInText('b0800006 02800010 a0a1a2a3 a4a5a6a7 a8a9aaab acadaeaf');
    const text = listing(descriptorOf(object).disassembly, { showKeys: false }).join('\n');
    assert.match(text, /KEY +class 1 key_reg, 16 bytes, immediate/);
    assert.match(text, /key, 16 bytes, sha256 [0-9a-f]{8}\.\.\., redacted/);
    assert.doesNotMatch(text, /a0a1a2a3|acadaeaf/);
    assert.equal(commandOf('82500002').op, 'OPERATION');
  });
});
