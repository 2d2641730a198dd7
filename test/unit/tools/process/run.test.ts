import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { output, run } from '#tools/process/run.js';
import { ToolError } from '#tools/process/tool-error.js';

function errorOf(action: () => void): ToolError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof ToolError) return thrown;
    throw thrown;
  }
  return assert.fail('it did not fail');
}

describe('a program that a tool runs', () => {
  it('ends the tool with its own exit code, and its command line', () => {
    const { message, code } = errorOf(() => {
      run('sh', ['-c', 'exit 7']);
    });
    assert.equal(code, 7);
    assert.equal(message, 'sh -c exit 7 failed (exit code 7)');
  });

  it('is called by what it is where the command line says nothing', () => {
    const files = Array.from({ length: 100 }, (_, index) => `build/test/${String(index)}.test.js`);
    const { message, code } = errorOf(() => {
      run('false', files, { what: 'test/unit' });
    });
    assert.equal(message, 'test/unit failed (exit code 1)');
    assert.equal(code, 1);
  });

  it('breaks the tool when a signal ends it, or when it does not start', () => {
    const killed = errorOf(() => {
      run('sh', ['-c', 'kill -9 $$']);
    });
    assert.equal(killed.message, 'sh -c kill -9 $$ failed (signal SIGKILL)');
    assert.equal(killed.code, 2);
    const missing = errorOf(() => {
      run('no-such-program', []);
    });
    assert.match(missing.message, /^no-such-program does not start: /);
    assert.equal(missing.code, 2);
  });

  it('says what it prints to a tool that asks', () => {
    assert.equal(output('sh', ['-c', 'echo out; echo err >&2']), 'out\n');
    const { message } = errorOf(() => {
      output('sh', ['-c', 'echo because >&2; exit 1']);
    });
    assert.match(message, / failed: because$/);
  });
});
