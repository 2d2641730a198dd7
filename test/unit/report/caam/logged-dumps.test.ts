import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeDumps } from '#dist/report/caam/logged-dumps.js';
import { CBC_DECRYPT, CBC_JOB, hexDump, TABLE } from '../../../helpers/caam.js';
import { fixture } from '../../../helpers/paths.js';

const rowsOf = (name: string): readonly string[] => readFileSync(fixture('caam', name), 'utf8').trimEnd().split('\n');

const SHARED = rowsOf('16-shdesc-cbc-aes128-decap.txt');
const JOB = rowsOf('33-job-skcipher-decrypt.txt');
const SGT = rowsOf('53-sgt-imx6.txt');
/** 0x10 = 16: the SEQ STORE of the shared descriptor. */
const ALARM = '<3>[   30.200000] caam_jr 2102000.jr: 40001010: DECO: desc idx 16: Invalid Sequence Command.';
const KEY_WORDS = /a3a2a1a0|a7a6a5a4|abaaa9a8|afaeadac/;

function described(before: readonly string[], behind: readonly string[] = []): ReturnType<typeof describeDumps> {
  return describeDumps({ lines: [...before, ALARM, ...behind], alarm: before.length, isCut: false });
}

describe('dumps in the kernel log beside an alarm', () => {
  it('are listed, with the command of the status marked and keys redacted', () => {
    const { count, command, listing, objects } = described([...SHARED, ...SGT, ...JOB]);
    assert.equal(count, 3);
    const text = command.join('\n');
    assert.match(text, /^ {2}from {5}the last job dumped before this line/);
    assert.match(text, /command {2}word 16 of the shared descriptor: SEQ STORE class1_context, 16 bytes/);
    assert.match(text, /\n=> {4}16 {2}5a200010 {2}SEQ STORE/);
    assert.match(text, /\n {2}job descriptor\n/);
    assert.match(listing, /skcipher dec shdesc@1514: shared descriptor of 17 words/);
    assert.match(listing, /skcipher sec4_sg@1746: scatter table of 6 entries, layout imx/);
    assert.match(listing, /skcipher jobdesc@1826: job descriptor of 8 words/);
    for (const shown of [text, listing, objects]) assert.doesNotMatch(shown, KEY_WORDS);
    const document: unknown = JSON.parse(objects);
    assert.ok(typeof document === 'object' && document !== null && 'objects' in document);
    assert.match(JSON.stringify(document.objects), /"kind":"sgt".*"kind":"job"/);
  });

  it('may come behind it, or be a shared descriptor alone', () => {
    assert.match(
      described([], [...SHARED, ...JOB]).command.join('\n'),
      /the first job dumped after .*\n.*word 16 of the/,
    );
    assert.match(described(SHARED).command.join('\n'), /the last shared descriptor dumped .*\n.*word 16 of the shared/);
  });

  it('may be interleaved, and cut off at the end', () => {
    const interleaved = SHARED.flatMap((line, index) => [line, ...JOB.slice(index, index + 1)]);
    assert.match(described(interleaved).command.join('\n'), /word 16 of the shared descriptor: SEQ STORE/);
    const { count, listing, command } = described([...SHARED, ...JOB, ...JOB.slice(0, 1)]);
    assert.equal(count, 3);
    assert.match(listing, /cut off: DESCLEN is 8, and there are 4 words/);
    assert.match(command.join('\n'), /word 16 of the shared descriptor: SEQ STORE/, 'that of the job that is whole');
  });

  it('are not listed where rows before them were forgotten, unless they are whole', () => {
    const lines = [...SHARED.slice(2), ...JOB, ALARM];
    const dumps = { lines, alarm: lines.length - 1 };
    assert.equal(describeDumps({ ...dumps, isCut: true }).count, 1);
    assert.equal(describeDumps({ ...dumps, isCut: false }).count, 2);
  });

  it('are those nearest to it, when there are many', () => {
    const one = (index: number): readonly string[] => [
      ...hexDump('skcipher sec4_sg@1746', TABLE),
      ...hexDump(`skcipher jobdesc@${String(index)}`, CBC_JOB),
    ];
    const jobs = Array.from({ length: 30 }, (_, index) => one(index)).flat();
    const { count, listing } = described([...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT), ...jobs]);
    assert.equal(count, 17);
    assert.match(listing, /^line 1, skcipher dec shdesc@1514/);
    assert.match(listing, /jobdesc@22: .*jobdesc@29: /s);
    assert.doesNotMatch(listing, /jobdesc@21: /);
  });

  it('are whatever they are: nothing makes it throw', () => {
    const row = fc
      .tuple(
        fc.constantFrom('skcipher jobdesc@1826', 'skcipher dec shdesc@1514', 'skcipher sec4_sg@1746'),
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 4 }),
      )
      .map(([label, words]) => hexDump(label, words)[0] ?? '');
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.boolean(), (rows, isCut) => {
        const { count } = describeDumps({ lines: [...rows, ALARM], alarm: rows.length, isCut });
        assert.ok(count <= 24);
      }),
    );
  });
});
