import assert from 'node:assert/strict';
import { it } from 'node:test';
import { benchTable } from '#tools/bench/bench-table.js';
import { MEASUREMENT } from '#tools/bench/measurement.js';
import { parseJson } from '#tools/process/parse-json.js';

const DOCUMENT = {
  ...{ kernel: '6.1.176', algorithm: 'cbc(aes)', workers: 10, rounds: 5, seconds: 20 },
  medians: { baseline: 1000, bareLoop: 1700, verified: 1600 },
  ...{ vsBaseline: 1.6, vsBareLoop: 0.94, residentMiB: 199.9 },
  start: { oneWorker: 850, allWorkers: 1234 },
};

it('the table of the benchmark says which targets were met', () => {
  const text = benchTable(parseJson(JSON.stringify({ ...DOCUMENT, samples: [] }), 'it', MEASUREMENT));
  assert.match(text, /^cbc\(aes\), 10 workers, Linux 6\.1\.176, 5 rounds of 20 s, medians$/m);
  assert.match(text, /^verified +1600 +1\.60$/m);
  assert.match(text, /^verified vs baseline +1\.60 {3}target >= 1\.5: met$/m);
  assert.match(text, /^verified vs bare loop +0\.94 {3}target >= 0\.95: MISSED$/m);
  assert.match(text, /^resident memory \(MiB\) +199\.90 {3}target <= 200: met$/m);
  assert.match(text, /^first operation, 1 worker +0\.85 s after the command$/m);
  assert.match(text, /^first operation, 10 workers +1\.23 s after the command$/m);
});
