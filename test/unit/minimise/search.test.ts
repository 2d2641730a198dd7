import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { search, type SearchResult } from '#dist/minimise/search.js';
import type { Operation } from '#dist/plan/operation.js';
import type { Candidate, MinimiseStep } from '#dist/results/documents/minimal.js';
import { DEFAULT_WORKLOAD, inFamily } from '../../helpers/workloads.js';
import { SimulatedTrials, type SimulatedDriver } from '../../helpers/simulated-trials.js';

const STRESSED: Candidate = {
  workload: { ...DEFAULT_WORKLOAD, chunks: 6 },
  workers: 10,
  stressNg: '--vm 4 --vm-bytes 50M',
};

const FOUND: Operation = {
  ...{ family: 'skcipher', length: 2608, direction: 'decrypt' },
  ...{ offset: 0, receiveOffset: 4096, chunk: 2608 },
};

interface Minimised {
  readonly result: SearchResult;
  readonly steps: readonly MinimiseStep[];
  readonly trials: SimulatedTrials;
}

async function minimise(
  driver: SimulatedDriver,
  start = STRESSED,
  trials = new SimulatedTrials(driver),
): Promise<Minimised> {
  const steps: MinimiseStep[] = [];
  const result = await search(start, FOUND, trials, (step) => steps.push(step));
  return { result, steps, trials };
}

function minimal({ result }: Minimised): Extract<SearchResult, { kind: 'minimal' }> {
  assert.equal(result.kind, 'minimal');
  return result;
}

describe('the search for the smallest workload', () => {
  it('ends at one worker and the length bound for 1 in 50 from 2048 bytes on', async () => {
    const minimised = await minimise(({ length, chance }) => length >= 2048 && chance < 1 / 50);
    const { candidate, repeated, end, count } = minimal(minimised);
    assert.deepEqual(candidate, {
      workload: {
        ...DEFAULT_WORKLOAD,
        ...{ minLength: 2048, maxLength: 2048, direction: FOUND.direction, chunks: 1, receiveAt: 'page' },
      },
      workers: 1,
      stressNg: null,
    });
    assert.equal(end, 'complete');
    assert.ok(Math.abs(count.failures / count.operations - 1 / 50) < 1 / 100);
    assert.deepEqual([repeated.runs, repeated.failedRuns], [3, 3]);
    const shorter = minimised.steps.find(({ change }) => change === 'length 2032');
    assert.equal(shorter?.judgement.kind, 'gone');
    assert.equal(shorter.failures, 0);
  });

  it('leaves out everything that is not needed in one trial', async () => {
    const { steps } = await minimise(({ chance }) => chance < 1 / 50);
    assert.equal(steps[1]?.change, 'no stress-ng, 1 worker, 1 chunk');
    assert.equal(steps[1].judgement.kind, 'fails');
  });

  it('finds how many workers it takes', async () => {
    for (const needed of [2, 3, 7, 10]) {
      const minimised = await minimise(({ candidate, chance }) => candidate.workers >= needed && chance < 1 / 100);
      const { candidate } = minimal(minimised);
      assert.equal(candidate.workers, needed);
      assert.equal(candidate.stressNg, null);
      assert.equal(inFamily(candidate.workload, 'skcipher').chunks, 1);
    }
  });

  it('finds how many chunks it takes, and keeps the memory pressure that it takes', async () => {
    const minimised = await minimise(
      ({ candidate, chance }) =>
        inFamily(candidate.workload, 'skcipher').chunks >= 3 && candidate.stressNg !== null && chance < 1 / 30,
    );
    const { candidate } = minimal(minimised);
    assert.equal(inFamily(candidate.workload, 'skcipher').chunks, 3);
    assert.equal(candidate.stressNg, STRESSED.stressNg);
    assert.equal(candidate.workers, 1);
  });

  it('finds the direction, and the layout', async () => {
    const minimised = await minimise(
      ({ candidate, direction, chance }) =>
        candidate.workload.receiveAt === 'any' && direction === 'encrypt' && chance < 1 / 30,
    );
    const { workload } = minimal(minimised).candidate;
    assert.equal(inFamily(workload, 'skcipher').direction, 'encrypt');
    assert.equal(workload.receiveAt, 'any');
    assert.equal(workload.maxLength, 16);
  });

  it('keeps different lengths where one does not do', async () => {
    const minimised = await minimise(
      ({ candidate: { workload }, chance }) => workload.minLength !== workload.maxLength && chance < 1 / 30,
    );
    const { workload } = minimal(minimised).candidate;
    assert.deepEqual([workload.minLength, workload.maxLength], [512, 4096]);
  });

  it('takes partial blocks for what they are', async () => {
    const start = {
      ...STRESSED,
      workload: { ...STRESSED.workload, mode: 'ctr', minLength: 1003, maxLength: 1003 },
    } as const;
    const minimised = await minimise(({ length, chance }) => length % 16 === 11 && chance < 1 / 30, start);
    assert.equal(minimal(minimised).candidate.workload.maxLength, 11);
  });

  it('is not misled by what fails far less often without pressure', async () => {
    const minimised = await minimise(({ candidate, chance }) => chance < (candidate.stressNg === null ? 1e-4 : 0.05));
    assert.equal(minimal(minimised).candidate.stressNg, STRESSED.stressNg);
  });

  it('makes runs longer when those at the end fail later than expected', async () => {
    const smallest = {
      ...DEFAULT_WORKLOAD,
      minLength: 16,
      maxLength: 16,
      direction: 'encrypt',
      receiveAt: 'page',
    } as const;
    let trials = 0;
    const minimised = await minimise(
      ({ number, chance }) => {
        if (number === 0) trials += 1;
        return chance < 1 / 20 && (trials === 1 || number >= 300);
      },
      { workload: smallest, workers: 1, stressNg: null },
    );
    const { repeated } = minimal(minimised);
    assert.ok(repeated.operationsPerRun > 300, String(repeated.operationsPerRun));
    assert.deepEqual([repeated.runs, repeated.failedRuns], [3, 3]);
    const [, ...runs] = minimised.trials.requests.map(({ operations }) => operations);
    assert.equal(repeated.operationsPerRun, 4 * (runs[0] ?? 0));
  });

  it('says how many operations passed when it never fails again', async () => {
    const { result, trials } = await minimise(() => false);
    assert.equal(result.kind, 'never-failed');
    assert.equal(result.end, 'budget');
    // Two starts of 2 s, and 10 000 operations a second.
    assert.ok(result.operations > 550_000, String(result.operations));
    assert.ok(trials.left() <= 0);
  });

  it('reduces nothing that it cannot believe when failures are rare', async () => {
    const minimised = await minimise(({ candidate, chance }) => candidate.workers > 1 && chance < 5e-6);
    const { candidate, end } = minimal(minimised);
    assert.deepEqual(candidate, STRESSED);
    assert.equal(end, 'budget');
  });

  it('keeps to the budget, and what it has when the time is up', async () => {
    const minimised = await minimise(({ length, chance }) => length >= 2048 && chance < 1 / 5000);
    const { end, candidate, repeated } = minimal(minimised);
    assert.equal(end, 'budget');
    assert.equal(candidate.workers, 1);
    assert.ok(repeated.runs > 0, 'a part of the budget is kept for runs');
    // No more than a start: a trial that has begun is not cut off before it has run.
    assert.ok(minimised.trials.left() > -2000);
  });

  it('ends at once after an interrupt or a hang, with what it has', async () => {
    for (const end of ['interrupted', 'hung'] as const) {
      const driver: SimulatedDriver = ({ chance }) => chance < 1 / 50;
      const minimised = await minimise(driver, STRESSED, new SimulatedTrials(driver, { trial: 2, end }));
      assert.equal(minimal(minimised).end, end);
      assert.equal(minimised.trials.requests.length, 3);
      assert.equal(minimal(minimised).candidate.workers, 1);
    }
  });

  it('is deterministic', async () => {
    const driver: SimulatedDriver = ({ length, chance }) => length >= 1024 && chance < 1 / 80;
    assert.deepEqual((await minimise(driver)).steps, (await minimise(driver)).steps);
  });
});
