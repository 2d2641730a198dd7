import type { OperationId } from '../../plan/operation-id.js';
import type { Workload } from '../../plan/workload.js';
import type { Verdict } from '../../results/verdict.js';
import { wrapped } from '../wrapped.js';
import { blockComment, cString } from './c-text.js';
import { programOf } from './family-programs.js';

/** What a program says of itself. */
export interface ProgramAccount {
  readonly algorithm: string;
  readonly verdict: Verdict;
  readonly workload: Workload;
  /** The operation that failed. */
  readonly failed: OperationId;
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
/** In the sources they are examples of the data that is written here. */
const DATA = ['data.h', 'exchange_data.h'];

/**
 * A C program that does to a bare AF_ALG socket what a workload does: one file, without a library, without a warning, in
 * ASCII. Its exit codes are ours: 0, 1, 4.
 *
 * @param sourceOf reads a file of native/minimal
 */
export function cProgram(account: ProgramAccount, sourceOf: (name: string) => string): string {
  const { source } = programOf(account.workload);
  // It is one file: what it includes of ours stands in it.
  const whole = sourceOf(source).replaceAll(/^#include "(.+)"\n/gm, (_, name: string) =>
    DATA.includes(name) ? cProgramData(account) : sourceOf(name),
  );
  return `${blockComment(aboutProgram(account)).join('\n')}\n${whole}`;
}

/** What stands in place of an example of data. */
export function cProgramData({ algorithm, workload, failed, workers, operations }: ProgramAccount): string {
  const lines = [
    `#define ALGORITHM ${cString(algorithm)}`,
    `#define PROCESSES ${String(workers)}`,
    `#define OPERATIONS ${String(Math.ceil(operations / workers))} /* of each process */`,
    `#define SEED 0x${workload.seed.toString(16)}ULL`,
    `#define AT_PAGE_START ${workload.receiveAt === 'page' ? '1' : '0'}`,
    ...programOf(workload).data(workload, failed),
  ];
  return `${lines.join('\n')}\n`;
}

function aboutProgram(account: ProgramAccount): readonly string[] {
  const { algorithm, verdict, text, seenOn, rate, stressNg, workers } = account;
  return [
    `${algorithm} through AF_ALG: ${SUBJECTS[verdict]}`,
    '',
    ...comment(`Seen: ${text}`),
    ...comment(`On: ${seenOn}`),
    ...comment(`How often: ${rate}`),
    '',
    '    cc -O2 -o minimal minimal.c && ./minimal [operations of each process]',
    '',
    ...comment(
      `Does the operations below again and again in ${workers === 1 ? 'one process' : `${String(workers)} processes`}, ` +
        'each with a socket of its own, and compares every byte with what OpenSSL computed.',
    ),
    ...(stressNg === null ? [] : comment(`Fails under memory pressure only; run beside it: stress-ng ${stressNg}`)),
    'Exit status: 0 all was right, 1 something was not, 4 nothing could be tested.',
    '',
    'Made by afalg-stress minimise.',
  ];
}

function comment(text: string): readonly string[] {
  return wrapped(text, COMMENT_COLUMNS);
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
