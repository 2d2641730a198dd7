// The fault matrix and the forensics matrix: on a terminal, and as documents.
import { table } from '#dist/report/table.js';
import { wrapped } from '#dist/report/wrapped.js';
import type { FaultRow } from './fault-row.js';

/** What a terminal has. */
const COLUMNS = 100;

/** One of the two matrices. */
interface Matrix {
  readonly head: readonly string[];
  readonly cells: (row: FaultRow) => readonly (readonly string[])[];
}

const FAULTS: Matrix = {
  head: ['fault', 'operations', 'injected', 'could show', 'found', 'verdict'],
  cells: (row) => {
    const numbers = [row.operations, row.injected, row.visible, row.found].map(String);
    return [[nameOf(row), ...numbers, row.verdict]];
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
  return `${[plain(FAULTS), notes(rows).join('\n'), plain(DIAGNOSES)].filter((part) => part !== '').join('\n\n')}\n`;
}

/** @param where the guest and its kernel */
export function faultDocument(rows: readonly FaultRow[], where: string): string {
  return [
    '# Fault matrix',
    '',
    ...madeFrom(where),
    '_Injected_ is what the engine logged; _could show_ leaves out what the mix of operations cannot make visible, by',
    'the plan of the run; _found_ are all findings of the run, each matched to one injected fault by direction, length',
    'and IV, and its bytes checked against what the engine logged. Lines of the kernel log are findings beside these.',
    '',
    ...markdown(FAULTS, rows),
    ...notes(rows),
    '',
  ].join('\n');
}

/** @param where the guest and its kernel */
export function diagnosisDocument(rows: readonly FaultRow[], where: string): string {
  return [
    '# Forensics matrix',
    '',
    ...madeFrom(where),
    'What forensics said of each finding whose bytes it examined (the first 100 of a run), against what was injected.',
    '',
    ...markdown(DIAGNOSES, rows),
  ].join('\n');
}

function madeFrom(where: string): readonly string[] {
  const text = `Made by \`npm run test:faults\` from a real run: ${where}, the virtual crypto engine of native/vce.`;
  return [...wrapped(text, COLUMNS).map((line) => line.trim()), ''];
}

/** What there is to say of a row beyond its numbers. */
function notes(rows: readonly FaultRow[]): readonly string[] {
  return rows.filter(({ note }) => note !== '').flatMap((row) => wrapped(`- ${nameOf(row)}: ${row.note}`, COLUMNS));
}

function nameOf({ fault, mix }: FaultRow): string {
  return `${fault} (${mix})`;
}

function markdown({ head, cells }: Matrix, rows: readonly FaultRow[]): readonly string[] {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.flatMap(cells).map(line), ''];
}
