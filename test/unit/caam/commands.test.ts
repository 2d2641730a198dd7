import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { assertCommand, BE2, CBC_DECRYPT, CBC_JOB, jobOf, LE1, wordsOf } from '../../helpers/caam.js';

describe('KEY', () => {
  it('has its class, destination and protection', () => {
    assertCommand(
      '04f28028 11111111 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 aaaaaaaa bbbbbbbb cccccccc dddddddd',
      {
        cls: 2,
        imm: true,
        enc: true,
        nwb: true,
        ekt: true,
        dest: 'afha_sbox',
        tk: true,
        length: 40,
        immBytes: 52,
      },
    );
  });

  it('shows immediate bytes in the order of memory', () => {
    assertCommand('02800006 a3a2a1a0 0000a5a4', { immData: 'a0a1a2a3a4a5' });
    assertCommand('02800006 a0a1a2a3 a4a50000', { immData: 'a0a1a2a3a4a5' }, BE2);
  });
});

describe('LOAD and STORE', () => {
  it('name what they reach, by class', () => {
    assertCommand('12200010 12345678', { op: 'LOAD', target: 'class1_context', targetCode: 0x20, length: 16 });
    assertCommand('14200010 12345678', { target: 'class2_context' });
    assertCommand('16880804 12345678', { cls: 3, target: 'math0', offset: 8, imm: true, immData: '78563412' });
    assertCommand('10880004 00000001', { cls: 0, target: 'clear_written' });
    assertCommand('54200020 12345678', { op: 'STORE', target: 'class2_context', pointer: '0x12345678' });
    assertCommand('5880000e 00e08158 13c000e0 815813d0 08000000', {
      target: '0x00',
      immData: '5881e000e000c013d0135881' + '0000',
    });
  });

  it('STORE with IMM has a pointer and then the data', () => {
    assertCommand('52a00004 12345678 01020304', { pointer: '0x12345678', immData: '04030201' });
  });

  it('tell the entry that goes to the info FIFO', () => {
    const [, command] = jobOf('10fa0008 42830000 00000003').instructions;
    assert.ok(command?.op === 'LOAD');
    assert.deepEqual(command.nfifoEntry, {
      dest: 'class1',
      lastClass2: false,
      lastClass1: false,
      flushClass2: false,
      flushClass1: false,
      source: 'padding',
      dtype: 8,
      bnd: false,
      ptype: 3,
      oc: false,
      ast: false,
      bm: false,
      ps: false,
      length: 0,
    });
  });
});

describe('FIFO LOAD and FIFO STORE', () => {
  it('have types, and messages have flags', () => {
    assertCommand('2b170000', {
      op: 'SEQ_FIFO_LOAD',
      dataType: 'msg',
      lastClass2: true,
      lastClass1: true,
      flushClass1: true,
      vlf: true,
    });
    assertCommand('2b1a0000', { dataType: 'msg1out2', lastClass1: true });
    assertCommand('22080014 08049668', { dataType: 'pk_n', lastClass1: undefined });
    assertCommand('24540000 f7452b00 00000641', { ext: true, length: 0, extLength: 0x641 });
    assertCommand('60260040 12345678', { op: 'FIFO_STORE', dataType: 'split_jkek', pointer: '0x12345678' });
    assertCommand('60700000 12345678 00000400', { dataType: 'message_data', extLength: 1024 });
    assertCommand('69b00000', { op: 'SEQ_FIFO_STORE', cont: true, vlf: true });
    assertCommand('68090000', { dataType: '0x09' });
  });
});

describe('MOVE', () => {
  it('has source, destination and where the length comes from', () => {
    assertCommand('79a40006', { src: 'ififo_no_nfifo', dest: 'math0', waitComp: true, offset: 0, length: 6 });
    assertCommand('78480402', { src: 'math0', dest: 'class1_ififo', offset: 4, length: 2 });
    assertCommand('71340c02', {
      op: 'MOVE_LEN',
      src: 'descbuf',
      dest: 'math0',
      offset: 12,
      lengthReg: 'math2',
      sizeClass: 'none',
    });
    assertCommand('78821234', { src: 'ififo', dest: 'ofifo', offset: 0, length: 0x1234 });
  });
});

describe('OPERATION', () => {
  it('of an algorithm has mode, state and direction', () => {
    assertCommand('82101104', { alg: 'aes', aai: 272, as: 'init', icv: false, encrypt: false, dk: true, mode: 'cbc' });
    assertCommand('8210090e', { mode: 'gcm', as: 'initfinal', icv: true, encrypt: false });
    assertCommand('82100005', { mode: 'ctr', encrypt: true });
    assertCommand('8210050d', { mode: 'xts', as: 'initfinal' });
    assertCommand('84410049', { optype: 'class2', alg: 'sha1', mode: 'hmac_precomp', as: 'finalize', dk: undefined });
    assertCommand('8443000d', { alg: 'sha256', mode: 'hash' });
    assertCommand('82210905', { alg: '3des', mode: 'cbc' });
    assertCommand('82d0002d', { alg: 'chacha20', mode: 'aead' });
    assertCommand('82ff0000', { alg: '0xff', mode: '0x00' });
  });

  it('of the RNG has its state handle', () => {
    const generate = { optype: 'class1', alg: 'rng', as: 'generate', stateHandle: 0, pr: false, sk: false };
    assertCommand('82500000', generate);
    assertCommand('82500002', { ...generate, pr: true });
    assertCommand('82501014', { ...generate, as: 'instantiate', stateHandle: 1, sk: true });
  });

  it('of the PKHA has its function', () => {
    assertCommand('8180000f', { optype: 'pkha', function: 'primality', outSel: 'b' });
    assertCommand('818c0906', { function: 'mod_expo', inMont: true, outMont: true, projective: true, outSel: 'a' });
    assertCommand('818d0001', { function: 'clear_memory', clearA: true, clearB: true, clearE: false, clearN: true });
    assertCommand('81860c10', { function: 'copy_n_size', source: 'n', dest: 'n' });
  });

  it('of a protocol has its name and its information', () => {
    assertCommand('80180000', { optype: 'uni_protocol', protocol: 'rsa_encrypt_pub', protocolId: 24 });
    assertCommand('87010c07', { optype: 'encap_protocol', protocol: 'ipsec', protInfo: '0c07' });
    assertCommand('86420000', { optype: 'decap_protocol', protocol: 'lte_pdcp_user' });
    assertCommand(`80230004 ${'01020304 '.repeat(16)}`, {
      protocol: 'dkp_sha256',
      dkpSource: 'imm',
      dkpDest: 'imm',
      keyLength: 4,
      immData: '04030201',
    });
  });
});

describe('JUMP', () => {
  it('has conditions from one of two tables', () => {
    assertCommand('a1001f01', { jsl: true, conditions: ['calm', 'nip', 'nifp', 'nop', 'ncp'], offset: 1, target: 2 });
    assertCommand('a0030f05', { jsl: false, test: 'inv_any', conditions: ['math_n', 'math_z', 'math_c', 'math_nv'] });
    assertCommand('a2000001', { cls: 1, conditions: [] });
  });

  it('counts in a register', () => {
    assertCommand('a01084fe', {
      type: 'local_inc',
      counter: 'seqinlen',
      conditions: ['math_z'],
      offset: -2,
      target: -1,
    });
    assertCommand('a0308202', { type: 'local_dec', conditions: ['math_c'] });
  });

  it('may leave the descriptor', () => {
    assertCommand('a0400000 12345678', { type: 'non_local', pointer: '0x12345678', offset: undefined });
    assertCommand('a0800000', { type: 'halt', userStatus: undefined });
    assertCommand('a0500000', { type: '0x05' });
  });
});

describe('MATH', () => {
  it('has operands from two tables: C is zero in one, one in the other', () => {
    assertCommand('a808fa04', { fn: 'add', src0: 'seqinlen', src1: 'zero', dest: 'varseqinlen', length: 4 });
    assertCommand('a82ccf01', { fn: 'sub', src0: 'zero', src1: 'one', dest: 'none' });
    assertCommand('a8a88004', { fn: 'zbyt', src0: 'seqinlen', src1: 'varseqinlen', dest: 'math0' });
  });

  it('shows MATH0 as what it is, though Linux calls it REG0 and means zero', () => {
    assertCommand('a8080b04', { src0: 'seqinlen', src1: 'math0', dest: 'varseqoutlen' });
  });

  it('has immediates of one word or two, in the byte order of the CAAM', () => {
    assertCommand('a8294b04 00000010', { src1: 'imm', immValue: '0x00000010' });
    assertCommand('a8404008 11111111 22222222', { immValue: '0x2222222211111111' });
    assertCommand('a8404008 11111111 22222222', { immValue: '0x1111111122222222' }, BE2);
    assertCommand('ac404008 11111111', { ifb: true, immValue: '0x11111111' });
  });

  it('MATHI has its immediate inside, on either side', () => {
    assertCommand('e80cb104', { op: 'MATHI', ssel: false, src: 'zero', dest: 'varseqoutlen', imm: 0x10, fn: 'add' });
    assertCommand('e91cb104', { ssel: true, src: 'one', fn: 'addc' });
  });
});

describe('SEQ IN PTR and SEQ OUT PTR', () => {
  it('have a length inside or behind, and a pointer unless they go on', () => {
    assertCommand('f1400000 16f25280 00000290', {
      op: 'SEQ_IN_PTR',
      sgf: true,
      ext: true,
      length: 656,
      pointer: '0x16f25280',
    });
    assertCommand('f8800010', { op: 'SEQ_OUT_PTR', pre: true, length: 16, pointer: undefined });
    assertCommand('f0200000', { rto: true, pointer: undefined });
    assertCommand('f2000004 12345678', { inl: true, pointer: '0x12345678' });
  });
});

describe('a header', () => {
  it('of a job names its shared descriptor', () => {
    const [header, first] = disassemble(CBC_JOB, LE1).instructions;
    assert.ok(header?.op === 'JOB_HEADER');
    assert.deepEqual(
      [header.sharedDescLength, header.sharedDescPointer, header.reverseOrder, header.share, header.startIndex],
      [19, '0x2d3b1840', true, 'defer', undefined],
    );
    assert.deepEqual([header.size, first?.index], [2, 2]);
  });

  it('of a shared descriptor has what it keeps', () => {
    const [header] = disassemble(CBC_DECRYPT, LE1).instructions;
    assert.ok(header?.op === 'SHARED_HEADER');
    assert.deepEqual([header.share, header.saveContext, header.rif, header.descLength], ['serial', true, false, 17]);
  });

  it('has a word more with EXT, behind the pointer', () => {
    const [header, next] = disassemble(wordsOf('b4931c04 2d3b1840 00000180 a0000001'), LE1).instructions;
    assert.ok(header?.op === 'JOB_HEADER');
    assert.deepEqual([header.extWord, header.size, next?.index], ['00000180', 3, 3]);
  });
});

describe('notes', () => {
  const notesOf = (text: string): readonly string[] => disassemble(wordsOf(text), LE1).notes;

  it('tell what is wrong with a header', () => {
    assert.deepEqual(notesOf('b0008001'), ['header: ONE is 0, must be 1', 'header: ZRO is 1, must be 0']);
    assert.deepEqual(notesOf('b0800003 a0000001'), ['cut off: DESCLEN is 3, and there are 2 words']);
    assert.match(notesOf('b0be1c08 2d3b1840').join(), /job and shared descriptor together: 70 words.*holds 64/);
    assert.match(notesOf('b0850002 a0000001').join(), /START INDEX 5 is not below DESCLEN 2/);
    assert.match(notesOf('a0000001').join(), /the first word is not a header/);
    assert.match(notesOf('0 0 0 0').join(), /all words are zero.*KEY command at index 0/);
  });

  it('tell where jumps go astray', () => {
    assert.deepEqual(notesOf('b0800004 a0000002 12200010 12345678'), [
      '1: jumps to 3, which is not the start of a command',
    ]);
    assert.deepEqual(notesOf('b0800002 a0000000'), ['1: jumps to itself']);
    assert.deepEqual(notesOf('b0800002 a00000f0'), ['1: jumps to -15, before the descriptor']);
    assert.deepEqual(notesOf('b0800002 a0000005'), ['1: jumps to 6, past the end']);
    assert.deepEqual(notesOf('b0800002 a0000001'), []);
  });

  it('tell of a last command that is cut off', () => {
    assert.deepEqual(notesOf('b0800003 02800010 11111111'), ['1: the last command wants 3 words more than there are']);
  });
});
