import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCommandLine } from '#dist/cli/command-line.js';
import { UsageError } from '#dist/options/usage-error.js';

async function refusal(...argv: readonly string[]): Promise<string> {
  try {
    await parseCommandLine(argv);
  } catch (thrown) {
    assert.ok(thrown instanceof UsageError);
    return thrown.message;
  }
  return assert.fail('was taken');
}

describe('a command line that is refused', () => {
  it('is asked whether it means the option or command next to it', async () => {
    assert.match(await refusal('run', '--duratoin', '5s'), /duratoin: did you mean --duration\?/);
    assert.match(await refusal('run', '--stres-ng', 'x'), /did you mean --stress-ng\?/);
    assert.match(await refusal('minimize', 'x'), /did you mean minimise\?/);
  });

  it('is not asked so when nothing is near', async () => {
    assert.doesNotMatch(await refusal('run', '--foo'), /did you mean/);
    assert.doesNotMatch(await refusal('run', '--something-else'), /did you mean/);
  });

  it('is told in our words what a command needs', async () => {
    assert.match(
      await refusal('minimise'),
      /^minimise needs finding: directory of the finding: RESULTS\/RUN\/findings/,
    );
    assert.match(await refusal('history'), /^history needs directory: /);
  });
});
