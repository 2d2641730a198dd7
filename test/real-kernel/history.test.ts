import assert from 'node:assert/strict';
import { release } from 'node:os';
import { it } from 'node:test';
import { Results, runCli } from '../helpers/cli.js';

it('history and compare read what real runs leave', async () => {
  using results = new Results();
  const run = ['run', '--guest', 'none', '--workers', '2', '--seed', '0x5eed', '--ops', '200', '--board', 'desk-1'];
  for (const side of ['before', 'after']) {
    const { code, stdout, stderr } = await runCli([...run, '--results', `${results.path}/${side}`]);
    assert.equal(code, 0, stdout + stderr);
  }
  const history = await runCli(['history', results.path]);
  assert.equal(history.code, 0, history.stderr);
  const rows = history.stdout.trim().split('\n').slice(1);
  assert.equal(rows.length, 2);
  for (const row of rows) {
    assert.match(row, / desk-1 +(\S+) +\S*aes\S* +0x5eed +\d+ .* 0 +- +\S+$/);
    assert.ok(row.includes(` ${release()} `), row);
  }
  const compared = await runCli(['compare', `${results.path}/before`, `${results.path}/after`]);
  assert.equal(compared.code, 0, compared.stderr);
  assert.match(
    compared.stdout,
    /after: 1 board, 1 run; ops\/s [+-]\d+\.\d% in the median, .* on desk-1; nothing new\n$/,
  );
});
