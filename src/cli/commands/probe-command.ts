import { resolveProbeSettings, type ProbeSettings } from '../../options/probe-settings.js';
import { probeKernel } from '../../probe/probe-kernel.js';
import { PROBE } from '../../probe/probe-format.js';
import type { ProbeReport } from '../../probe/probe-result.js';
import { checkText, isUsable, probeText } from '../../report/probe-text.js';
import { EXIT } from '../../results/exit-code.js';
import { currentGuest, onChosenKernel } from '../in-guest.js';
import { onSignals } from '../interrupt.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { Terminal } from '../terminal.js';
import { VERSION } from '../../package/version.js';

/** `afalg-stress probe`, from option texts to exit code. */
export async function probeCommand({ texts, positionals, argv }: Invocation): Promise<number> {
  const settings = resolveProbeSettings(texts, positionals);
  const terminal = new Terminal(process.stderr, process.env, settings.quiet);
  // A kernel without AF_ALG is an answer, too, and git bisect must not be told of another: only who asks for a guest
  // gets one.
  const guest = settings.guest === 'auto' && settings.guestModules.length === 0 ? 'none' : settings.guest;
  return onChosenKernel({ ...settings, guest }, argv, terminal, async () => probeHere(settings, terminal));
}

async function probeHere(settings: ProbeSettings, terminal: Terminal): Promise<number> {
  const end = (): void => process.exit(EXIT.interrupted);
  onSignals({ first: end, further: end });
  const report = await probeKernel(settings.algorithms, {
    version: VERSION,
    guest: currentGuest(),
    progress: (done, all, name) => {
      terminal.status(`${String(done)}/${String(all)}  ${name}`);
    },
  });
  terminal.clear();
  print(settings.json ? PROBE.write(report) : textOf(report, settings));
  if (settings.check === null) return report.afAlg.kind === 'available' ? EXIT.passed : EXIT.nothingTested;
  const [algorithm] = report.algorithms;
  return algorithm !== undefined && isUsable(algorithm, settings.requireDriver) ? EXIT.passed : EXIT.nothingTested;
}

function textOf(report: ProbeReport, { check, requireDriver }: ProbeSettings): string {
  return check === null ? probeText(report) : `${checkText(report, requireDriver)}\n`;
}
