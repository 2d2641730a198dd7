import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { LoggedPairs } from '#dist/caam/dump/logged-pairs.js';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import type { LogRecord } from '#dist/caam/status/log-line.js';
import { wordText } from '#dist/caam/word.js';
import { objectsText } from '#dist/report/caam/disassembly-text.js';
import { loggedCommandRows } from '#dist/report/caam/logged-command-text.js';
import { recordMeaning } from '#dist/report/caam/status-text.js';
import { descriptorOf, only } from '../../helpers/caam.js';
import { defined } from '../../helpers/defined.js';
import { fixture } from '../../helpers/paths.js';

function textOf(name: string): string {
  return readFileSync(fixture('field', `${name}.txt`), 'utf8');
}

/** `2 what it means`, a line each. */
function told(name: string): readonly string[] {
  return decodeLog(textOf(name).split('\n')).map(
    ({ lineNumber, record }) => `${String(lineNumber)} ${recordMeaning(record)}`,
  );
}

function assertTold(name: string, expected: readonly RegExp[]): void {
  const lines = told(name);
  assert.equal(lines.length, expected.length, lines.join('\n'));
  for (const [index, pattern] of expected.entries()) assert.match(lines[index] ?? '', pattern);
}

function statusOf(record: LogRecord): string {
  assert.ok(record.kind === 'status' && record.status !== null);
  return wordText(record.status.value);
}

const JOB = 'b0911c08 2d3b1840 f1400000 16f25280 00000290 f9400000 16f252a0 00000290';

function wordsIn(text: string): string {
  return descriptorOf(only(findObjectsInText(text)))
    .disassembly.words.map(wordText)
    .join(' ');
}

describe('from the field: the RNG', () => {
  it('a state handle that was given up is no success, and only a longer entropy delay says that one was too short', () => {
    assertTold('rng-deinstantiated', [
      /^2 the driver gave up state handle 0 .* which the boot loader or ROM had instantiated/,
      /^3 the driver gave up state handle 1 /,
      /^4 the driver tries this entropy delay/,
      /^5 state handle 0 of the RNG was instantiated: success$/,
      /^6 .*longer entropy delay: 3200 was too short/,
      /^7 .*longer entropy delay: 3600 was too short/,
      /^8 the RNG could not be instantiated: no entropy delay from 3200 to 4000 made its source pass the tests$/,
    ]);
  });

  it('without a DECO its entropy was never tested', () => {
    assertTold('rng-without-deco', [
      /^1 the driver tries this entropy delay/,
      /^2 no DECO was free .*boot firmware left the CAAM without clock, or without a DECO for the non-secure world$/,
      /^3 .*no DECO was granted, so it was not reached, and its entropy was never tested$/,
    ]);
  });

  it('that OP-TEE could not start is told in its words', () => {
    assertTold('optee-rng', [
      /^2 .*refused to start the RNG, error 7: .* without power/,
      /^3 OP-TEE could not instantiate the RNG/,
      /^5 .*0xffff0000 is TEE_ERROR_GENERIC, no status word$/,
      /^6 OP-TEE stops/,
    ]);
  });
});

describe('from the field: rings, queues and buffers', () => {
  it('a job ring of the secure world is harmless', () => {
    assertTold('job-ring-of-secure-world', [
      /^1 3 job rings/,
      /^2 job ring 0 does not answer: .*secure world.*harmless while one ring is left; status = "disabled"/,
      /^3 .*\(EIO\): .*secure world/,
    ]);
    assert.match(recordMeaning(defined(decodeLog(['caam_jr X: failed to reset job ring 2'])[0]).record), /ring 2/);
    const newer = 'caam_jr 30901000.jr: probe with driver caam_jr failed with error -5';
    assert.match(recordMeaning(defined(decodeLog([newer])[0]).record), /\(EIO\): .*secure world/);
  });

  it('no job ring at all is told without a prefix', () => {
    assertTold('no-job-ring', [/^1 the driver found no job ring \(ENODEV\): they belong to the secure world/]);
  });

  it('a status of the queue interface, and error bits that are none', () => {
    assertTold('queue-interface-status', [/^1 DMA error/, /^2 error bits of the frame .*\(FLC, FSE\), and no status/]);
    const [record] = decodeLog(textOf('queue-interface-status').split('\n'));
    assert.equal(statusOf(defined(record).record), '40000016');
    // The first version of qi.c, on a little-endian CPU.
    const [turned] = decodeLog(['caam 1700000.crypto: Error: 0x16000040 in CAAM response FD']);
    assert.equal(statusOf(defined(turned).record), '40000016');
    const { record: remarked } = defined(turned);
    assert.ok(remarked.kind === 'status' && (remarked.remark ?? '').includes('printed as 16000040'));
  });

  it('a full bounce buffer is told of the CAAM alone', () => {
    assertTold('swiotlb-full', [
      /^1 no room in the bounce buffer .*swiotlb=/,
      /^2 the scatter table could not be mapped/,
    ]);
    const others = textOf('swiotlb-full').replaceAll('caam_jr 30901000.jr', 'mmc0 30b40000.mmc');
    assert.deepEqual(decodeLog(others.split('\n')), []);
  });

  it('self-tests before 5.1 name the driver at the end', () => {
    assertTold('self-tests-before-5.1', [/^1 a self-test/, /^4 a self-test/, /^5 a self-test/]);
    assert.deepEqual(findObjectsInText(textOf('self-tests-before-5.1')), []);
    assert.deepEqual(decodeLog(['alg: hash: Test 1 failed for hmac-sha1-neon', 'alg: No test for x (x-caam)']), []);
  });
});

describe('from the field: dumps', () => {
  it('colours hide neither lines nor dumps, with the escape character or what became of it', () => {
    const coloured = textOf('coloured-dmesg');
    for (const escape of ['\x1b', '^[', '\\x1b', '#033', '']) {
      const text = coloured.replaceAll('\x1b', escape);
      assert.equal(wordsIn(text), JOB, escape);
      const [located, ...more] = decodeLog(text.split('\n'));
      assert.equal(more.length, 0);
      assert.equal(statusOf(defined(located).record), '40000206');
      assert.doesNotMatch(defined(located).line, /33m|0m/);
    }
  });

  it('the blob driver dumps bytes; its key is redacted, and a late status shows the job', () => {
    const text = textOf('blob-job-in-bytes');
    const objects = findObjectsInText(text);
    assert.equal(
      wordsIn(text),
      'b080000a 0480000a 55434553 4b5f4552 00005945 f0000020 43b17000 f8000050 43b42000 870d0000',
    );
    const listed = objectsText(objects, { showKeys: false });
    assert.match(listed, /KEY +class 2 key_reg, 10 bytes, immediate\n.*redacted\n/);
    assert.match(listed, /SEQ IN PTR +32 bytes.*\n.*\n.*SEQ OUT PTR +80 bytes.*\n.*\n.*OPERATION +encapsulate blob/);
    assert.doesNotMatch(listed, /55434553|SECU/);
    const located = defined(decodeLog(text.split('\n'))[0]);
    const rows = loggedCommandRows(located.record, located.lineNumber, new LoggedPairs(objects), false).join('\n');
    assert.match(rows, /out of range: the descriptors have 10 words; a CHA may report late/);
    assert.match(rows, /job descriptor\n .*b080000a {2}JOB HEADER/);
    assert.deepEqual(findObjectsInText(text.replaceAll('jobdesc@', 'data@')), []);
  });

  it('a row may have 32 bytes, and a length that is missing is not zero', () => {
    const text = textOf('rows-of-32-bytes');
    assert.equal(wordsIn(text), JOB);
    const half = text.replace(/ 00000290 f9400000.*/, '');
    const listed = objectsText(findObjectsInText(half), { showKeys: false });
    assert.match(listed, /SEQ IN PTR +length not given, scatter table at 0x16f25280\n/);
    assert.doesNotMatch(listed, /0 bytes/);
  });

  it('groups of 1, 2, 4 and 8 bytes in rows of 16 and 32 are the same words', () => {
    const bytes = Buffer.from(JOB.split(' ').flatMap((word) => [...Buffer.from(word, 'hex')].toReversed()));
    for (const size of [16, 32]) {
      for (const group of [1, 2, 4, 8]) {
        for (const prefix of ['', '<7>[   12.345678] ', 'Jan  1 00:00:01 imx kernel: [   12.345678] ']) {
          const rows = hexRows(bytes, size, group).map((row) => `${prefix}jobdesc@121: 00000000e01f5040: ${row}`);
          assert.equal(wordsIn(rows.join('\n')), JOB, rows[0]);
        }
      }
    }
  });
});

/** lib/hexdump.c, hex_dump_to_buffer, on a little-endian CPU. */
function hexRows(bytes: Buffer, size: number, group: number): readonly string[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, row) => {
    const inRow = [...bytes.subarray(row * size, (row + 1) * size)];
    const groups = Array.from({ length: inRow.length / group }, (_unused, index) =>
      Buffer.from(inRow.slice(index * group, (index + 1) * group).toReversed()).toString('hex'),
    );
    return groups.join(' ');
  });
}
