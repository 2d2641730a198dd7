import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { AfAlgScenario } from '#dist/orchestrator/af-alg/af-alg-scenario.js';
import { FRESH_HOSTS } from '#dist/orchestrator/host/hosts.js';
import { Recorder } from '#dist/orchestrator/recorder.js';
import { formatOperationId } from '#dist/plan/operation-id.js';
import { resolveRunSettings, type RunSettings } from '#dist/options/settings.js';
import { FindingStore } from '#dist/orchestrator/finding-store.js';
import type { OperationFinding } from '#dist/results/finding.js';
import { compareBytes } from '#dist/forensics/mismatch.js';
import type { DescribeDumps } from '#dist/results/logged-descriptors.js';
import { RunDirectory } from '#dist/results/files/run-directory.js';
import type { FindingLine } from '#dist/results/documents/summary.js';
import { inFamily } from '../../helpers/workloads.js';
import { changed, Operations } from '../../helpers/damaged.js';
import { BROKEN, HUNG, KERNEL, SETUP } from '../../helpers/findings.js';
import { memoryDirectory, TemporaryDirectory } from '../../helpers/temporary-directory.js';

const OWN = { worker: 1, burst: 2, operation: 30 };

class Fixture implements Disposable {
  readonly settings: RunSettings;
  readonly lines: FindingLine[] = [];
  readonly recorder: Recorder;
  readonly #temporary = new TemporaryDirectory(memoryDirectory());
  readonly #directory = RunDirectory.create(this.#temporary.path, new Date(0), '0x1', 'info');

  constructor(texts: Parameters<typeof resolveRunSettings>[0] = {}, describeDumps: DescribeDumps | null = null) {
    this.settings = resolveRunSettings({ seed: '1', ...texts }, 1n);
    const observer = {
      began: () => undefined,
      status: () => undefined,
      notice: () => undefined,
      finding: (line: FindingLine) => {
        this.lines.push(line);
      },
    };
    const store = new FindingStore(this.#directory);
    const parts = {
      scenario: new AfAlgScenario(this.settings),
      hosts: FRESH_HOSTS,
      control: this.settings,
      context: { started: new Date(0), commandLine: [], version: '1', guest: null, describeDumps },
      ...{ observer, directory: this.#directory },
    };
    this.recorder = new Recorder(parts, store, { around: () => null });
  }

  /** An operation of the run whose byte 5 has a wrong bit. */
  flipped(): OperationFinding {
    const { seed } = this.settings.workload;
    const { workload, reportedAs, key, iv, input, expected, guardBefore, guardAfter, ...at } = new Operations(
      inFamily(this.settings.workload, 'skcipher'),
    ).at(OWN);
    assert.deepEqual([workload, reportedAs.kind], [this.settings.workload, 'done']);
    const actual = changed(expected, (copy) => (copy[5] = (copy[5] ?? 0) ^ 4));
    return {
      verdict: 'wrong',
      at: { ...at, id: formatOperationId({ seed, ...OWN }), latencyMicroseconds: 1, time: 0 },
      bytes: { key, iv, input, expected, actual, guardBefore, guardAfter },
      mismatch: compareBytes(expected, actual),
    };
  }

  read(name: string): string {
    return readFileSync(`${this.#directory.path}/${name}`, 'utf8');
  }

  [Symbol.dispose](): void {
    this.#directory.close();
    this.#temporary[Symbol.dispose]();
  }
}

describe('the recorder', () => {
  it('tells what happened, and writes it down, before it settles', async () => {
    using fixture = new Fixture();
    await fixture.recorder.found(fixture.flipped(), [OWN]);
    assert.match(fixture.lines[0]?.text ?? '', /^(en|de)crypt of \d+ bytes: one bit is wrong, bit 2 of byte 5$/);
    const document = fixture.read('findings/0001/finding.json');
    assert.match(document, /"diagnosis": \{\s+"differingBytes": 1,\s+"hypotheses": \[\s+\{\s+"kind": "bits-flipped",/);
    assert.match(fixture.read('findings/0001/finding.txt'), /: one bit is wrong, bit 2 of byte 5\n\n +expected/);
  });

  it('keeps findings in their order, and has them all when it is settled', async () => {
    using fixture = new Fixture();
    void fixture.recorder.found(fixture.flipped(), []);
    void fixture.recorder.found(SETUP, []);
    void fixture.recorder.found(BROKEN, []);
    await fixture.recorder.settled;
    fixture.recorder.record(HUNG);
    assert.deepEqual(
      fixture.lines.map(({ number, verdict }) => [number, verdict]),
      [
        [1, 'wrong'],
        [2, 'refused'],
        [3, 'broken'],
        [4, 'hung'],
      ],
    );
  });

  it('examines the first hundred, and says so in the others', async () => {
    using fixture = new Fixture();
    const finding = fixture.flipped();
    for (let number = 1; number <= 102; number += 1) await fixture.recorder.found(finding, []);
    assert.match(fixture.lines[99]?.text ?? '', /one bit is wrong/);
    assert.match(fixture.lines[100]?.text ?? '', /one bit is wrong, in byte 5/);
    const why = 'the first 100 findings of the run were';
    assert.match(fixture.read('findings/0101/finding.json'), new RegExp(`"diagnosis": \\{\\s+"skipped": "${why}"`));
    assert.match(fixture.read('findings/0102/finding.txt'), new RegExp(`\nnot examined: ${why}\n$`));
  });

  it('records a finding although the examination of its bytes fails', async () => {
    using fixture = new Fixture();
    const finding = fixture.flipped();
    // Not a key of any cipher.
    const bytes = { ...finding.bytes, key: Buffer.alloc(7) };
    await fixture.recorder.found({ ...finding, bytes }, []);
    assert.equal(fixture.lines.length, 1);
    assert.match(fixture.read('findings/0001/finding.txt'), /\nnot examined: the examination failed \(/);
    assert.match(fixture.read('events.ndjson'), /"event":"examination-failed"/);
  });

  it('says what the dumps beside an alarm say, also when the finding was amended before that was known', async () => {
    const given: unknown[] = [];
    const describeDumps: DescribeDumps = async (dumps) => {
      given.push(dumps);
      await Promise.resolve();
      return { count: 2, command: ['  command  word 18'], listing: 'the listing\n', objects: '{}\n' };
    };
    using fixture = new Fixture({}, describeDumps);
    const dumps = { lines: ['a', 'b'], alarm: 1, isCut: false };
    assert.equal(fixture.recorder.kernel(KERNEL, dumps), 1);
    assert.equal(fixture.recorder.kernel(KERNEL, undefined), 2);
    assert.match(fixture.read('findings/0001/finding.json'), /"descriptors": null/, 'on the disk at once');
    fixture.recorder.amend(1, { ...KERNEL, count: 812 });
    await fixture.recorder.settled;
    assert.deepEqual(given, [dumps]);
    const page =
      /\n\ndescriptors and scatter tables: the 2 nearest in the kernel log are in caam\.txt\n {2}command {2}word 18\n$/;
    const document = fixture.read('findings/0001/finding.json');
    assert.match(document, /"count": 812,/);
    assert.match(document, /"descriptors": \{\s+"count": 2,[^}]*"listing": "caam.txt",\s+"objects": "caam.json"\s+\}/);
    assert.match(fixture.read('findings/0001/finding.txt'), page);
    assert.equal(fixture.read('findings/0001/caam.txt'), 'the listing\n');
    fixture.recorder.amend(1, { ...KERNEL, count: 813 });
    assert.match(fixture.read('findings/0001/finding.txt'), page, 'nothing is lost at the end');
    assert.match(fixture.read('findings/0002/finding.json'), /"descriptors": null/);
  });

  it('keeps an alarm whose dumps cannot be described', async () => {
    using fixture = new Fixture({}, async () => Promise.reject(new Error('no such module')));
    fixture.recorder.kernel(KERNEL, { lines: ['a'], alarm: 0, isCut: false });
    await fixture.recorder.settled;
    assert.match(fixture.read('findings/0001/finding.json'), /"descriptors": null/);
    assert.match(fixture.read('events.ndjson'), /"event":"dumps-not-described","message":"no such module"/);
  });

  it('calls it enough at --max-findings', async () => {
    using fixture = new Fixture({ 'max-findings': '2' });
    await fixture.recorder.found(SETUP, []);
    assert.equal(fixture.recorder.enough.aborted, false);
    fixture.recorder.record(SETUP);
    assert.equal(fixture.recorder.enough.aborted, true);
  });
});
