import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Happening } from '#dist/forensics/hypothesis.js';
import type { Verdict } from '#dist/results/verdict.js';
import { Results, runCli } from '../helpers/cli.js';
import { Engine } from '../helpers/vce.js';

const RUN = ['run', '--guest', 'none', '--workers', '2', '--seed', '7', '--ops', '6000', '--max-findings', '1000'];

interface Row {
  readonly fault: string;
  readonly arm: string;
  readonly verdict: Verdict;
  /** What forensics may say of it first. */
  readonly diagnosis: readonly Happening['kind'][];
}

const ROWS: readonly Row[] = [
  { fault: 'flip', arm: 'flip=200;seed=1', verdict: 'wrong', diagnosis: ['bits-flipped'] },
  // What an earlier request gave can be the digest that the other socket of a clone gives, or that of nothing.
  { fault: 'stale', arm: 'stale=200;seed=2', verdict: 'wrong', diagnosis: ['other-digest'] },
  // The kernel allocates the digest's memory: what is not written is not our poison.
  { fault: 'truncate', arm: 'truncate=200;seed=3', verdict: 'wrong', diagnosis: ['filled', 'confined'] },
  {
    fault: 'eio',
    arm: 'eio=200;seed=4;profile=plain',
    verdict: 'refused',
    diagnosis: ['nothing-written', 'tail-not-written'],
  },
  {
    fault: 'positive',
    arm: 'positive=200;seed=5;profile=plain',
    verdict: 'length',
    diagnosis: ['status-as-length'],
  },
];

describe('a run of hashes against an engine with faults', () => {
  for (const algorithm of ['sha256-vce', 'hmac-sha256-vce']) {
    for (const { fault, arm, verdict, diagnosis } of ROWS) {
      it(`finds each ${fault} of ${algorithm} once`, async () => {
        using engine = new Engine();
        await engine.ready();
        engine.arm(arm);
        using results = new Results();
        const { code, stdout } = await runCli([...RUN, '--algorithm', algorithm, '--results', results.path]);
        assert.equal(code, 1, stdout);
        const injected = engine.counter(`injected_${fault}`);
        assert.ok(injected >= 20, String(injected));
        const findings = results.events().filter(({ event }) => event === 'finding');
        assert.equal(findings.filter((found) => found['verdict'] === verdict).length, injected, stdout);
        assert.equal(
          findings.filter((found) => found['verdict'] !== verdict && found['verdict'] !== 'kernel').length,
          0,
        );
        const kinds = new Set(
          findings.slice(0, 20).flatMap(({ directory }) => {
            const finding = results.json(`${String(directory)}/finding.json`);
            return bestKind(finding);
          }),
        );
        for (const kind of kinds)
          assert.ok(
            diagnosis.some((name) => name === kind),
            `${kind}: ${stdout}`,
          );
      });
    }
  }
});

/** The kind of the first hypothesis of a stored finding; none for what forensics cannot say anything of. */
function bestKind(finding: Readonly<Record<string, unknown>>): readonly string[] {
  const text = JSON.stringify(finding['hypotheses'] ?? finding['diagnosis'] ?? '');
  const [, kind] = /"kind":"([a-z-]+)"/.exec(text) ?? [];
  return kind === undefined ? [] : [kind];
}
