import { OptionValues } from '../../options/option-values.js';
import { scanJson, type ScannedLog } from '../../report/scan-json.js';
import { scanText } from '../../report/scan-text.js';
import { CommandError, EXIT, type ExitCode } from '../../results/exit-code.js';
import { scanLog, type LogScan } from '../../scan/scan-log.js';
import type { Invocation } from '../invocation.js';
import { print } from '../output.js';
import { asText, inputName, readInput, STDIN } from '../read-input.js';
import { objectChoice } from './caam-choices.js';

/** A log that was read, and its lines. */
interface ReadLog {
  readonly log: ScannedLog;
  readonly lines: readonly string[];
}

/** `afalg-stress scan`, from arguments and option texts to exit code. */
export async function scanCommand({ positionals, texts }: Invocation): Promise<ExitCode> {
  const values = new OptionValues(texts);
  const choice = objectChoice(values);
  const drivers = (values.optionalText('driver') ?? '').split(',').filter((name) => name !== '');
  const paths = positionals.length === 0 ? [STDIN] : [...new Set(positionals)];
  const logs: ReadLog[] = [];
  for (const path of paths) logs.push(await readLog(path, drivers));
  const exitCode = exitCodeOf(logs);
  const showKeys = values.flag('show-keys');
  if (values.flag('json')) {
    const scanned = logs.map(({ log }) => log);
    print(`${JSON.stringify(scanJson(scanned, exitCode, showKeys), null, 2)}\n`);
    return exitCode;
  }
  const reasons = logs.flatMap(({ log }) => (log.kind === 'no kernel log' ? [log.reason] : []));
  if (exitCode === EXIT.nothingTested) throw new CommandError(exitCode, reasons.join('; '));
  for (const reason of reasons) process.stderr.write(`afalg-stress: ${reason}\n`);
  const blocks = logs.flatMap(({ log, lines }) =>
    log.kind === 'scanned' ? [scanText(log.name, lines, log.scan, { choice, showKeys })] : [],
  );
  print(blocks.join('\n'));
  return exitCode;
}

async function readLog(path: string, drivers: readonly string[]): Promise<ReadLog> {
  const name = inputName(path);
  const bytes = await readInput(path);
  const text = asText(bytes);
  if (text === undefined || text === '')
    return { log: noLog(name, text === '' ? 'it is empty' : 'it is binary'), lines: [] };
  const lines = text.replace(/\n$/, '').split('\n');
  const scan = scanLog(lines, drivers);
  if (!isKernelLog(scan)) {
    return { log: noLog(name, `none of its ${String(lines.length)} lines is dressed as the kernel's are`), lines };
  }
  return { log: { kind: 'scanned', name, scan }, lines };
}

/** `dmesg -t` has no dress: such a log is known by what it says. */
function isKernelLog({ kernelLines, alarms, records }: LogScan): boolean {
  return kernelLines > 0 || alarms.length > 0 || records.length > 0;
}

function noLog(name: string, why: string): ScannedLog {
  return {
    kind: 'no kernel log',
    name,
    reason: `${name} is no kernel log: ${why}; give the output of dmesg, of journalctl -k, or of a serial console`,
  };
}

function exitCodeOf(logs: readonly ReadLog[]): ExitCode {
  const scans = logs.flatMap(({ log }) => (log.kind === 'scanned' ? [log.scan] : []));
  if (scans.length === 0) return EXIT.nothingTested;
  return scans.some(({ alarms }) => alarms.length > 0) ? EXIT.finding : EXIT.passed;
}
