import { lineInWords } from '../caam/status/line-in-words.js';
import type { Analysis } from '../forensics/hypothesis.js';
import { DESCRIPTOR_FILES, type LoggedDescriptors } from '../results/logged-descriptors.js';

export interface FindingPage {
  /** The finding's directory. */
  readonly path: string;
  /** Whether it has the bytes of one operation, which can be done again. */
  readonly canReplay: boolean;
  readonly text: string;
  readonly analysis: Analysis | null;
  /** Lines of the kernel log around the failure; null when nobody read it. */
  readonly kernelLog: readonly string[] | null;
  /** Of the CAAM, in the kernel log beside an alarm. */
  readonly descriptors: LoggedDescriptors | null;
}

/**
 * finding.txt: how to see it again, what happened, the bytes around the first wrong one, where they lie, what the kernel
 * said, which command of a descriptor failed, and what speaks for this and other explanations.
 */
export function findingPage({ path, canReplay, text, analysis, kernelLog, descriptors }: FindingPage): string {
  const sections: (readonly string[])[] = [];
  if (canReplay) sections.push([`afalg-stress replay ${path}`]);
  sections.push([text]);
  if (analysis?.kind === 'diagnosed') sections.push(analysis.report.hexdump, analysis.report.offsets);
  if (kernelLog !== null)
    sections.push(['kernel log', ...indented(kernelLog.length > 0 ? inWords(kernelLog) : ['no line'])]);
  if (descriptors !== null) sections.push([descriptorsTitle(descriptors), ...descriptors.command]);
  switch (analysis?.kind) {
    case 'diagnosed':
      sections.push(['evidence', ...indented(analysis.report.hypotheses)]);
      break;
    case 'skipped':
      sections.push([`not examined: ${analysis.why}`]);
      break;
    case undefined:
      break;
  }
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Each status word of the CAAM explained where it comes first. */
function inWords(lines: readonly string[]): readonly string[] {
  const explained = new Set<string>();
  return lines.flatMap((line) => {
    const [words] = lineInWords(line);
    if (words === undefined || explained.has(words)) return [line];
    explained.add(words);
    return [line, `  ${words}`];
  });
}

function descriptorsTitle({ count }: LoggedDescriptors): string {
  const all = count === 1 ? 'the one in the kernel log is' : `the ${String(count)} nearest in the kernel log are`;
  return `descriptors and scatter tables: ${all} in ${DESCRIPTOR_FILES.listing}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
