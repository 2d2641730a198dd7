/** @typedef {import('../../test/faults/fault-row.ts').FaultRow} FaultRow */

const FAULT_HEAD = ['fault', 'operations', 'injected', 'could show', 'found', 'verdict', 'what it says'];
const DIAGNOSIS_HEAD = ['fault', 'right answer', 'examined', 'named right', 'wrong and called certain'];

/** @param {string} ndjson a FaultRow per line @returns {readonly FaultRow[]} */
export function readRows(ndjson) {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** For a terminal. @param {readonly FaultRow[]} rows */
export function faultTable(rows) {
  return plain([FAULT_HEAD, ...faultCells(rows)]);
}

/** What forensics made of the wrong bytes. @param {readonly FaultRow[]} rows */
export function diagnosisTable(rows) {
  return plain([DIAGNOSIS_HEAD, ...diagnosisCells(rows)]);
}

/** @param {readonly FaultRow[]} rows @param {string} where the guest and its kernel */
export function faultDocument(rows, where) {
  return [
    '# Fault matrix',
    '',
    `Made by \`npm run test:faults\` from a real run: ${where}, the virtual crypto engine of native/vce.`,
    '_Injected_ is what the engine logged; _could show_ leaves out what the mix of operations cannot make visible, by',
    'the plan of the run; _found_ are all findings of the run, each matched to one injected fault by direction, length',
    'and IV, and its bytes checked against what the engine logged. Lines of the kernel log are findings beside these.',
    '',
    ...markdown(FAULT_HEAD, faultCells(rows)),
  ].join('\n');
}

/** @param {readonly FaultRow[]} rows @param {string} where the guest and its kernel */
export function diagnosisDocument(rows, where) {
  return [
    '# Forensics matrix',
    '',
    `Made by \`npm run test:faults\` from a real run: ${where}, the virtual crypto engine of native/vce. What`,
    'forensics said of each finding whose bytes it examined (the first 100 of a run), against what was injected.',
    '',
    ...markdown(DIAGNOSIS_HEAD, diagnosisCells(rows)),
  ].join('\n');
}

/** @param {readonly FaultRow[]} rows */
function faultCells(rows) {
  return rows.map((row) => [
    nameOf(row),
    ...[row.operations, row.injected, row.visible, row.found].map(String),
    row.verdict,
    row.note,
  ]);
}

/** @param {readonly FaultRow[]} rows */
function diagnosisCells(rows) {
  return rows.flatMap((row) =>
    row.diagnosed === null
      ? []
      : [
          [
            nameOf(row),
            row.diagnosed.kind,
            ...[row.diagnosed.examined, row.diagnosed.right, row.diagnosed.wronglyCertain].map(String),
          ],
        ],
  );
}

/** @param {FaultRow} row */
function nameOf({ fault, mix }) {
  return `${fault} (${mix})`;
}

/** @param {readonly (readonly string[])[]} lines */
function plain(lines) {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} cells */
function markdown(head, cells) {
  const row = (/** @type {readonly string[]} */ line) => `| ${line.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...cells.map(row), ''];
}
