/** What older builds left behind: still read, and still the same operations. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkedSettings } from '#dist/results/checked-settings.js';
import { rebuildOperation } from '#dist/oracle/rebuild.js';
import { planDigest } from '#dist/plan/plan-digest.js';
import { workloadDigest } from '#dist/plan/plans.js';
import { FINDING } from '#dist/results/documents/finding.js';
import { readEvents } from '#dist/results/documents/read-events.js';
import { RUN } from '#dist/results/documents/run.js';
import { SUMMARY } from '#dist/results/documents/summary.js';
import { readStoredFinding } from '#dist/results/stored-finding.js';
import { readStoredRun } from '#dist/results/stored-run.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';
import { TemporaryDirectory } from '../../helpers/temporary-directory.js';

const FIXTURES = join(PROJECT_ROOT, 'test/fixtures/results-v1');

for (const [mode, findings] of [
  ['cbc', 3],
  ['ecb', 1],
  ['ctr', 1],
] as const) {
  const directory = join(FIXTURES, mode);

  describe(`a run of version 1 of ${mode}(aes)`, () => {
    it('means the same operations', () => {
      const run = RUN.load(join(directory, 'run.json'));
      const { workload, workers } = run.settings;
      assert.equal(planDigest(workload, workers), run.planDigest);
      assert.equal(workloadDigest(workload), run.workloadDigest);
    });

    it('is read whole', () => {
      const { events, unknown, isTorn } = readEvents(readFileSync(join(directory, 'events.ndjson'), 'utf8'));
      assert.deepEqual([unknown, isTorn], [0, false]);
      assert.equal(events.filter(({ event }) => event.event === 'finding').length, findings);
      const summary = SUMMARY.load(join(directory, 'summary.json'));
      assert.equal(summary.counts.wrong, findings);
      assert.equal(readStoredRun(directory).findings.wrong, findings);
    });

    it('is written today as it was then, but for what came later', () => {
      const text = readFileSync(join(directory, 'summary.json'), 'utf8');
      const written = SUMMARY.write(SUMMARY.read(text, ''));
      const later = /^ {2}"findingsNotListed": 0,\n|^ {2}"submission": \{[^}]*\},\n/gm;
      assert.equal(written.replaceAll(later, ''), text);
      assert.deepEqual(SUMMARY.read(text, '').submission, { engine: 'sync', depth: 1, queueFull: 0 });
    });

    for (const name of readdirSync(join(directory, 'findings'))) {
      it(`has finding ${name} with the bytes of its operation`, () => {
        const finding = readStoredFinding(join(directory, 'findings', name));
        const { input, expected } = rebuildOperation(finding.workload, finding.id);
        assert.deepEqual(Buffer.from(input), Buffer.from(finding.input));
        assert.deepEqual(Buffer.from(expected), Buffer.from(finding.expected));
        assert.equal(checkedSettings(finding).workers, finding.workers);
        const { analysis } = FINDING.load(join(directory, 'findings', name, 'finding.json'));
        assert.equal(analysis?.kind, 'diagnosed');
        const [best] = analysis.diagnosis.hypotheses;
        assert.deepEqual([best?.what.kind, best?.confidence], ['wrong-key', 'certain']);
      });
    }
  });
}

describe('a run of before some options', () => {
  it('has their defaults of then', () => {
    using temporary = new TemporaryDirectory();
    const run = temporary.join('run.json');
    mkdirSync(temporary.path, { recursive: true });
    const text = readFileSync(join(FIXTURES, 'cbc/run.json'), 'utf8');
    const lines = text
      .split('\n')
      .filter((line) => !/"(board|receiveAt|hostName|serialNumber|guestKernel)":/.test(line));
    // Commas before a closing brace are what is left of the last fields.
    writeFileSync(run, lines.join('\n').replaceAll(/,(\s*\})/g, '$1'));
    const { settings, machine } = RUN.load(run);
    assert.deepEqual(
      [
        settings.engine,
        settings.board,
        settings.workload.receiveAt,
        settings.guestKernel,
        machine.hostName,
        machine.serialNumber,
      ],
      [{ name: 'sync', depth: 1 }, null, 'any', '6.1', '', ''],
    );
  });
});
