import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as layout from '#dist/afalg/layout.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

const HEADER = readFileSync(join(PROJECT_ROOT, 'native/addon/layout.h'), 'utf8');

/** The number a name is given in layout.h: `kName = 3`, `1 << 3` or `0xa5`. */
function inHeader(name: string): number {
  const [, base, shift] = new RegExp(`\\bk${name} = (0x[0-9a-f]+|\\d+)(?: << (\\d+))?\\s*[,;}]`).exec(HEADER) ?? [];
  assert.ok(base !== undefined, `no k${name} in layout.h`);
  return Number(base) * 2 ** Number(shift ?? 0);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

describe('layout.ts says what layout.h says', () => {
  it('in version, guard, poison and histogram', () => {
    assert.equal(layout.LAYOUT_VERSION, inHeader('LayoutVersion'));
    assert.equal(layout.GUARD_BYTES, inHeader('GuardBytes'));
    assert.equal(layout.POISON, inHeader('Poison'));
    assert.equal(layout.HISTOGRAM_SUB_BUCKET_BITS, inHeader('SubBucketBits'));
    assert.equal(layout.HISTOGRAM_BUCKETS, inHeader('Octaves') << inHeader('SubBucketBits'));
    assert.equal(layout.OUTCOME_WORDS, inHeader('OutcomeWords'));
  });

  it('in the words of progress that the addon writes', () => {
    for (const name of [
      'beat',
      'operations',
      'bytes',
      'operation',
      'syscall',
      'stop',
      'maxLatency',
      'histogram',
    ] as const) {
      assert.equal(layout.PROGRESS[name], inHeader(capitalised(name)), name);
    }
  });

  it('in failures and ends of a slice', () => {
    for (const [name, bit] of Object.entries(layout.FAILURE)) assert.equal(bit, inHeader(capitalised(name)), name);
    for (const [name, end] of Object.entries(layout.SLICE_END)) assert.equal(end, inHeader(capitalised(name)), name);
  });

  it('in the fields of a record, in their order', () => {
    const [, body = ''] = /struct OperationRecord \{([^}]*)\}/.exec(HEADER) ?? [];
    const fields = [...body.matchAll(/std::uint32_t (\w+);/g)].map(([, name = '']) => name);
    const camel = fields.map((name) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
    assert.deepEqual(camel, Object.keys(layout.RECORD));
    assert.equal(layout.RECORD_WORDS, fields.length);
  });
});
