import { readFileSync } from 'node:fs';
import { BENCH, type BenchDocument } from '../../bench/bench-result.js';
import { readEarlier, type EarlierCell } from '../../bench/compare.js';
import { runBench } from '../../bench/run-bench.js';
import { resolveBenchSettings, type BenchSettings } from '../../options/bench-settings.js';
import { UsageError } from '../../options/usage-error.js';
import { benchText } from '../../report/bench-text.js';
import { CommandError, EXIT, type ExitCode } from '../../results/exit-code.js';
import { errorCodeOf } from '../../kernel/error-code.js';
import { currentGuest, onChosenKernel } from '../in-guest.js';
import { onSignals } from '../interrupt.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { Terminal } from '../terminal.js';
import { VERSION } from '../../package/version.js';

/** `afalg-stress bench`, from option texts to exit code. */
export async function benchCommand({ texts, positionals, argv }: Invocation): Promise<number> {
  const settings = resolveBenchSettings(texts, positionals);
  const earlier = settings.compare === null ? null : readEarlierFile(settings.compare);
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  const reads = settings.compare === null ? [] : [settings.compare];
  return onChosenKernel({ ...settings, reads }, argv, terminal, async () => benchHere(settings, earlier, terminal));
}

async function benchHere(
  settings: BenchSettings,
  earlier: readonly EarlierCell[] | null,
  terminal: Terminal,
): Promise<number> {
  const end = (): void => process.exit(EXIT.interrupted);
  onSignals({ first: end, further: end });
  const document = await runBench(settings, {
    version: VERSION,
    guest: currentGuest(),
    started: new Date(),
    progress: (done, all, cell) => {
      terminal.status(`${String(done)}/${String(all)}  ${cell}`);
    },
  });
  terminal.clear();
  print(settings.json ? BENCH.write(document) : benchText(document, earlier));
  return exitCodeOf(document);
}

function readEarlierFile(path: string): readonly EarlierCell[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new UsageError(`--compare '${path}': cannot be read (${errorCodeOf(thrown)})`);
  }
  try {
    return readEarlier(text, path);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    throw new UsageError(`--compare '${path}': not what 'afalg-stress bench --json' prints (${thrown.message})`);
  }
}

function exitCodeOf({ cells }: BenchDocument): ExitCode {
  if (cells.some(({ afAlg }) => afAlg.kind === 'wrong')) return EXIT.finding;
  return cells.some(({ afAlg }) => afAlg.kind === 'measured') ? EXIT.passed : EXIT.nothingTested;
}
