import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import { findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { objectsJson } from '#dist/report/caam/disassembly-json.js';
import { recordsJson } from '#dist/report/caam/status-json.js';
import { fixture } from '../../helpers/paths.js';

const INPUT_FIELDS = ['endian', 'pointerWords', 'pointerWordOrder', 'layout'] as const;

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): Json {
  assert.ok(isJson(value), JSON.stringify(value));
  return value;
}

function list(value: unknown): readonly Json[] {
  assert.ok(Array.isArray(value), JSON.stringify(value));
  return value.map(object);
}

/** What the commands print, as somebody who reads their JSON gets it. */
function printed(value: object): Json {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return object(parsed);
}

function assertObject(actual: Json | undefined, expected: Json): void {
  assert.equal(actual?.['kind'], expected['kind']);
  const input = object(expected['input'] ?? {});
  for (const name of INPUT_FIELDS) {
    if (name in input) assert.deepEqual(object(actual?.['input'])[name], input[name], name);
  }
  for (const name of ['words', 'instructions', 'entries']) {
    if (name in expected) assert.deepEqual(actual?.[name], expected[name], name);
  }
}

/** Asserts that a text is decoded as the file beside it says. */
function assertCase(folder: string, name: string): void {
  const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
  const parsed: unknown = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
  const expected = object(parsed);
  if ('lines' in expected) {
    const lines = list(printed(recordsJson(decodeLog(text.split('\n'))))['lines']);
    const comparable = (line: Json): Json => ({ ...line, meaning: undefined });
    assert.deepEqual(lines.map(comparable), list(expected['lines']).map(comparable));
    return;
  }
  const objects = list(printed(objectsJson(findObjectsInText(text), true))['objects']);
  const wanted = 'objects' in expected ? list(expected['objects']) : [expected];
  assert.equal(objects.length, wanted.length);
  for (const [index, one] of wanted.entries()) assertObject(objects[index], one);
}

function caseNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => file.replace('.expected.json', ''))
    .sort();
}

describe('a case in the repository is decoded exactly', () => {
  const folder = fixture('caam');
  it('there are three', () => {
    assert.equal(caseNames(folder).length, 3);
  });
  for (const name of caseNames(folder)) {
    it(name, () => {
      assertCase(folder, name);
    });
  }
});

describe('a case of AFALG_CASES_DIR is decoded exactly', () => {
  const folder = process.env['AFALG_CASES_DIR'];
  if (folder === undefined) {
    it('any', { skip: 'AFALG_CASES_DIR names no folder of NAME.txt and NAME.expected.json' }, () => undefined);
    return;
  }
  it('there are some', () => {
    assert.ok(caseNames(folder).length > 0, folder);
  });
  for (const name of caseNames(folder)) {
    it(name, () => {
      assertCase(folder, name);
    });
  }
});
