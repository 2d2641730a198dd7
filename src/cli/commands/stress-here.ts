import type { RunResult } from '../../orchestrator/run.js';
import { runStress } from '../../orchestrator/run.js';
import type { RunSettings } from '../../options/settings.js';
import { statusLine } from '../../report/status-line.js';
import { findingLine } from '../../report/summary-text.js';
import { EXIT } from '../../results/exit-code.js';
import type { LoggedDumps } from '../../results/logged-descriptors.js';
import type { FindingLine } from '../../results/documents/summary.js';
import { currentGuest } from '../in-guest.js';
import { onInterrupt } from '../interrupt.js';
import type { Terminal } from '../terminal.js';
import { VERSION } from '../../package/version.js';

/** One run on this kernel, shown on the terminal, ended in order by the first Ctrl-C and at once by the second. */
export async function stressHere(
  settings: RunSettings,
  argv: readonly string[],
  terminal: Terminal,
  found: (line: FindingLine) => void = () => undefined,
): Promise<RunResult> {
  const interrupt = new AbortController();
  onInterrupt(() => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    terminal.note('interrupted: finishing; once more to give up at once');
    interrupt.abort();
  });
  const context = {
    started: new Date(),
    commandLine: argv,
    version: VERSION,
    guest: currentGuest(),
    // Not before there are dumps: a run without any has no memory to spare for it.
    describeDumps: async (dumps: LoggedDumps) =>
      (await import('../../report/caam/logged-dumps.js')).describeDumps(dumps),
  };
  const result = await runStress(
    settings,
    context,
    {
      status: (status) => {
        terminal.status(statusLine(status));
      },
      finding: (line) => {
        found(line);
        terminal.note(findingLine(line));
      },
      notice: (text) => {
        terminal.line(text);
      },
    },
    interrupt.signal,
  );
  terminal.clear();
  return result;
}
