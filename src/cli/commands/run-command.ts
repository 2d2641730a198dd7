import { SUMMARY } from '../../results/documents/summary.js';
import { randomBytes } from 'node:crypto';
import type { OptionTexts } from '../../options/table/option-table.js';
import { formatSeed } from '../../plan/seed.js';
import { resolveRunSettings, type RunSettings } from '../../options/settings.js';
import { summaryText } from '../../report/summary-text.js';
import { currentGuest, onChosenKernel } from '../in-guest.js';
import { stressHere } from './stress-here.js';
import { Terminal } from '../terminal.js';

/** `afalg-stress run`, from option texts to exit code. */
export async function runCommand(texts: OptionTexts, argv: readonly string[]): Promise<number> {
  const settings = resolveRunSettings(texts, randomBytes(8).readBigUInt64LE());
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  if (currentGuest() === null) terminal.note(`seed ${formatSeed(settings.workload.seed)}`);
  return onChosenKernel(settings, withSeed(argv, settings), terminal, async () => {
    const { summary, directory } = await stressHere(settings, argv, terminal);
    process.stdout.write(settings.json ? SUMMARY.write(summary) : summaryText(summary, directory));
    return summary.exitCode;
  });
}

/** The command line on the seed already printed. */
function withSeed(argv: readonly string[], settings: RunSettings): readonly string[] {
  const kept = argv.filter((argument, index) => !/^--seed(=|$)/.test(argument) && argv[index - 1] !== '--seed');
  return [...kept, `--seed=${formatSeed(settings.workload.seed)}`];
}
