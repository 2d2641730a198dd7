/** Every format there is: what is written is read back, and what is damaged is refused with its place. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BENCH } from '#dist/bench/bench-result.js';
import type { Shape } from '#dist/codec/codec.js';
import { PROBE } from '#dist/probe/probe-format.js';
import { ENDING } from '#dist/results/documents/ending.js';
import { EVENT } from '#dist/results/documents/events.js';
import { FINDING } from '#dist/results/documents/finding.js';
import type { Format } from '#dist/results/documents/format.js';
import { COMPARE, HISTORY } from '#dist/results/documents/many-runs.js';
import { MINIMAL } from '#dist/results/documents/minimal.js';
import { REPLAY } from '#dist/results/documents/replay.js';
import { RUN } from '#dist/results/documents/run.js';
import { SUMMARY } from '#dist/results/documents/summary.js';
import { jsonOf } from '../../../helpers/json-of.js';

function documentsOf<T>({ schema, version, codec }: Format<T>): fc.Arbitrary<Record<string, unknown>> {
  return jsonOf(codec.shape).map((fields) => Object.assign({ schema, version }, fields));
}

/** The fields that a document cannot be without, for one that has all of them. */
function requiredFields(shape: Shape): readonly string[] {
  return shape.kind === 'object'
    ? Object.entries(shape.fields).flatMap(([name, { kind }]) => (kind === 'late' ? [] : [name]))
    : [];
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function hold<T>(format: Format<T>): void {
  describe(`a document ${format.schema}`, () => {
    it('is read back as it was written, whatever is in it', () => {
      fc.assert(
        fc.property(documentsOf(format), (document) => {
          const value = format.read(JSON.stringify(document), 'file');
          const text = format.write(value);
          assert.deepEqual(parsed(text), parsed(JSON.stringify(document)));
          assert.deepEqual(format.read(text, 'file'), value);
          assert.ok(text.endsWith('}\n'));
        }),
        { numRuns: 60 },
      );
    });

    it('may have fields that this program does not know', () => {
      fc.assert(
        fc.property(documentsOf(format), (document) => {
          const more = JSON.stringify({ ...document, fieldOfLater: { x: [1] } });
          assert.deepEqual(format.read(more, 'file'), format.read(JSON.stringify(document), 'file'));
        }),
        { numRuns: 20 },
      );
    });

    it('is refused when it is torn', () => {
      fc.assert(
        fc.property(documentsOf(format), fc.nat(), (document, place) => {
          const text = JSON.stringify(document);
          const torn = text.slice(0, place % text.length);
          assert.throws(() => format.read(torn, 'FILE'), { message: 'FILE is damaged: it is not a JSON object' });
        }),
        { numRuns: 20 },
      );
    });

    it('is refused when it is of another kind or version', () => {
      fc.assert(
        fc.property(documentsOf(format), (document) => {
          for (const other of [{ schema: 'afalg-stress/other' }, { version: 2 }, { version: '1' }]) {
            const text = JSON.stringify({ ...document, ...other });
            assert.throws(() => format.read(text, 'FILE'), {
              message: /^FILE is .*: use the afalg-stress that wrote it$/,
            });
          }
          // A riddle otherwise: version 1, and not version 1.
          assert.throws(() => format.read(JSON.stringify({ ...document, version: '1' }), 'FILE'), {
            message: / version "1" \(string\), not /,
          });
        }),
        { numRuns: 5 },
      );
    });

    for (const field of requiredFields(format.codec.shape)) {
      it(`is refused without ${field}, and with something else in its place`, () => {
        fc.assert(
          fc.property(documentsOf(format), (document) => {
            const { [field]: _, ...rest } = document;
            for (const damaged of [rest, { ...document, [field]: Object }]) {
              assert.throws(
                () => format.read(JSON.stringify(damaged), 'FILE'),
                (error: Error) => {
                  assert.match(error.message, /^FILE is damaged: /);
                  assert.ok(error.message.includes(field), error.message);
                  return !error.message.includes('\n');
                },
              );
            }
          }),
          { numRuns: 5 },
        );
      });
    }
  });
}

hold(RUN);
hold(SUMMARY);
hold(FINDING);
hold(MINIMAL);
hold(REPLAY);
hold(HISTORY);
hold(COMPARE);
hold(BENCH);
hold(PROBE);
hold(ENDING);

describe('a line of the journal', () => {
  it('is read back as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(jsonOf(EVENT.shape), (json) => {
        const value = EVENT.read(json, '');
        assert.deepEqual(parsed(JSON.stringify(EVENT.write(value))), parsed(JSON.stringify(json)));
        assert.deepEqual(EVENT.read(parsed(JSON.stringify(EVENT.write(value))), ''), value);
      }),
      { numRuns: 200 },
    );
  });
});
