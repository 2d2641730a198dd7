import { withEngineHere } from '../../orchestrator/af-alg/engine-here.js';
import { AfAlgScenario } from '../../orchestrator/af-alg/af-alg-scenario.js';
import { FRESH_HOSTS } from '../../orchestrator/host/hosts.js';
import { runScenario } from '../../orchestrator/run.js';
import type { RunSettings } from '../../options/settings.js';
import { VERSION } from '../../package/version.js';
import { statusLine } from '../../report/status-line.js';
import { findingLine, SHOWN } from '../../report/summary-text.js';
import type { FindingLine } from '../../results/documents/summary.js';
import type { LoggedDumps } from '../../results/logged-descriptors.js';
import type { RunView } from '../../results/run-view.js';
import { announceResults } from '../announce-results.js';
import { currentGuest } from '../in-guest.js';
import { interruptible } from '../interrupt.js';
import type { Terminal } from '../terminal.js';

/** One run on this kernel, shown on the terminal, ended in order by the first Ctrl-C and at once by the second. */
export async function stressHere(
  given: RunSettings,
  argv: readonly string[],
  terminal: Terminal,
  found: (line: FindingLine) => void = () => undefined,
): Promise<RunView> {
  const interrupt = interruptible((text) => {
    terminal.note(text);
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
  let [results, shown] = ['', 0];
  const observer = {
    began: (directory: string) => {
      results = directory;
      announceResults(directory);
    },
    status: (status: Parameters<typeof statusLine>[0]) => {
      terminal.status(statusLine(status));
    },
    finding: (line: FindingLine) => {
      found(line);
      shown += 1;
      if (shown <= SHOWN) terminal.note(findingLine(line));
      else if (shown === SHOWN + 1) terminal.note(`further findings go to ${results}/findings and are counted only`);
    },
    notice: (text: string) => {
      terminal.line(text);
    },
  };
  const settings = withEngineHere(given, observer.notice);
  const view = await runScenario(
    { scenario: new AfAlgScenario(settings), hosts: FRESH_HOSTS, control: settings, context, observer },
    interrupt,
  );
  terminal.clear();
  return view;
}
