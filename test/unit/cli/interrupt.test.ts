import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signalsFromNow } from '#dist/cli/interrupt.js';

/** Without a listener of ours a signal would end this process. */
function heard(...before: readonly NodeJS.Signals[]): {
  readonly words: string[];
  readonly signals: readonly NodeJS.Signals[];
} {
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => [name, process.listeners(name)] as const);
  const words: string[] = [];
  try {
    const listen = signalsFromNow();
    for (const signal of before) process.emit(signal, signal);
    listen({ first: () => words.push('first'), further: () => words.push('further') });
    process.emit('SIGHUP', 'SIGHUP');
    return { words, signals: before };
  } finally {
    for (const [name, known] of listeners) {
      for (const listener of process.listeners(name)) if (!known.includes(listener)) process.off(name, listener);
    }
  }
}

describe('signals', () => {
  it('that come before anybody listens are heard when somebody does', () => {
    assert.deepEqual(heard().words, ['first']);
    assert.deepEqual(heard('SIGINT').words, ['first', 'further']);
    assert.deepEqual(heard('SIGINT', 'SIGTERM').words, ['first', 'further', 'further']);
  });
});
