// The fault matrix and the forensics matrix: on a terminal, and as documents.
import { table } from '#dist/report/table.js';
import type { FaultRow } from './fault-row.js';

/** One of the two matrices. */
interface Matrix {
  readonly head: readonly string[];
  readonly cells: (row: FaultRow) => readonly (readonly string[])[];
}

const FAULTS: Matrix = {
  head: ['fault', 'operations', 'injected', 'could show', 'found', 'verdict', 'what it says'],
  cells: (row) => {
    const numbers = [row.operations, row.injected, row.visible, row.found].map(String);
    return [[nameOf(row), ...numbers, row.verdict, row.note]];
  },
};

/** What forensics made of the wrong bytes. */
const DIAGNOSES: Matrix = {
  head: ['fault', 'right answer', 'examined', 'named right', 'wrong and called certain'],
  cells: (row) => {
    if (row.diagnosed === null) return [];
    const { kind, examined, right, wronglyCertain } = row.diagnosed;
    return [[nameOf(row), kind, ...[examined, right, wronglyCertain].map(String)]];
  },
};

/** Both, for a terminal. */
export function matrixText(rows: readonly FaultRow[]): string {
  const plain = ({ head, cells }: Matrix): string => table([head, ...rows.flatMap(cells)]).join('\n');
  return `${plain(FAULTS)}\n\n${plain(DIAGNOSES)}\n`;
}

/** @param where the guest and its kernel */
export function faultDocument(rows: readonly FaultRow[], where: string): string {
  return [
    '# Fault matrix',
    '',
    `Made by \`npm run test:faults\` from a real run: ${where}, the virtual crypto engine of native/vce.`,
    '_Injected_ is what the engine logged; _could show_ leaves out what the mix of operations cannot make visible, by',
    'the plan of the run; _found_ are all findings of the run, each matched to one injected fault by direction, length',
    'and IV, and its bytes checked against what the engine logged. Lines of the kernel log are findings beside these.',
    '',
    ...markdown(FAULTS, rows),
  ].join('\n');
}

/** @param where the guest and its kernel */
export function diagnosisDocument(rows: readonly FaultRow[], where: string): string {
  return [
    '# Forensics matrix',
    '',
    `Made by \`npm run test:faults\` from a real run: ${where}, the virtual crypto engine of native/vce. What`,
    'forensics said of each finding whose bytes it examined (the first 100 of a run), against what was injected.',
    '',
    ...markdown(DIAGNOSES, rows),
  ].join('\n');
}

function nameOf({ fault, mix }: FaultRow): string {
  return `${fault} (${mix})`;
}

function markdown({ head, cells }: Matrix, rows: readonly FaultRow[]): readonly string[] {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.flatMap(cells).map(line), ''];
}
