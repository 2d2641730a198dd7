import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { findObjectsInBytes, findObjectsInLog, findObjectsInText } from '#dist/caam/dump/find-objects.js';
import { LoggedPairs } from '#dist/caam/dump/logged-pairs.js';
import { decodeLog } from '#dist/caam/status/decode-log.js';
import { loggedCommandRows } from '#dist/report/caam/logged-command-text.js';
import { scanLog } from '#dist/scan/scan-log.js';
import { CBC_DECRYPT_WITH_WAIT, CBC_JOB, hexDump, TABLE } from '../../helpers/caam.js';

/** Eight times the input in at most so many times the time; quadratic would be 64. */
const FACTOR = 8;
const MOST_TIMES = 30;
/** Below this the clock and the compiler decide. */
const FLOOR_MILLISECONDS = 40;

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function assertLinear<Input>(make: (size: number) => Input, size: number, work: (input: Input) => unknown): void {
  const [small, large] = [make(size), make(FACTOR * size)];
  work(small);
  const before = Math.max(
    FLOOR_MILLISECONDS,
    milliseconds(() => work(small)),
  );
  const after = milliseconds(() => work(large));
  assert.ok(
    after < MOST_TIMES * before,
    `${before.toFixed(0)} ms, and ${after.toFixed(0)} ms for ${String(FACTOR)} times`,
  );
}

/** Bytes that look random, the same at every run. */
function noise(size: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHash('sha256').update(String(index)).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}

/** A log of a driver that dumps each request, and fails one in three. */
function logOf(requests: number): readonly string[] {
  const request = [...hexDump('skcipher sec4_sg@1746', TABLE), ...hexDump('skcipher jobdesc@1826', CBC_JOB)];
  const failure = '[   12.345678] caam_jr 2102000.jr: 40001210: DECO: desc idx 18: Invalid Sequence Command.';
  const lines = Array.from({ length: requests }, (_, index) => (index % 3 === 0 ? [...request, failure] : request));
  return [...hexDump('skcipher dec shdesc@1514', CBC_DECRYPT_WITH_WAIT), ...lines.flat()];
}

describe('time is linear', () => {
  it('in the dumps and the status lines of a log', () => {
    assertLinear(logOf, 200, (lines) => {
      const pairs = new LoggedPairs(findObjectsInLog(lines));
      return decodeLog(lines).map(({ record, lineNumber }) => loggedCommandRows(record, lineNumber, pairs, false));
    });
  });

  it('in the alarms, and the reports, of a log', () => {
    const logs: readonly ((size: number) => readonly string[])[] = [
      logOf,
      (size) =>
        Array.from({ length: size }, (_, at) => `<3>[ ${String(at)}.000000] ccp-1: error ${'ghijklm'.repeat(at % 7)}`),
      (size) => Array.from({ length: size }, (_, at) => `<4>[ 1.000000] WARNING: CPU: 0 PID: 1 at a.c:1 ${String(at)}`),
      (size) => Array.from({ length: size }, () => '<4>[ 1.000000] ------------[ cut here ]------------'),
    ];
    for (const log of logs) assertLinear(log, 2000, (lines) => scanLog(lines));
  });

  it('in rows of one dump, and of many that never end', () => {
    const row = (index: number, label: string): string =>
      `${label}: ${(0x1000 + 16 * index).toString(16).padStart(8, '0')}: 00000000 16f25200 00000010 00000000`;
    const rows = (label: (index: number) => string) => (count: number) =>
      Array.from({ length: count }, (_, index) => row(index, label(index)));
    assertLinear(
      rows(() => 'skcipher sec4_sg@1'),
      2000,
      findObjectsInLog,
    );
    assertLinear(
      rows((index) => `x${String(index)} sec4_sg@1`),
      2000,
      findObjectsInLog,
    );
  });

  it('in bytes that are neither', () => {
    assertLinear(noise, 200_000, (bytes) => findObjectsInBytes(bytes));
    assertLinear(noise, 100_000, (bytes) => findObjectsInBytes(bytes, { kind: 'sgt' }));
    assertLinear(noise, 200_000, (bytes) => findObjectsInBytes(bytes, { kind: 'job' }));
  });

  it('in descriptors that follow each other', () => {
    const jobs = (count: number): Buffer =>
      Buffer.concat(Array<Buffer>(count).fill(Buffer.from('020080b0010000a0', 'hex')));
    assertLinear(jobs, 2000, (bytes) => findObjectsInBytes(bytes));
  });

  it('in one long line, whatever it is of', () => {
    const texts: readonly ((size: number) => string)[] = [
      (size) => noise(size / 2).toString('hex'),
      (size) => 'a'.repeat(size),
      (size) => ' '.repeat(size),
      (size) => '['.repeat(size),
      (size) => '\x1b]'.repeat(size / 2),
      (size) => 'x@'.repeat(size / 2),
      (size) => 'caam status '.repeat(size / 12),
      (size) => 'alg: x: y-caam '.repeat(size / 15),
    ];
    for (const text of texts) {
      assertLinear(text, 100_000, (line) => {
        decodeLog([line]);
        scanLog([line, `<3>[ 1.000000] ${line}`]);
        try {
          findObjectsInText(line);
        } catch {
          // Not whole words.
        }
      });
    }
  });
});
