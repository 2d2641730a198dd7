import assert from 'node:assert/strict';

/** The value, which must be there. */
export function defined<T>(value: T | null | undefined): T {
  assert.ok(value !== undefined && value !== null, 'expected a value');
  return value;
}
