import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { passedOn } from '../guest/guest-command.js';
import { chooseKernel } from '../guest/choose.js';
import { runInUml } from '../guest/uml.js';
import { runStress } from '../orchestrator/run.js';
import type { OptionTexts } from '../plan/option-table.js';
import { formatSeed } from '../plan/seed.js';
import { resolveRunSettings, type RunSettings } from '../plan/settings.js';
import { findingLine, summaryText } from '../report/summary-text.js';
import { statusLine } from '../report/status-line.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { makeDirectories } from '../results/make-directories.js';
import { onInterrupt } from './interrupt.js';
import { Terminal } from './terminal.js';
import { VERSION } from './version.js';

/** main.js and all it imports in one file; see scripts/lib/steps.mjs. */
const MAIN = fileURLToPath(new URL('./afalg-stress.js', import.meta.url));
/** Set inside a guest: its kind. The seed was printed outside. */
const GUEST_VARIABLE = 'AFALG_STRESS_GUEST';

/** `afalg-stress run`, from option texts to exit code. */
export async function runCommand(texts: OptionTexts, argv: readonly string[]): Promise<number> {
  const settings = resolveRunSettings(texts, randomBytes(8).readBigUInt64LE());
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  const guest = process.env[GUEST_VARIABLE] ?? null;
  if (guest === null) terminal.note(`seed ${formatSeed(settings.workload.seed)}`);
  const kernel = guest === null ? chooseKernel(settings.guest) : { kind: 'here' as const };
  switch (kernel.kind) {
    case 'here':
      return runHere(settings, terminal, argv, guest);
    case 'uml':
      terminal.note(`${kernel.because}: booting user-mode-linux`);
      return runInGuest(settings, argv);
  }
}

async function runHere(
  settings: RunSettings,
  terminal: Terminal,
  argv: readonly string[],
  guest: string | null,
): Promise<number> {
  const interrupt = new AbortController();
  onInterrupt(() => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    terminal.note('interrupted: finishing; once more to give up at once');
    interrupt.abort();
  });
  const context = { started: new Date(), commandLine: argv, version: VERSION, guest };
  const { summary, directory } = await runStress(
    settings,
    context,
    {
      status: (status) => {
        terminal.status(statusLine(status));
      },
      finding: (line) => {
        terminal.note(findingLine(line));
      },
      notice: (text) => {
        terminal.line(text);
      },
    },
    interrupt.signal,
  );
  terminal.clear();
  process.stdout.write(settings.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary, directory));
  return summary.exitCode;
}

/** The same command line inside a guest, on the seed already printed, with the results landing out here. */
async function runInGuest(settings: RunSettings, argv: readonly string[]): Promise<number> {
  const results = resolve(settings.results);
  try {
    makeDirectories(results);
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw new CommandError(
      EXIT.broken,
      `cannot write results to ${settings.results} (${reason}): give a writable directory with --results`,
    );
  }
  const seed = `--seed=${formatSeed(settings.workload.seed)}`;
  const kept = argv.filter((argument, index) => !/^--seed(=|$)/.test(argument) && argv[index - 1] !== '--seed');
  return runInUml(
    {
      argv: [process.execPath, MAIN, ...kept, seed],
      directory: process.cwd(),
      environment: { ...passedOn(process.env), [GUEST_VARIABLE]: 'uml' },
      writable: [results],
    },
    { stdout: process.stdout, stderr: process.stderr },
    (listener) => {
      onInterrupt(listener);
    },
  );
}
