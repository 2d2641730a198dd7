import type { Verdict } from '../../results/verdict.js';
import type { Workload } from '../../plan/workload.js';
import { C_BODY } from './c-program-body.js';
import type { ProgramData, ProgramOperation } from './program-data.js';

/** What a program says of itself. */
export interface ProgramAccount {
  readonly algorithm: string;
  readonly verdict: Verdict;
  readonly workload: Workload;
  readonly workers: number;
  readonly stressNg: string | null;
  /** All workers together. */
  readonly operations: number;
  /** What it shows, in a sentence. */
  readonly text: string;
  /** Kernel, machine and driver it was seen on. */
  readonly seenOn: string;
  /** How often it failed. */
  readonly rate: string;
}

const COMMENT_COLUMNS = 76;
/** Bytes per line of a table in hexadecimal. */
const HEX_BYTES = 32;

/**
 * A C program that does to a bare AF_ALG socket what a workload does: without a library, without a warning, in ASCII.
 * Its exit codes are ours: 0, 1, 4.
 */
export function cProgram(account: ProgramAccount, data: ProgramData): string {
  const { algorithm, workload, workers } = account;
  return [
    ...comment(account),
    '#define _GNU_SOURCE',
    ...[
      'errno',
      'linux/if_alg',
      'stdint',
      'stdio',
      'stdlib',
      'string',
      'sys/mman',
      'sys/socket',
      'sys/wait',
      'unistd',
    ].map((name) => `#include <${name}.h>`),
    '',
    `#define ALGORITHM ${cString(algorithm)}`,
    `#define PROCESSES ${String(workers)}`,
    `#define OPERATIONS ${String(Math.ceil(account.operations / workers))} /* of each process */`,
    `#define MAX_LENGTH ${String(Math.max(...data.operations.map(({ length }) => length)))}`,
    `#define KEY ${cString(Buffer.from(data.key).toString('hex'))}`,
    `#define KEY_SIZE ${String(data.key.length)}`,
    `#define IV_SIZE ${String(data.ivSize)}`,
    `#define SEED 0x${data.seed.toString(16)}ULL`,
    `#define AT_PAGE_START ${workload.receiveAt === 'page' ? '1' : '0'}`,
    '',
    '/* What the output must be, in hexadecimal. */',
    ...data.operations.flatMap(({ expected }, index) => [
      `static const char *const expected_${String(index)}[] = {`,
      ...hexLines(expected).map((line) => `\t"${line}",`),
      '\tNULL',
      '};',
    ]),
    '',
    'static const struct operation {',
    '\tint op;',
    '\tsize_t length;',
    '\tsize_t chunk; /* bytes per recv */',
    '\tconst char *const *expected;',
    '} operations[] = {',
    ...data.operations.map(row),
    '};',
    C_BODY,
  ].join('\n');
}

function row({ direction, length, chunk }: ProgramOperation, index: number): string {
  return `\t{ ALG_OP_${direction.toUpperCase()}, ${String(length)}, ${String(chunk)}, expected_${String(index)} },`;
}

function comment({ algorithm, verdict, text, seenOn, rate, stressNg, workers }: ProgramAccount): readonly string[] {
  const lines = [
    `${algorithm} through AF_ALG: ${SUBJECTS[verdict]}`,
    '',
    ...wrapped(`Seen: ${text}`),
    ...wrapped(`On: ${seenOn}`),
    ...wrapped(`How often: ${rate}`),
    '',
    '    cc -O2 -o minimal minimal.c && ./minimal [operations of each process]',
    '',
    ...wrapped(
      `Does the operations below again and again in ${workers === 1 ? 'one process' : `${String(workers)} processes`}, ` +
        'each with a socket of its own, and compares every byte with what OpenSSL computed.',
    ),
    ...(stressNg === null ? [] : wrapped(`Fails under memory pressure only; run beside it: stress-ng ${stressNg}`)),
    'Exit status: 0 all was right, 1 something was not, 4 nothing could be tested.',
    '',
    'Made by afalg-stress minimise.',
  ];
  return ['/*', ...lines.map((line) => ` * ${harmless(line)}`.trimEnd()), ' */'];
}

/** What a program shows. Of the others there is none. */
const SUBJECTS: Readonly<Record<Verdict, string>> = {
  wrong: 'wrong output',
  overrun: 'bytes outside the output buffer are overwritten',
  length: 'recv returns a wrong number of bytes',
  refused: 'well-formed requests fail',
  hung: 'hung',
  kernel: 'kernel',
  broken: 'broken',
  pass: 'pass',
  unsupported: 'unsupported',
};

/** Nothing that ends a comment, begins one or is a trigraph; printable ASCII only. */
function harmless(line: string): string {
  return line
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .replaceAll('??', '? ?')
    .replaceAll(/\\$/g, '\\ .');
}

function cString(text: string): string {
  const escaped = text.replaceAll(/[^\x20-\x7e]|["\\?]/g, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );
  return `"${escaped}"`;
}

function hexLines(bytes: Uint8Array): readonly string[] {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.match(new RegExp(`.{1,${String(2 * HEX_BYTES)}}`, 'g')) ?? [];
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COMMENT_COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines;
}
