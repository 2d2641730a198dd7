import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import { failingCommand } from '#dist/caam/dump/failing-command.js';
import { decodeStatus } from '#dist/caam/status/status-word.js';
import { failingCommandRows, markedListings } from '#dist/report/caam/failing-command-text.js';
import { recordsJson } from '#dist/report/caam/status-json.js';
import { recordText } from '#dist/report/caam/status-text.js';
import { CBC_DECRYPT, CBC_DECRYPT_WITH_WAIT, CBC_JOB, LE1 } from '../../../helpers/caam.js';

const LINE = '[ 4855.666389] caam_jr 2102000.jr: 40001210: DECO: desc idx 13: Invalid Sequence Command. A SEQ IN PTR';

function textOf(line: string): string {
  return decodeLog([line])
    .flatMap((located) => recordText(located, true))
    .join('\n');
}

describe('a record in words', () => {
  it('has line, meaning, cause, errno, and what contradicts the number', () => {
    const lines = textOf(LINE).split('\n');
    assert.equal(lines[0], '40001210  DECO, index 18, code 0x10');
    assert.equal(lines[1], `  line     1: ${LINE}`);
    assert.match(lines[2] ?? '', /^ {2}meaning {2}bad sequence command/);
    assert.match(lines[3] ?? '', /^ {2}usually {2}SEQ IN PTR or SEQ OUT PTR shorter/);
    assert.equal(lines[4], '  errno    EINVAL from the driver');
    assert.match(lines[5] ?? '', /index 13, .* 0x12 = 18: .*; trusting the number$/);
    assert.equal(lines.length, 6);
  });

  it('of any kind is short', () => {
    assert.match(
      textOf('caam X: job ring error: irqstate: 00000103'),
      /^00000103 .*type 1\n.*\n {2}meaning {2}writing a status.*\n {2}state {4}ring entry 0, error, job done$/,
    );
    assert.match(textOf('caam X: device ID = 0x0a16010000000000 (Era 4)'), /meaning {2}the CAAM is of era 4$/);
    assert.match(textOf('caam X: job rings = 1, qi = 0'), /meaning {2}1 job ring, no queue interface$/);
    assert.match(textOf('caam X: 15: unknown error source'), /^no number {2}unassigned source 15\n/);
    assert.match(textOf('SEC Dequeue timed out'), /^symptom\n/);
    assert.ok(textOf(`${LINE}${'x'.repeat(5000)}`).length < 1200);
  });
});

describe('a record as JSON', () => {
  it('has the fields of its source', () => {
    const lines = [
      LINE,
      'caam_jr 2101000.jr: 2000025b: CCB: desc idx 2: RNG: Hardware error',
      'platform caam_qi: 50000000: Queue Manager Interface: No error',
      'platform caam_qi: 15: unknown error source',
      'caam X: device ID = 0x0a16010000000000 (Era 4)',
    ];
    const deco = { value: '40001210', source: 4, sourceName: 'DECO', jump: false, descIndex: 18, errCode: 16 };
    const ccb = { value: '2000025b', source: 2, sourceName: 'CCB', jump: false, descIndex: 2, chaId: 5, errId: 11 };
    const queue = {
      value: '50000000',
      source: 5,
      sourceName: 'Queue Manager Interface',
      jump: false,
      descIndex: 0,
      errCode: 0,
    };
    const meaning = 'bad sequence command: a sequence length would go below zero, or a SEQ pointer command is invalid';
    assert.deepEqual(recordsJson(decodeLog(lines)), {
      lines: [
        { line: lines[0], status: deco, printedIndex: 13, indexMatchesStatus: false, meaning },
        { line: lines[1], status: ccb, printedIndex: 2, indexMatchesStatus: true, meaning: 'RNG: hardware error' },
        { line: lines[2], status: queue, printedIndex: null, indexMatchesStatus: null, meaning: 'no error' },
        {
          line: lines[3],
          status: null,
          printedIndex: null,
          indexMatchesStatus: null,
          meaning: 'unassigned source 15 (the status word itself is not in the line)',
        },
        { line: lines[4], status: null, printedIndex: null, indexMatchesStatus: null, meaning: 'the CAAM is of era 4' },
      ],
    });
  });
});

describe('the command that failed', () => {
  const pair = { shared: disassemble(CBC_DECRYPT_WITH_WAIT, LE1), job: disassemble(CBC_JOB, LE1) };
  const rowsOf = (word: number, printed: number | null, given = pair): readonly string[] => {
    return failingCommandRows(failingCommand(decodeStatus(word), printed, given), given, printed);
  };

  it('is named, with both words where the text disagrees, and the arithmetic', () => {
    assert.deepEqual(rowsOf(0x4000_1210, 13), [
      '  command  word 18 of the shared descriptor: SEQ STORE class1_context, 16 bytes',
      '  idx 13   word 13 of the shared descriptor, not a command boundary: it belongs to MATH at 12',
      '  input    sequence of 656 bytes, commands of fixed length take 16 (jumps not followed): 640 left for those of variable length',
      '  output   sequence of 656 bytes, commands of fixed length take 16 (jumps not followed): 640 left for those of variable length',
    ]);
  });

  it('is doubted when it does not fit', () => {
    const stock = { shared: disassemble(CBC_DECRYPT, LE1), job: disassemble(CBC_JOB, LE1) };
    const text = rowsOf(0x4000_0c10, null, stock).join('\n');
    assert.match(text, /such a command does not end with this code/);
    assert.match(text, /tells a shared descriptor of 19 words, and this one has 17: not a pair/);
    assert.match(rowsOf(0x4000_3c10, null).join(), /out of range: the descriptors have 27 words/);
  });

  it('is marked in the listings', () => {
    const failing = failingCommand(decodeStatus(0x4000_1210), 13, pair);
    const rows = markedListings(failing, pair, false);
    assert.deepEqual(
      rows.filter((row) => row.includes('>')),
      ['?>    13  00000010                  data', '=>    18  5a200010  SEQ STORE       class1_context, 16 bytes'],
    );
    assert.deepEqual(
      rows.filter((row) => row.endsWith(' descriptor')),
      ['  shared descriptor', '  job descriptor'],
    );
    const inJob = markedListings(failingCommand(decodeStatus(0x4000_1510), null, pair), pair, false);
    assert.deepEqual(
      inJob.filter((row) => row.includes('=>')),
      ['=>     2  f1400000  SEQ IN PTR      656 bytes, scatter table at 0x16f25280'],
    );
  });
});
