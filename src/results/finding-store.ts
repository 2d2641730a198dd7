import type { Finding, OperationFinding } from './finding.js';
import type { RunDirectory } from './run-directory.js';
import type { FindingLine } from './summary.js';
import type { Verdict } from './verdict.js';

/** A finding in words; see finding-text.ts. */
export interface FindingWords {
  readonly key: string;
  readonly text: string;
}

/** A driver that fails every request would fill any disk: beyond this many, a finding is a line in the journal only. */
const MAX_DIRECTORIES = 1000;
/** Lines repeated in the summary. */
const MAX_LINES = 100;

/** Puts findings on the disk, each completely before the next, and counts them. */
export class FindingStore {
  readonly counts: Record<Verdict, number> = noCounts();
  readonly lines: FindingLine[] = [];
  #number = 0;
  readonly #directory: RunDirectory;

  constructor(directory: RunDirectory) {
    this.#directory = directory;
  }

  /** How many were recorded, of whatever verdict. */
  get total(): number {
    return this.#number;
  }

  /** When this returns, the finding is on the disk, or `RunDirectory` counts what is lost. */
  record(finding: Finding, words: FindingWords): FindingLine {
    this.#number += 1;
    this.counts[finding.verdict] += 1;
    const number = this.#number;
    const name = `findings/${String(number).padStart(4, '0')}`;
    const stored = number <= MAX_DIRECTORIES && this.#writeFiles(name, finding, words, number);
    const line: FindingLine = { number, verdict: finding.verdict, ...words, directory: stored ? name : null };
    if (this.lines.length < MAX_LINES) this.lines.push(line);
    this.#directory.journal.log.error({ event: 'finding', ...line, detail: describe(finding) });
    this.#directory.journal.sync();
    return line;
  }

  #writeFiles(name: string, finding: Finding, words: FindingWords, number: number): boolean {
    const directory = this.#directory;
    if (!directory.makeDirectory(name)) return false;
    const files = 'evidence' in finding ? evidenceFiles(finding) : [];
    const document = { schema: 'afalg-stress/finding', version: 1, number, ...words, ...describe(finding) };
    const complete =
      files.every(([file, bytes]) => directory.write(`${name}/${file}`, bytes)) &&
      directory.write(`${name}/finding.json`, `${JSON.stringify(document, null, 2)}\n`);
    if (!complete) directory.discard(name);
    return complete;
  }
}

function noCounts(): Record<Verdict, number> {
  return { pass: 0, wrong: 0, overrun: 0, length: 0, refused: 0, hung: 0, kernel: 0, unsupported: 0, broken: 0 };
}

function evidenceFiles(finding: OperationFinding): readonly (readonly [string, Uint8Array])[] {
  const { input, expected, actual } = finding.evidence;
  const files: [string, Uint8Array][] = [
    ['input.bin', input],
    ['expected.bin', expected],
    ['actual.bin', actual],
  ];
  if (finding.verdict === 'broken') files.push(['recomputed.bin', finding.recomputed]);
  return files;
}

/** The finding without its large buffers, which are files of their own; the small ones in hex. */
function describe(finding: Finding): Record<string, unknown> {
  if (!('evidence' in finding)) return { ...finding };
  const { evidence, ...rest } = finding;
  return {
    ...rest,
    ...('recomputed' in rest ? { recomputed: undefined } : {}),
    cipherKey: hex(evidence.cipherKey),
    iv: hex(evidence.iv),
    guardBefore: hex(evidence.guardBefore),
    guardAfter: hex(evidence.guardAfter),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
