import type { Analysis } from '../forensics/hypothesis.js';

export interface FindingPage {
  /** The finding's directory. */
  readonly path: string;
  /** Empty when it is about no one operation. */
  readonly key: string;
  readonly text: string;
  readonly analysis: Analysis | null;
  /** Lines of the kernel log around the failure; null when nobody read it. */
  readonly kernelLog: readonly string[] | null;
}

/**
 * finding.txt: how to see it again, what happened, the bytes around the first wrong one, where they lie, what the kernel
 * said, and what speaks for this and other explanations.
 */
export function findingPage({ path, key, text, analysis, kernelLog }: FindingPage): string {
  const sections: (readonly string[])[] = [];
  // Without an operation there is nothing to do again.
  if (key !== '') sections.push([`afalg-stress replay ${path}`]);
  sections.push([text]);
  if (analysis?.kind === 'diagnosed') sections.push(analysis.report.hexdump, analysis.report.offsets);
  if (kernelLog !== null) sections.push(['kernel log', ...indented(kernelLog.length > 0 ? kernelLog : ['no line'])]);
  switch (analysis?.kind) {
    case 'diagnosed':
      sections.push(['what speaks for it', ...indented(analysis.report.hypotheses)]);
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

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
