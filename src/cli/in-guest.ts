import { resolve, join } from 'node:path';
import { chooseKernel } from '../guest/choose.js';
import type { KernelDeath } from '../results/kernel-death.js';
import { passedOn } from '../guest/guest-command.js';
import type { Guest } from '../guest/guest.js';
import { GUESTS } from '../guest/guests.js';
import { OptionValues } from '../options/option-values.js';
import type { GuestKind } from '../options/table/guest-kinds.js';
import type { GuestChoice } from '../options/guest-choice.js';
import { inPackage } from '../package/root.js';
import { makeDirectories } from '../results/files/make-directories.js';
import { unwritableResults } from '../results/files/unwritable-results.js';
import { CommandError, EXIT, isExitCode } from '../results/exit-code.js';
import { FindingError } from '../results/finding-error.js';
import type { RunView } from '../results/run-view.js';
import { signalsFromNow } from './interrupt.js';
import { Booting } from './booting.js';
import { print } from './output.js';
import { WholeDocument } from './whole-document.js';
import type { Terminal } from './terminal.js';

/** main.js and all it imports in one file; see scripts/bootstrap.mjs. */
const MAIN = inPackage('dist/cli/afalg-stress.js');
/** Set inside a guest: its kind. What belongs out here was printed out here. */
const GUEST_VARIABLE = 'AFALG_STRESS_GUEST';
/** Lines of a dead kernel's last words that are shown. */
const SHOWN_LINES = 30;

/** What the options say about where to run, and what must be there. */
export interface Where extends GuestChoice {
  readonly json: boolean;
  /** A directory, made if it is missing; absent when the command writes none. */
  readonly results?: string;
  /** Files that the command reads; a guest that shares no files with the host gets copies. */
  readonly reads?: readonly string[];
  readonly stallMilliseconds?: number;
  /** What a run whose kernel died prints; absent when the command prints something else. */
  readonly report?: (view: RunView) => string;
}

/** The guest this process runs in; null on the machine itself. */
export function currentGuest(): string | null {
  return process.env[GUEST_VARIABLE] ?? null;
}

/**
 * Runs `here` on this kernel, or this program with these arguments in a guest, as the options say; the exit code of
 * either.
 */
export async function onChosenKernel(
  where: Where,
  argv: readonly string[],
  terminal: Terminal,
  here: () => Promise<number>,
): Promise<number> {
  if (currentGuest() !== null) return here();
  const kernel = chooseKernel(where.guest, where.guestModules.length);
  if (kernel.kind === 'here') return here();
  terminal.note(`${kernel.because}: booting ${GUESTS[kernel.kind].boots}`);
  return inGuest({ kind: kernel.kind, kernel: where.guestKernel, modules: where.guestModules }, argv, where, terminal);
}

async function inGuest(guest: Guest, argv: readonly string[], where: Where, terminal: Terminal): Promise<number> {
  const signals = signalsFromNow();
  const { results, reads = [], stallMilliseconds = usualStall(guest.kind) } = where;
  const writable = results === undefined ? [] : [resolve(results)];
  for (const directory of writable) makeWritable(directory);
  const row = GUESTS[guest.kind];
  const stdout = where.json ? new WholeDocument() : process.stdout;
  const booting = new Booting(guest.kind, terminal);
  const ending = await booting.until(async () =>
    row.run(
      guest,
      {
        argv: [...(row.runsHostPrograms ? [process.execPath, MAIN] : ['afalg-stress']), ...argv],
        directory: process.cwd(),
        environment: { ...passedOn(process.env), [GUEST_VARIABLE]: guest.kind },
        writable,
        reads: reads.map((path) => resolve(path)),
        stallMilliseconds,
      },
      {
        stdout,
        stderr: process.stderr,
        up: () => {
          booting.end();
        },
      },
      signals,
    ),
  );
  if (ending.kind === 'kernel-died') return kernelDied(ending.death, where, terminal);
  if (!isExitCode(ending.code)) {
    const how = ending.code > 128 ? `died by signal ${String(ending.code - 128)}` : `ended with ${String(ending.code)}`;
    throw new CommandError(EXIT.broken, `the command in the guest ${how}, which is no exit code of afalg-stress`);
  }
  if (stdout instanceof WholeDocument && !stdout.print() && ending.code !== EXIT.interrupted) {
    throw new CommandError(EXIT.broken, 'what the command in the guest printed is no whole JSON document');
  }
  return ending.code;
}

/** Of a command without --stall-timeout. */
function usualStall(kind: GuestKind): number {
  return new OptionValues({ guest: kind }).duration('stall-timeout');
}

/** That the kernel died is the result. */
async function kernelDied(death: KernelDeath, { results, report }: Where, terminal: Terminal): Promise<number> {
  const verdict = death.kind === 'standstill' ? 'hung' : 'kernel';
  const said = `${death.guest}: ${death.line}`;
  for (const line of death.report.slice(0, SHOWN_LINES)) terminal.note(`  ${line}`);
  if (results === undefined) throw new FindingError(verdict, said);
  const { concludeDeadRun, keepConsole } = await import('../orchestrator/dead-kernel.js');
  let view: RunView;
  try {
    if (death.results === null) throw new CommandError(EXIT.broken, 'no run had begun');
    view = concludeDeadRun(join(resolve(results), death.results), death);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    // Not enough reached the disk to be a run.
    throw new FindingError(verdict, `${said}; what its console said is in ${keepConsole(results, death)}`);
  }
  if (report === undefined) throw new FindingError(verdict, `${said}; see ${view.directory}`);
  print(report(view));
  return view.summary.exitCode;
}

function makeWritable(results: string): void {
  try {
    makeDirectories(results);
  } catch (thrown) {
    throw unwritableResults(results, thrown);
  }
}
