import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { casesOf, parseResults, problemsOf } from '#tools/farm/lava-results.js';

/** A line as tools/farm/lava-root/results.py prints it. */
function line(definition: string, name: string, result: string, more: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({ definition, case: name, result, ...more })}\n`;
}

const JOB = line('lava', 'job', 'pass');
const GOOD = [
  line('0_afalg-stress', 'run', 'pass'),
  line('0_afalg-stress', 'throughput', 'pass', { measurement: '1234.5', units: 'operations/s' }),
  line('0_afalg-stress', 'engine', 'skip'),
  line('1_must-fail', 'harness', 'fail'),
].join('');

function problems(text: string): readonly string[] {
  return problemsOf(parseResults(text), 'afalg-stress', ['run', 'throughput']);
}

describe('the results of lava-run', () => {
  it('are read with what was measured, a number or its digits', () => {
    const [, throughput, engine] = casesOf(parseResults(GOOD), 'afalg-stress');
    assert.deepEqual(throughput?.measurement, { value: 1234.5, units: 'operations/s' });
    assert.equal(engine?.measurement, null);
    const [number] = parseResults(
      line('0_afalg-stress', 'operations', 'pass', { measurement: 7, units: 'operations' }),
    );
    assert.equal(number?.measurement?.value, 7);
  });

  it('are good when the job is, and what must pass did', () => {
    assert.deepEqual(problems(GOOD + JOB), []);
  });

  it('are not good when the job did not pass, or says nothing', () => {
    assert.deepEqual(problems(GOOD), ['the job itself: missing']);
    assert.deepEqual(problems(GOOD + line('lava', 'job', 'fail')), ['the job itself: fail']);
  });

  it('are not good when a test case failed, or one that must pass is missing or was left out', () => {
    assert.deepEqual(problems(GOOD.replace('"engine","result":"skip"', '"engine","result":"fail"') + JOB), [
      'afalg-stress engine: fail',
    ]);
    assert.deepEqual(problems(line('0_afalg-stress', 'run', 'skip') + JOB), [
      'afalg-stress run: skip',
      'afalg-stress throughput: missing',
    ]);
  });

  it('are not those of another definition', () => {
    assert.deepEqual(problemsOf(parseResults(GOOD + JOB), 'must-fail', ['harness']), ['must-fail harness: fail']);
  });
});
