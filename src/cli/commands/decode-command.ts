import type { DescriptorObject, ObjectChoice } from '../../caam/dump/caam-object.js';
import type { DescriptorPair } from '../../caam/descriptor/command-at-index.js';
import { decodeLog, type LocatedRecord } from '../../caam/status/decode-log.js';
import { failingCommand } from '../../caam/dump/failing-command.js';
import { findObjectsInLog } from '../../caam/dump/find-objects.js';
import { LoggedPairs } from '../../caam/dump/logged-pairs.js';
import { decodeLogLine, type LogRecord } from '../../caam/status/log-line.js';
import { statusInProse } from '../../caam/status/plausible-status.js';
import { wordAlone } from '../../caam/status/status-line.js';
import { decodeStatus } from '../../caam/status/status-word.js';
import { OptionValues } from '../../options/option-values.js';
import { UsageError } from '../../options/usage-error.js';
import { failingCommandRows, markedListings } from '../../report/caam/failing-command-text.js';
import { loggedCommandRows } from '../../report/caam/logged-command-text.js';
import { recordsJson } from '../../report/caam/status-json.js';
import { groupedRecordTexts } from '../../report/caam/record-groups.js';
import { recordText } from '../../report/caam/status-text.js';
import { CommandError, EXIT, type ExitCode } from '../../results/exit-code.js';
import { objectChoice } from './caam-choices.js';
import { readObjects } from './caam-input.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { inputName, readInput, STDIN } from '../read-input.js';

/** `afalg-stress decode`, from arguments and option texts to exit code. */
export async function decodeCommand({ positionals: words, texts }: Invocation): Promise<ExitCode> {
  const values = new OptionValues(texts);
  const choice = objectChoice(values);
  const [log, job, shared] = (['log', 'job', 'shared'] as const).map((name) => values.optionalText(name));
  if (words.length === 0 && log === undefined) {
    throw new UsageError('nothing to decode: give status words such as 40001210, or a kernel log with --log');
  }
  if ([log, job, shared].filter((path) => path === STDIN).length > 1)
    throw new UsageError('stdin (-) can be read only once');
  const given = words.map(recordOfArgument);
  const pair = await givenPair(job, shared, choice);
  const lines = log === undefined ? [] : await linesOf(log);
  const found = decodeLog(lines);
  if (log !== undefined && found.length === 0) {
    throw new CommandError(
      EXIT.nothingTested,
      `no line of the CAAM in ${inputName(log)} (${String(lines.length)} lines): lines with 'caam' or a status such as 40001210: DECO are looked for`,
    );
  }
  if (values.flag('json')) {
    print(`${JSON.stringify(recordsJson([...given, ...found]), null, 2)}\n`);
    return EXIT.passed;
  }
  const showKeys = values.flag('show-keys');
  const objects = job === undefined && shared === undefined ? findObjectsInLog(lines, choice) : [];
  const pairs = new LoggedPairs(objects);
  const blocks = [
    ...given.map((located) => [...recordText(located, false), ...commandRows(located.record, pair, showKeys)]),
    ...groupedRecordTexts(found, ({ record, lineNumber }) =>
      objects.length === 0
        ? commandRows(record, pair, showKeys)
        : loggedCommandRows(record, lineNumber, pairs, showKeys),
    ),
  ];
  print(blocks.map((block) => `${block.join('\n')}\n`).join('\n'));
  return EXIT.passed;
}

/** A word, or a whole log line in quotes. */
function recordOfArgument(argument: string): LocatedRecord {
  const record = /\s/.test(argument.trim()) ? recordOfText(argument) : recordOfWord(argument.trim());
  if (record === undefined) throw new UsageError(`'${argument}': no CAAM status in this text`);
  return { lineNumber: 0, line: argument, record };
}

/** A line of a log, or prose with a status word in it. */
function recordOfText(text: string): LogRecord | undefined {
  const status = statusInProse(text);
  return decodeLogLine(text) ?? (status === undefined ? undefined : wordAlone(status));
}

function recordOfWord(text: string): LogRecord {
  const digits = text.replace(/^0x/i, '').replace(/:$/, '');
  if (!/^[0-9a-f]+$/i.test(digits)) throw new UsageError(`'${text}': not a status word, which is hex such as 40001210`);
  if (digits.length > 8) throw new UsageError(`'${text}': does not fit in 32 bits`);
  if (digits.length < 8 && !/^0x/i.test(text)) {
    throw new UsageError(`'${text}': ${String(digits.length)} hex digits, a status word has 8 (or 0x before fewer)`);
  }
  return wordAlone(decodeStatus(parseInt(digits, 16)));
}

async function linesOf(path: string): Promise<readonly string[]> {
  // Bytes that are not characters must not hide the lines around them.
  return (await readInput(path)).toString('utf8').split('\n');
}

async function givenPair(
  jobPath: string | undefined,
  sharedPath: string | undefined,
  choice: ObjectChoice,
): Promise<DescriptorPair> {
  const job = jobPath === undefined ? undefined : await givenDescriptor(jobPath, 'job', choice);
  const shared = sharedPath === undefined ? undefined : await givenDescriptor(sharedPath, 'shared', choice);
  return {
    ...(job === undefined ? {} : { job: job.disassembly }),
    ...(shared === undefined ? {} : { shared: shared.disassembly }),
  };
}

/** The last descriptor of the kind in a file: of a log, the one nearest to its end. */
async function givenDescriptor(path: string, kind: 'job' | 'shared', choice: ObjectChoice): Promise<DescriptorObject> {
  const { objects } = await readObjects(path, choice);
  const found = objects.findLast((object): object is DescriptorObject => object.kind === kind);
  if (found === undefined) {
    const kinds = objects.map((object) => object.kind).join(', ');
    throw new CommandError(EXIT.usage, `--${kind} ${inputName(path)}: no ${kind} descriptor in it, but: ${kinds}`);
  }
  return found;
}

/** Which command it was, and the listings with it marked, for the descriptors the user gave. */
function commandRows(record: LogRecord, pair: DescriptorPair, showKeys: boolean): readonly string[] {
  if (record.kind !== 'status' || record.status === null) return [];
  if (pair.job === undefined && pair.shared === undefined) return [];
  const failing = failingCommand(record.status, record.printedIndex, pair);
  return [...failingCommandRows(failing, pair, record.printedIndex), ...markedListings(failing, pair, showKeys)];
}
