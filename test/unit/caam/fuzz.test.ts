import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import type { DescriptorFormat } from '#dist/caam/descriptor/descriptor-format.js';
import { disassemble } from '#dist/caam/descriptor/disassemble.js';
import { findObjectsInBytes, findObjectsInLog, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { HexTextError } from '#dist/caam/dump/hex-words.js';
import { objectsJson } from '#dist/report/caam/disassembly-json.js';
import { objectsText } from '#dist/report/caam/disassembly-text.js';
import { listing } from '#dist/report/caam/listing.js';
import { assertTiled, BE2, CBC_DECRYPT, CBC_JOB, hexDump, LE1, LE2 } from '../../helpers/caam.js';

/** AFALG_FUZZ=1000000 for the long mode. */
const DESCRIPTORS = Number(process.env['AFALG_FUZZ'] ?? 20_000);
const FORMATS: readonly DescriptorFormat[] = [LE1, BE2, LE2, { ...LE1, endian: 'be' }];
const LONGEST = 64;

/** The same random words at every run. */
function* randomWords(): Generator<number, never> {
  const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 'caam'), Buffer.alloc(16));
  for (;;) {
    const block = cipher.update(Buffer.alloc(16_384));
    for (let at = 0; at < block.length; at += 4) yield block.readUInt32LE(at);
  }
}

describe(`${String(DESCRIPTORS)} random descriptors`, () => {
  it('are taken apart, every word of them accounted for', () => {
    const source = randomWords();
    const next = (): number => source.next().value;
    for (let count = 0; count < DESCRIPTORS; count += 1) {
      const choice = next();
      const length = 1 + (choice % LONGEST);
      const words = Array.from({ length }, next);
      // Most have a header of the right kind, or hardly any would get as far as their commands.
      if (choice >>> 30 !== 0)
        words[0] = (((choice >>> 29) & 1) === 0 ? 0xb080_0000 : 0xb880_0000) | (next() & 0x003f_7f7f);
      const format = FORMATS[(choice >>> 8) % FORMATS.length] ?? LE1;
      const disassembly = disassemble(words, format);
      assertTiled(disassembly);
      assert.equal(disassembly.roles.length, disassembly.words.length);
      assert.deepEqual([...disassembly.words, ...disassembly.trailing], words);
    }
  });

  it('are listed, every word of them once', () => {
    const source = randomWords();
    for (let count = 0; count < DESCRIPTORS / 10; count += 1) {
      const words = Array.from({ length: 1 + (source.next().value % LONGEST) }, () => source.next().value);
      const disassembly = disassemble(words, FORMATS[count % FORMATS.length] ?? LE1);
      const rows = listing(disassembly, { showKeys: true });
      assert.equal(rows.length, words.length);
    }
  });
});

describe('any input', () => {
  const anyLine = fc.oneof(
    fc.string(),
    fc.constantFrom(...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT), ...hexDump('jobdesc@1', CBC_JOB)),
    fc.stringMatching(/^(?:Word)?\[\d{1,2}\]:? [0-9a-f]{8}$/),
    fc.stringMatching(/^[0-9a-f]{8}: (?:[0-9a-f]{8} ){1,4}$/),
    fc.stringMatching(/^(?:0x)?[0-9a-fA-F]{0,9}(?: [0-9a-f]{8}){0,4}$/),
    fc.stringMatching(/^[0-9a-f]{8}: (?:DECO|CCB|Jump): desc idx \d{1,4}: .{0,20}$/),
  );

  it('of lines is no reason to crash', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), (lines) => {
        decodeLog(lines);
        const objects = findObjectsInLog(lines);
        objectsText(objects, { showKeys: false });
        JSON.stringify(objectsJson(objects, true));
      }),
      { numRuns: 500 },
    );
  });

  it('of text is decoded or refused in one line', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 10 }), (lines) => {
        try {
          findObjectsInText(lines.join('\n'));
        } catch (thrown) {
          assert.ok(thrown instanceof HexTextError, String(thrown));
          assert.ok(!thrown.message.includes('\n'));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of bytes is no reason to crash, whatever it is taken for', () => {
    const kinds = fc.constantFrom('job' as const, 'shared' as const, 'sgt' as const);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), kinds, (bytes, kind) => {
        const objects = findObjectsInBytes(bytes, { kind });
        assert.equal(objects.length === 0, bytes.length < 4);
        objectsText(objects, { showKeys: true });
        findObjectsInBytes(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
