import { randomBytes } from 'node:crypto';
import { resolveRunSettings, type RunSettings } from '../../options/settings.js';
import { formatSeed } from '../../plan/seed.js';
import { REPORT_FORMATS } from '../../report/formats.js';
import { currentGuest, onChosenKernel } from '../in-guest.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { Terminal } from '../terminal.js';
import { stressHere } from './stress-here.js';

/** `afalg-stress run` */
export async function runCommand({ texts, argv }: Invocation): Promise<number> {
  const settings = resolveRunSettings(texts, randomBytes(8).readBigUInt64LE());
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  if (currentGuest() === null) terminal.note(`seed ${formatSeed(settings.workload.seed)}`);
  const report = REPORT_FORMATS[settings.json ? 'json' : 'text'];
  return onChosenKernel({ ...settings, report }, withSeed(argv, settings), terminal, async () => {
    const view = await stressHere(settings, argv, terminal);
    print(report(view));
    return view.summary.exitCode;
  });
}

/** The command line on the seed already printed. */
function withSeed(argv: readonly string[], settings: RunSettings): readonly string[] {
  const kept = argv.filter((argument, index) => !/^--seed(=|$)/.test(argument) && argv[index - 1] !== '--seed');
  return [...kept, `--seed=${formatSeed(settings.workload.seed)}`];
}
