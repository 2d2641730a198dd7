import { lineInWords } from '../caam/status/line-in-words.js';
import { join } from 'node:path';
import type { Analysis } from '../forensics/hypothesis.js';
import { findingPage } from '../report/finding-page.js';
import type { Finding, OperationFinding } from '../results/finding.js';
import { DESCRIPTOR_FILES, type LoggedDescriptors } from '../results/logged-descriptors.js';
import type { RunDirectory } from '../results/files/run-directory.js';
import { FINDING, type FindingDocument, type StoredFindingBody } from '../results/documents/finding.js';
import type { FindingLine } from '../results/documents/summary.js';
import { noCounts, type Verdict } from '../results/verdict.js';

/** What is said of a finding beside its own fields. */
export interface FindingAccount {
  /** See finding-text.ts. */
  readonly id: string;
  readonly text: string;
  /** null for a finding without bytes. */
  readonly analysis: Analysis | null;
  /** Lines that the kernel logged around it; null when nobody read them. */
  readonly kernelLog: readonly string[] | null;
  /** What the kernel log shows of the CAAM's descriptors beside an alarm; null where it shows none. */
  readonly descriptors: LoggedDescriptors | null;
}

/**
 * A driver that fails every request would fill any disk: beyond so many of its verdict, a finding is a line in the
 * journal only. Of its verdict, since an oops after a thousand wrong answers is another matter.
 */
const MAX_DIRECTORIES = 1000;
/** Lines of a verdict that are repeated in the summary. */
const MAX_LINES = 100;

/** Puts findings on the disk, each completely before the next, and counts them. */
export class FindingStore {
  readonly counts: Record<Verdict, number> = noCounts();
  readonly lines: FindingLine[] = [];
  #number: number;
  /** Numbers of those with a directory. */
  readonly #stored = new Set<number>();
  readonly #directory: RunDirectory;

  /** @param last the number of the last finding that there is already */
  constructor(directory: RunDirectory, last = 0) {
    this.#directory = directory;
    this.#number = last;
  }

  /** How many were recorded, of whatever verdict. */
  get total(): number {
    return this.#number;
  }

  /** When this returns, the finding is on the disk, or `RunDirectory` counts what is lost. */
  record(finding: Finding, account: FindingAccount): FindingLine {
    this.#number += 1;
    this.counts[finding.verdict] += 1;
    const number = this.#number;
    const name = directoryOf(number);
    const ofVerdict = this.counts[finding.verdict];
    const stored = ofVerdict <= MAX_DIRECTORIES && this.#writeFiles(name, finding, account, number);
    if (stored) this.#stored.add(number);
    const { id, text } = account;
    const line: FindingLine = { number, verdict: finding.verdict, id, text, directory: stored ? name : null };
    if (ofVerdict <= MAX_LINES) this.lines.push(line);
    this.#directory.journal.record({ event: 'finding', ...line, detail: bodyOf(finding) });
    this.#directory.journal.sync();
    return line;
  }

  /** More became known of a finding that was recorded: its files and its line are written again. */
  amend(number: number, finding: Finding, account: FindingAccount): void {
    const name = directoryOf(number);
    const { id, text } = account;
    const index = this.lines.findIndex((line) => line.number === number);
    const known = this.lines[index];
    if (known !== undefined) this.lines[index] = { ...known, id, text };
    this.#directory.journal.record({ event: 'finding-amended', number, id, text, detail: bodyOf(finding) });
    if (this.#stored.has(number)) this.#writeAccount(name, finding, account, number);
  }

  /** More files for a finding that was recorded; false when it has no directory, or the disk did not take them. */
  add(number: number, files: readonly (readonly [string, string])[]): boolean {
    const name = directoryOf(number);
    return this.#stored.has(number) && files.every(([file, text]) => this.#directory.write(`${name}/${file}`, text));
  }

  #writeFiles(name: string, finding: Finding, account: FindingAccount, number: number): boolean {
    const directory = this.#directory;
    if (!directory.makeDirectory(name)) return false;
    const files = 'bytes' in finding ? byteFiles(finding) : [];
    const kernelLog = account.kernelLog ?? [];
    const complete =
      files.every(([file, bytes]) => directory.write(`${name}/${file}`, bytes)) &&
      (kernelLog.length === 0 || directory.write(`${name}/kmsg.log`, `${kernelLog.join('\n')}\n`)) &&
      this.#writeAccount(name, finding, account, number);
    if (!complete) directory.discard(name);
    return complete;
  }

  /** For people and for programs. */
  #writeAccount(name: string, finding: Finding, account: FindingAccount, number: number): boolean {
    const { id, text, analysis, descriptors } = account;
    const document: FindingDocument = {
      number,
      id,
      text,
      body: bodyOf(finding),
      descriptors: descriptors === null ? null : { ...descriptors, ...DESCRIPTOR_FILES },
      analysis,
    };
    const directory = this.#directory;
    return (
      directory.write(
        `${name}/finding.txt`,
        findingPage({ ...account, path: join(directory.path, name), canReplay: 'bytes' in finding }),
      ) && directory.write(`${name}/finding.json`, FINDING.write(document))
    );
  }
}

function directoryOf(number: number): string {
  return `findings/${String(number).padStart(4, '0')}`;
}

function byteFiles(finding: OperationFinding): readonly (readonly [string, Uint8Array])[] {
  const { input, expected, actual } = finding.bytes;
  const files: [string, Uint8Array][] = [
    ['input.bin', input],
    ['expected.bin', expected],
    ['actual.bin', actual],
  ];
  if (finding.verdict === 'broken') files.push(['recomputed.bin', finding.recomputed]);
  return files;
}

/** The finding without its large buffers, which are files of their own. */
function bodyOf(finding: Finding): StoredFindingBody {
  if (finding.verdict === 'kernel') return { ...finding, caam: lineInWords(finding.line) };
  if (!('bytes' in finding)) return finding;
  const { bytes, ...rest } = finding;
  const { key, iv, guardBefore, guardAfter } = bytes;
  return { ...rest, key, iv, guardBefore, guardAfter };
}
