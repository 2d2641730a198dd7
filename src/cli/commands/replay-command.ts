import { repeatOf, type ReplayScope } from '../../plan/repeat.js';
import { OptionValues } from '../../options/option-values.js';
import { resolveRunSettings } from '../../options/settings.js';
import { UsageError } from '../../options/usage-error.js';
import { formatOperationId } from '../../plan/operation-id.js';
import { replayText } from '../../report/replay-text.js';
import { REPLAY, type ReplayResult } from '../../results/documents/replay.js';
import { EXIT } from '../../results/exit-code.js';
import type { Summary } from '../../results/documents/summary.js';
import { inGuestOfFinding } from '../in-guest-of-finding.js';
import { onChosenKernel } from '../in-guest.js';
import { namedBy, replayTarget, type ReplayTarget } from './replay-target.js';
import { stressHere } from './stress-here.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { Terminal } from '../terminal.js';

/** `afalg-stress replay`, from a finding or a key to an exit code: 1 when it failed again, 0 when it never did. */
export async function replayCommand(invocation: Invocation): Promise<number> {
  const named = namedBy(invocation.positionals[0] ?? '');
  const { texts, argv } = inGuestOfFinding(named.kind === 'key' ? null : named.finding.guest, invocation);
  const values = new OptionValues(texts);
  const given = resolveRunSettings(texts, 0n);
  const scope = scopeIn(values);
  const target = replayTarget(named, texts, given);
  const { algorithm, workload, workers, engine } = target;
  const repeat = repeatOf(scope, target.id, workers, values.count('times'));
  const settings = { ...given, algorithm, workload, engine, repeat, workers: repeat.ranges.length };
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  return onChosenKernel({ ...settings, reads: target.files }, argv, terminal, async () => {
    const id = formatOperationId(target.id);
    let failed = 0;
    let otherFindings = 0;
    const { summary, directory } = await stressHere(settings, argv, terminal, (line) => {
      if (line.id === id && line.verdict !== 'kernel') failed += 1;
      else otherFindings += 1;
    });
    const times = timesDone(summary, repeat.times);
    const result = replayResult(target, { id, scope, times, failed, otherFindings, summary, directory });
    print(settings.json ? REPLAY.write(result) : replayText(result));
    return failed > 0 ? EXIT.finding : summary.exitCode;
  });
}

function scopeIn(values: OptionValues): ReplayScope {
  const [burst, neighbours] = [values.flag('with-burst'), values.flag('with-neighbours')];
  if (burst && neighbours) throw new UsageError('--with-neighbours includes --with-burst: give one of them');
  return neighbours ? 'neighbours' : burst ? 'burst' : 'alone';
}

/** All of them, unless the run was ended before. */
function timesDone({ ended }: Summary, times: number): number | null {
  return ended === 'operations' ? times : null;
}

function replayResult(
  { algorithm }: ReplayTarget,
  { summary, ...rest }: Omit<ReplayResult, 'algorithm' | 'verdict'> & { summary: Summary },
): ReplayResult {
  return { algorithm, verdict: summary.verdict, ...rest };
}
