import { object, since } from '#dist/codec/structures.js';
import { json, text } from '#dist/codec/values.js';
import { parseJsonLines } from '../process/parse-json.js';

/** A result as lava-run logs it. Test cases have the definition `0_NAME`; LAVA's own steps, `lava`. */
export interface LavaResult {
  readonly definition: string;
  readonly case: string;
  readonly result: string;
  /** Of a test case that measured something; null otherwise. */
  readonly measurement: { readonly value: number; readonly units: string } | null;
}

/** A measurement is a number, or its digits as a text. */
const RESULT = object({ definition: text, case: text, result: text, measurement: json, units: since('', text) });

/** @param lines a JSON object per line */
export function parseResults(lines: string): readonly LavaResult[] {
  const results = parseJsonLines(lines, 'the results in the log of lava-run', RESULT);
  return results.map(({ measurement, units, ...rest }) => ({
    ...rest,
    measurement: measurement === undefined ? null : { value: Number(measurement), units },
  }));
}

/** The test cases of a definition. */
export function casesOf(results: readonly LavaResult[], name: string): readonly LavaResult[] {
  return results.filter(({ definition }) => definition.replace(/^\d+_/, '') === name && definition !== name);
}

/** What LAVA says of one of its own steps; `missing` when it says nothing. */
export function ownResult(results: readonly LavaResult[], step: string): string {
  return results.find((each) => each.definition === 'lava' && each.case === step)?.result ?? 'missing';
}

/**
 * What is wrong with a job, a line each. Neither lava-run's exit code nor the job's result says so: both are good as long
 * as the machinery worked, whatever the test cases found.
 *
 * @param name of the test definition
 * @param passing test cases that must be there and pass
 */
export function problemsOf(
  results: readonly LavaResult[],
  name: string,
  passing: readonly string[],
): readonly string[] {
  const cases = casesOf(results, name);
  const resultOf = (wanted: string): string => cases.find((each) => each.case === wanted)?.result ?? 'missing';
  const job = ownResult(results, 'job');
  return [
    ...(job === 'pass' ? [] : [`the job itself: ${job}`]),
    ...cases.filter(({ result }) => result === 'fail').map((each) => `${name} ${each.case}: fail`),
    ...passing
      .filter((each) => !['pass', 'fail'].includes(resultOf(each)))
      .map((each) => `${name} ${each}: ${resultOf(each)}`),
  ];
}
