/**
 * A result as lava-run logs it. Test cases have the definition `0_NAME`; LAVA's own steps, `lava`.
 *
 * @typedef {{definition: string, case: string, result: string, measurement?: string | number, units?: string}} LavaResult
 */

/** @param {string} text a JSON object per line @returns {LavaResult[]} */
export function parseResults(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The test cases of a definition. @param {readonly LavaResult[]} results @param {string} name */
export function casesOf(results, name) {
  return results.filter(({ definition }) => definition.replace(/^\d+_/, '') === name && definition !== name);
}

/**
 * What is wrong with a job, a line each. Neither lava-run's exit code nor the job's result says so: both are good as long
 * as the machinery worked, whatever the test cases found.
 *
 * @param {readonly LavaResult[]} results
 * @param {string} name of the test definition
 * @param {readonly string[]} passing test cases that must be there and pass
 */
export function problemsOf(results, name, passing) {
  const cases = casesOf(results, name);
  const resultOf = (/** @type {string} */ wanted) => cases.find((each) => each.case === wanted)?.result ?? 'missing';
  const job = results.find((each) => each.definition === 'lava' && each.case === 'job')?.result ?? 'missing';
  return [
    ...(job === 'pass' ? [] : [`the job itself: ${job}`]),
    ...cases.filter(({ result }) => result === 'fail').map((each) => `${name} ${each.case}: fail`),
    ...passing
      .filter((each) => !['pass', 'fail'].includes(resultOf(each)))
      .map((each) => `${name} ${each}: ${resultOf(each)}`),
  ];
}
