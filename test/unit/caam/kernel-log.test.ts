import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findObjectsInLog } from '#dist/caam/dump/find-objects.js';
import { CBC_DECRYPT, CBC_DECRYPT_WITH_WAIT, CBC_JOB, descriptorOf, hexDump, TABLE } from '../../helpers/caam.js';

describe('a kernel log', () => {
  const shared = hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT);
  const table = hexDump('skcipher sec4_sg@1746', TABLE);
  const job = hexDump('skcipher jobdesc@1826', CBC_JOB);
  const other = '[   12.345678] usb 1-1: new high-speed USB device number 2 using ci_hdrc';
  const kindsOf = (lines: readonly string[]): readonly string[] => findObjectsInLog(lines).map(({ kind }) => kind);

  it('has any lines in between', () => {
    const lines = [...shared, ...table, ...job].flatMap((line) => [other, line]);
    assert.deepEqual(kindsOf(lines), ['shared', 'sgt', 'job']);
    const [first] = findObjectsInLog(lines);
    assert.deepEqual([first?.label, first?.line], ['skcipher dec shdesc@1514', 2]);
  });

  it('has rows of two CPUs interleaved', () => {
    const mixed = shared.flatMap((line, index) => [line, ...job.slice(index, index + 1)]);
    const objects = findObjectsInLog(mixed);
    assert.deepEqual(
      objects.map(({ kind }) => kind),
      ['shared', 'job'],
    );
    assert.deepEqual(descriptorOf(objects[0]).disassembly.words, CBC_DECRYPT_WITH_WAIT);
    assert.deepEqual(descriptorOf(objects[1]).disassembly.words, CBC_JOB);
  });

  it('has the same dump many times, rows of the same label told apart by thread where it is printed', () => {
    assert.deepEqual(kindsOf([...table, ...job, ...table, ...job]), ['sgt', 'job', 'sgt', 'job']);
    const of = (thread: string): readonly string[] => job.map((line) => line.replace('] ', `] [${thread}] `));
    const [one, other2] = [of('T12'), of('T345')];
    assert.deepEqual(kindsOf([one[0], other2[0], one[1], other2[1]].map(String)), ['job', 'job']);
  });

  it('has lost rows', () => {
    const [first = ''] = job;
    const objects = findObjectsInLog([first, ...job]);
    assert.deepEqual(
      objects.map((object) => descriptorOf(object).disassembly.words.length),
      [4, 8],
    );
    assert.match(objects[0]?.notes.join('\n') ?? '', /cut off: DESCLEN is 8, and there are 4 words/);
  });

  it('comes from syslog, journald, mail, early boot and 64-bit machines', () => {
    const dressed: readonly ((line: string) => string)[] = [
      (line) => `Jan  1 00:00:01 imx6q kernel: ${line}`,
      (line) => `<7>${line}`,
      (line) => `> ${line}`,
      (line) => `>>> ${line}\r`,
      (line) => line.replace(/^\[[^\]]*\] /, ''),
      (line) => line.replace(/: [0-9a-f]{8}: /, ': (____ptrval____): '),
      (line) => line.replace(/: ([0-9a-f]{8}): /, ': 00000000$1: '),
      (line) => line.replace(/ {2}\S*$/, ''),
      (line) => line.replace('@1826', '@1789 '),
      (line) => line.replace('skcipher jobdesc@1826', 'rng job desc@'),
    ];
    for (const dress of dressed) {
      const [object, ...more] = findObjectsInLog(job.map(dress));
      assert.equal(more.length, 0);
      assert.deepEqual(descriptorOf(object).disassembly.words, CBC_JOB, dress(job[0] ?? ''));
    }
  });

  it('has rows that a mailer broke', () => {
    const broken = job.flatMap((line) => [
      line.slice(0, line.indexOf(': ', 40) + 28),
      line.slice(line.indexOf(': ', 40) + 29),
    ]);
    assert.ok(broken.length === 2 * job.length && broken.every((line) => line.length > 8));
    assert.deepEqual(descriptorOf(findObjectsInLog(broken)[0]).disassembly.words, CBC_JOB);
  });

  it('dumps keys and data, too, which are none of ours', () => {
    assert.deepEqual(kindsOf([...hexDump('key in @123', CBC_JOB), ...hexDump('dst    @1064', TABLE)]), []);
  });

  it('tells what its objects say of each other', () => {
    const objects = findObjectsInLog([...shared, ...table, ...job]);
    const notes = objects[2]?.notes.join('\n') ?? '';
    assert.match(notes, /its shared descriptor of 19 words may be skcipher dec shdesc@1514/);
    assert.match(notes, /input sequence of 656 bytes: entries 0-1 of .* cover it, without a final entry/);
    assert.match(notes, /output sequence of 656 bytes: entries 2-3 of .* cover it$/);
    const stale = findObjectsInLog([...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT), ...job]);
    assert.match(
      stale[1]?.notes.join('\n') ?? '',
      /no shared descriptor here has the 19 words its header tells, but 17/,
    );
    const noteOf = (words: readonly number[]): string => {
      const [, checked] = findObjectsInLog([...hexDump('skcipher sec4_sg@1746', words), ...job]);
      return checked?.notes.join('\n') ?? '';
    };
    assert.match(noteOf(TABLE.with(6, 0x27f)), /input sequence of 656 bytes: entries 0-2 .* cover/);
    assert.match(noteOf(TABLE.with(6, 0x4000_027f)), /end early: entry 1 is final \(expect error 0x01\)/);
    assert.match(noteOf(TABLE.with(10, 0x27f)), /entries 2-3 .* end early: entry 3 is final/);
    assert.match(noteOf(TABLE.with(9, 0).with(10, 0)), /entries 2-3 .* hold a null entry \(expect error 0x02\)/);
    assert.match(noteOf(TABLE.with(14, 0xf)), /entries 2-3 .* hold only 655 bytes \(expect error 0x01\)/);
  });
});
