import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FindingStore } from '#dist/orchestrator/finding-store.js';
import { findingId, findingText } from '#dist/results/finding-text.js';
import type { Finding } from '#dist/results/finding.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';
import type { FindingLine } from '#dist/results/documents/summary.js';
import { BROKEN, BYTES, HUNG, KERNEL, LENGTH, OVERRUN, REFUSED, SETUP, WRONG } from '../../helpers/findings.js';
import { memoryDirectory, TemporaryDirectory } from '../../helpers/temporary-directory.js';

/** A store in a directory of its own; both go with the scope. */
class Fixture implements Disposable {
  readonly #temporary = new TemporaryDirectory(memoryDirectory());
  readonly directory = RunDirectory.create(this.#temporary.path, new Date(0), '0x1', 'info');
  readonly store = new FindingStore(this.directory);

  record(finding: Finding): FindingLine {
    return this.store.record(finding, {
      id: findingId(finding),
      text: findingText(finding, null),
      analysis: null,
      kernelLog: null,
      descriptors: null,
    });
  }

  path(name: string): string {
    return `${this.directory.path}/${name}`;
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  json(name: string): Readonly<Record<string, unknown>> {
    const parsed: unknown = JSON.parse(this.read(name));
    assert.ok(typeof parsed === 'object' && parsed !== null);
    return { ...parsed };
  }

  get events(): readonly string[] {
    return readFileSync(this.path('events.ndjson'), 'utf8').split('\n').slice(0, -1);
  }

  [Symbol.dispose](): void {
    this.directory.close();
    this.#temporary[Symbol.dispose]();
  }
}

describe('a stored finding', () => {
  for (const finding of [WRONG, OVERRUN, LENGTH, REFUSED, BROKEN]) {
    it(`of the verdict ${finding.verdict} has its bytes in files, exactly`, () => {
      using fixture = new Fixture();
      const line = fixture.record(finding);
      assert.equal(line.directory, 'findings/0001');
      const extra = finding.verdict === 'broken' ? ['recomputed.bin'] : [];
      const files = ['actual.bin', 'expected.bin', 'finding.json', 'finding.txt', 'input.bin', ...extra];
      assert.deepEqual(readdirSync(fixture.path('findings/0001')).sort(), files.sort());
      const bytes = (name: string): Buffer => readFileSync(fixture.path(`findings/0001/${name}.bin`));
      assert.ok(bytes('input').equals(BYTES.input));
      assert.ok(bytes('expected').equals(BYTES.expected));
      assert.ok(bytes('actual').equals(BYTES.actual));
      if (finding.verdict === 'broken') assert.ok(bytes('recomputed').equals(finding.recomputed));
    });
  }

  it('has everything small in finding.json, the key of the cipher and the guards in hexadecimal', () => {
    using fixture = new Fixture();
    fixture.record(OVERRUN);
    const { id, ...withoutId } = OVERRUN.at;
    assert.deepEqual(fixture.json('findings/0001/finding.json'), {
      schema: 'afalg-stress/finding',
      version: 1,
      number: 1,
      key: OVERRUN.at.id,
      text: findingText(OVERRUN, null),
      verdict: 'overrun',
      at: { ...withoutId, key: id },
      bytesBefore: 0,
      bytesAfter: 64,
      mismatch: null,
      cipherKey: '01'.repeat(16),
      iv: '02'.repeat(16),
      guardBefore: 'a5'.repeat(64),
      guardAfter: 'a6'.repeat(64),
      diagnosis: null,
    });
  });

  it('has no copy of the recomputed bytes in finding.json', () => {
    using fixture = new Fixture();
    fixture.record(BROKEN);
    assert.ok(!('recomputed' in fixture.json('findings/0001/finding.json')));
    assert.ok(!fixture.events.join('').includes('recomputed'));
  });

  it('has the lines that the kernel logged around it', () => {
    using fixture = new Fixture();
    const kernelLog = ['<3>[    1.000000] one', '<6>[    1.000001] two'];
    fixture.store.record(WRONG, { id: '', text: '', analysis: null, kernelLog, descriptors: null });
    assert.match(fixture.read('findings/0001/finding.txt'), /kernel log\n {2}<3>/);
    assert.equal(
      readFileSync(fixture.path('findings/0001/kmsg.log'), 'utf8'),
      '<3>[    1.000000] one\n<6>[    1.000001] two\n',
    );
  });

  it('is amended when more is known, in its file, its line and the journal', () => {
    using fixture = new Fixture();
    fixture.record(WRONG);
    fixture.record(KERNEL);
    fixture.record(WRONG);
    const more = { ...KERNEL, count: 812 };
    fixture.store.amend(2, more, {
      id: findingId(more),
      text: findingText(more, null),
      analysis: null,
      kernelLog: null,
      descriptors: null,
    });
    assert.equal(fixture.json('findings/0002/finding.json')['count'], 812);
    assert.equal(fixture.json('findings/0002/finding.json')['number'], 2);
    assert.match(fixture.store.lines[1]?.text ?? '', /812 times/);
    assert.equal(fixture.store.total, 3);
    assert.match(fixture.events.at(-1) ?? '', /"event":"finding-amended","number":2,.*"count":812/);
  });

  it('that is about no operation has no bytes', () => {
    using fixture = new Fixture();
    for (const finding of [SETUP, HUNG, KERNEL]) {
      const { directory } = fixture.record(finding);
      assert.deepEqual(readdirSync(fixture.path(directory ?? '')).sort(), ['finding.json', 'finding.txt']);
      const { verdict } = fixture.json(`${directory ?? ''}/finding.json`);
      assert.equal(verdict, finding.verdict);
    }
  });

  it('is a line of the journal, too', () => {
    using fixture = new Fixture();
    fixture.record(WRONG);
    const event: unknown = JSON.parse(fixture.events.at(-1) ?? '');
    assert.ok(typeof event === 'object' && event !== null && 'detail' in event && 'time' in event);
    const { detail, time, ...line } = event;
    assert.deepEqual(line, {
      level: 'error',
      event: 'finding',
      number: 1,
      verdict: 'wrong',
      key: WRONG.at.id,
      text: findingText(WRONG, null),
      directory: 'findings/0001',
    });
    assert.ok(typeof detail === 'object' && typeof time === 'string');
  });
});

describe('the store of findings', () => {
  it('numbers findings from 1 and counts them by verdict', () => {
    using fixture = new Fixture();
    const numbers = [WRONG, REFUSED, SETUP, WRONG, HUNG].map((finding) => fixture.record(finding).number);
    assert.deepEqual(numbers, [1, 2, 3, 4, 5]);
    assert.equal(fixture.store.total, 5);
    const { counts } = fixture.store;
    assert.deepEqual([counts.wrong, counts.refused, counts.hung, counts.overrun, counts.pass], [2, 2, 1, 0, 0]);
    assert.deepEqual(readdirSync(fixture.path('findings')).sort(), ['0001', '0002', '0003', '0004', '0005']);
  });

  it('keeps a finding that the disk does not take as a line, and counts its files as lost', () => {
    using fixture = new Fixture();
    writeFileSync(fixture.path('findings'), 'in the way');
    assert.equal(fixture.record(WRONG).directory, null);
    assert.equal(fixture.directory.lostFiles, 1);
    assert.equal(fixture.store.counts.wrong, 1);
    rmSync(fixture.path('findings'));
    assert.equal(fixture.record(WRONG).directory, 'findings/0002');
  });

  it('repeats the first 100 in the summary, stores the first 1000, and counts all', () => {
    using fixture = new Fixture();
    const lines = Array.from({ length: 1005 }, () => fixture.record(SETUP));
    assert.equal(fixture.store.lines.length, 100);
    assert.deepEqual(fixture.store.lines, lines.slice(0, 100));
    assert.equal(lines[999]?.directory, 'findings/1000');
    assert.equal(lines[1000]?.directory, null);
    assert.equal(readdirSync(fixture.path('findings')).length, 1000);
    assert.ok(!existsSync(fixture.path('findings/1001')));
    assert.equal(fixture.store.total, 1005);
    assert.equal(fixture.store.counts.refused, 1005);
    assert.equal(fixture.directory.lostFiles, 0);
    assert.equal(fixture.events.length, 1005);
  });
});
