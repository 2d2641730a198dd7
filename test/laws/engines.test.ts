/** How operations reach the kernel is no part of what they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ENGINE_NAMES, type EngineChoice } from '#dist/afalg/engine-choice.js';
import { resolveRunSettings } from '#dist/options/settings.js';
import { AfAlgScenario } from '#dist/orchestrator/af-alg/af-alg-scenario.js';
import type { Family } from '#dist/plan/family.js';
import { FAMILIES } from '#dist/plan/plans.js';
import type { WorkloadOf } from '#dist/plan/workload.js';
import { defined } from '../helpers/defined.js';
import { FAMILY_SAMPLES } from '../helpers/families.js';

const CHOICES: readonly EngineChoice[] = ENGINE_NAMES.map((name) => ({ name, depth: name === 'sync' ? 1 : 256 }));

function workloadOf<F extends Family>(family: F): WorkloadOf<F> {
  return defined(fc.sample(FAMILY_SAMPLES[family].workloads(1000), { numRuns: 1, seed: 1 })[0]);
}

function algorithmOf<F extends Family>(workload: WorkloadOf<F>): string {
  return FAMILY_SAMPLES[workload.family].algorithmOf(workload);
}

describe('the engine', () => {
  for (const family of FAMILIES) {
    it(`changes no workload and no digest of ${family}`, () => {
      const all = CHOICES.map(({ name, depth }) => {
        const texts = { algorithm: algorithmOf(workloadOf(family)), engine: name, depth: String(depth), seed: '7' };
        return new AfAlgScenario(resolveRunSettings(texts, 0n)).facts;
      });
      for (const { planDigest, workloadDigest, settings } of all) {
        assert.deepEqual([planDigest, workloadDigest], [all[0]?.planDigest, all[0]?.workloadDigest]);
        assert.deepEqual(settings.workload, all[0]?.settings.workload);
      }
      assert.deepEqual(
        all.map(({ settings }) => settings.engine),
        CHOICES,
      );
    });
  }
});
