import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as layout from '#dist/afalg/layout.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

const HEADER = readFileSync(join(PROJECT_ROOT, 'native/addon/layout.h'), 'utf8');

/** The value of a C++ expression of numbers, names of the header, `+`, `*` and `<<`, as layout.h has them. */
function valueOf(expression: string): number {
  const words = expression.replaceAll(/std::(size_t|uint32_t)\{([^}]*)\}/g, '($2)').trim();
  const sum = words.split(' + ');
  if (sum.length > 1) return sum.map(valueOf).reduce((total, term) => total + term, 0);
  const product = words.split(' * ');
  if (product.length > 1) return product.map(valueOf).reduce((total, factor) => total * factor, 1);
  const shift = words.split(' << ');
  if (shift.length > 1) return shift.map(valueOf).reduce((value, bits) => value * 2 ** bits);
  const bare = words.replaceAll(/[()]/g, '');
  if (bare === 'UINT32_MAX') return 0xffffffff;
  return /^k[A-Z]/.test(bare) ? inHeader(bare.slice(1)) : Number(bare);
}

/** What a name is given in layout.h. */
function inHeader(name: string): number {
  const [, expression] = new RegExp(`\\bk${name} = ([^,;/]+?)(?: \\}|[,;]| *//)`).exec(HEADER) ?? [];
  assert.ok(expression !== undefined, `no k${name} in layout.h`);
  const value = valueOf(expression);
  assert.ok(Number.isSafeInteger(value), `k${name} = ${expression}`);
  return value;
}

/** The fields of a structure of layout.h, in their order. */
function fieldsOf(structure: string): readonly string[] {
  const [, body = ''] = new RegExp(`struct ${structure} \\{([^}]*)\\}`).exec(HEADER) ?? [];
  const fields = [...body.matchAll(/std::uint32_t (\w+);/g)].map(([, name = '']) => name);
  return fields.map((name) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Names of layout.ts that are called otherwise in C++, where all of them share one space. */
const IN_CPP: ReadonlyMap<string, string> = new Map([
  ['CALL.none', 'NoCall'],
  ['CALL.send', 'InSend'],
  ['CALL.receive', 'InReceive'],
  ['CALL.accept', 'InAccept'],
  ['OUTCOME.latencyMicroseconds', 'Latency'],
]);

/** What only TypeScript has a use for. */
const OURS: ReadonlySet<string> = new Set([
  ...['state', 'burst', 'threadId', 'acknowledged'].map((name) => `PROGRESS.${name}`),
]);

describe('layout.ts says what layout.h says', () => {
  it('in versions and sizes', () => {
    for (const [ours, theirs] of [
      [layout.LAYOUT_VERSION, 'LayoutVersion'],
      [layout.GUARD_BYTES, 'GuardBytes'],
      [layout.POISON, 'Poison'],
      [layout.NOWHERE, 'Nowhere'],
      [layout.MAX_FLIGHTS, 'MaxFlights'],
      [layout.HISTOGRAM_SUB_BUCKET_BITS, 'SubBucketBits'],
      [layout.HISTOGRAM_BUCKETS, 'HistogramBuckets'],
      [layout.PROGRESS_WORDS, 'ProgressWords'],
      [layout.SLICE_WORDS, 'SliceWords'],
      [layout.OUTCOME_WORDS, 'OutcomeWords'],
    ] as const) {
      assert.equal(ours, inHeader(theirs), theirs);
    }
  });

  for (const table of [
    'PROGRESS',
    'CALL',
    'STEP_KIND',
    'STEP_FLAG',
    'SLICE',
    'SLICE_END',
    'OUTCOME',
    'FAILURE',
  ] as const) {
    it(`in ${table}`, () => {
      for (const [name, value] of Object.entries(layout[table])) {
        const path = `${table}.${name}`;
        if (!OURS.has(path)) assert.equal(value, inHeader(IN_CPP.get(path) ?? capitalised(name)), path);
      }
    });
  }

  it('in the fields of an operation and of a step, in their order', () => {
    for (const [table, words, structure] of [
      [layout.OPERATION, layout.OPERATION_WORDS, 'OperationRow'],
      [layout.STEP, layout.STEP_WORDS, 'StepRow'],
    ] as const) {
      const fields = fieldsOf(structure);
      assert.deepEqual(fields, Object.keys(table));
      assert.deepEqual(Object.values(table), [...fields.keys()]);
      assert.equal(words, fields.length);
    }
  });

  it('in the engines', () => {
    const engines = readFileSync(join(PROJECT_ROOT, 'native/addon/engine.h'), 'utf8');
    const [, body = ''] = /enum EngineKind [^{]*\{([^}]*)\}/.exec(engines) ?? [];
    assert.equal(body.split(',').length, Object.keys(layout.ENGINE).length);
    assert.deepEqual(Object.values(layout.ENGINE), [...Object.keys(layout.ENGINE).keys()]);
  });
});
