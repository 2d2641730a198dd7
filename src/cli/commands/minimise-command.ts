import { readMachineFacts } from '../../kernel/machine.js';
import { checkedSettings } from '../../results/checked-settings.js';
import { withEngineHere } from '../../orchestrator/af-alg/engine-here.js';
import { KernelTrials } from '../../minimise/kernel-trials.js';
import { describeMinimal } from '../../minimise/minimal-document.js';
import { search, type SearchResult } from '../../minimise/search.js';
import { resolveMinimiseSettings, type MinimiseSettings } from '../../options/minimise-settings.js';
import { formatDuration } from '../../options/duration.js';
import { rebuildOperation } from '../../oracle/rebuild.js';
import { formatSeed } from '../../plan/seed.js';
import { UsageError } from '../../options/usage-error.js';
import { minimalText, stepLine } from '../../report/minimal-text.js';
import { grouped } from '../../report/numbers.js';
import { CommandError, EXIT, type ExitCode } from '../../results/exit-code.js';
import { FindingError } from '../../results/finding-error.js';
import { writeMinimal } from '../../results/files/minimal-directory.js';
import { MINIMAL, type MinimiseEnd, type MinimiseStep } from '../../results/documents/minimal.js';
import { readStoredFinding, type StoredFinding } from '../../results/stored-finding.js';
import { inGuestOfFinding } from '../in-guest-of-finding.js';
import { currentGuest, onChosenKernel } from '../in-guest.js';
import { interruptible } from '../interrupt.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { Terminal } from '../terminal.js';
import { VERSION } from '../../package/version.js';

/** `afalg-stress minimise`, from option texts to exit code. */
export async function minimiseCommand(invocation: Invocation): Promise<number> {
  const [path = ''] = invocation.positionals;
  // Out here already: a guest takes seconds to say that there is no such finding.
  const finding = readStoredFinding(path);
  const { texts, argv } = inGuestOfFinding(finding.guest, invocation);
  const settings = resolveMinimiseSettings(texts);
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  if (finding.verdict === 'broken') {
    throw new UsageError(
      `'${path}': our own memory changed (verdict broken), which says nothing about the kernel: nothing to reduce`,
    );
  }
  checkedSettings(finding);
  const where = { ...settings, stallMilliseconds: finding.stallMilliseconds, reads: finding.files };
  return onChosenKernel(where, argv, terminal, async () => minimiseHere(finding, settings, terminal, argv));
}

async function minimiseHere(
  finding: StoredFinding,
  settings: MinimiseSettings,
  terminal: Terminal,
  argv: readonly string[],
): Promise<ExitCode> {
  const started = new Date();
  const interrupt = interruptible((text) => {
    terminal.note(text);
  });
  const notice = (text: string): void => {
    terminal.line(text);
  };
  // What trials find is counted and thrown away.
  const context = { commandLine: argv, version: VERSION, guest: currentGuest(), describeDumps: null };
  const steps: MinimiseStep[] = [];
  const settingsHere = withEngineHere(checkedSettings(finding), notice);
  using trials = new KernelTrials(settingsHere, finding.verdict, settings.budgetMilliseconds, context, {
    notice,
    interrupt,
  });
  if (!settings.json) print(`minimise ${finding.directory}\n  ${finding.text}\n`);
  const { workload, workers, stressNg } = finding;
  const { operation } = rebuildOperation(workload, finding.id);
  const result = await search({ workload, workers, stressNg }, operation, trials, (step) => {
    steps.push(step);
    // As they come: the whole takes a minute.
    if (settings.json) terminal.note(stepLine(step));
    else print(`${stepLine(step)}\n`);
  });
  if (result.kind === 'never-failed') throw neverFailed(result, settings.budgetMilliseconds);
  const { kernelRelease, kernelVersion, machine } = readMachineFacts();
  const { document, program } = describeMinimal(
    { finding, steps, drivers: trials.drivers, kernel: `Linux ${kernelRelease} ${machine} (${kernelVersion})` },
    result,
  );
  const seed = formatSeed(finding.workload.seed);
  const directory = writeMinimal(settings.results, started, seed, document, program);
  print(
    settings.json
      ? `${JSON.stringify({ ...MINIMAL.document(document), directory, source: program }, null, 2)}\n`
      : `\n${minimalText(document, directory)}`,
  );
  return exitCodeOf(result.end, EXIT.passed);
}

/** @param otherwise when it ended by itself */
function exitCodeOf(end: MinimiseEnd, otherwise: ExitCode): ExitCode {
  switch (end) {
    case 'complete':
    case 'budget':
      return otherwise;
    case 'interrupted':
      return EXIT.interrupted;
    case 'hung':
      return EXIT.finding;
  }
}

function neverFailed(
  { operations, end }: Extract<SearchResult, { kind: 'never-failed' }>,
  budgetMilliseconds: number,
): CommandError {
  const budget = formatDuration(budgetMilliseconds);
  const passed =
    operations === 0
      ? `it was not tried even once within ${budget}`
      : `it never failed again: ${grouped(operations)} operations passed within ${budget}`;
  const text = `${passed}; ${remedy(end)}`;
  return end === 'hung' ? new FindingError('hung', text) : new CommandError(exitCodeOf(end, EXIT.nothingTested), text);
}

function remedy(end: MinimiseEnd): string {
  switch (end) {
    case 'complete':
    case 'budget':
      return 'raise --budget, or use the kernel and driver it was found on';
    case 'interrupted':
      return 'interrupted';
    case 'hung':
      return 'then a trial hung: reboot the machine';
  }
}
