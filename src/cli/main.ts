import './small-footprint.js';
import { AddonError } from '../afalg/native.js';
import { UsageError } from '../options/usage-error.js';
import { harmless } from '../codec/printable.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { FindingError } from '../results/finding-error.js';
import type { FindingVerdict } from '../results/verdict.js';
import { parseCommandLine } from './command-line.js';
import { COMMAND_FUNCTIONS } from './commands.js';
import { outputFailure, printEnding, watchOutput } from './output.js';

async function main(argv: readonly string[]): Promise<number> {
  const command = await parseCommandLine(argv);
  if (command === undefined) return EXIT.passed;
  const run = await COMMAND_FUNCTIONS[command.name]();
  return run({ ...command, argv });
}

function explain(thrown: unknown): { readonly code: number; readonly text: string } {
  if (thrown instanceof UsageError) return { code: EXIT.usage, text: thrown.message };
  if (thrown instanceof CommandError) return { code: thrown.exitCode, text: thrown.message };
  if (thrown instanceof AddonError) return { code: EXIT.broken, text: thrown.message };
  // A bug of ours: here, and only here, the stack is what helps.
  return { code: EXIT.broken, text: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}

/** Why the process ends, for who asked for JSON. */
let reason = 'interrupted';
let verdict: FindingVerdict = 'kernel';

function tell(thrown: unknown): number {
  const { code, text } = explain(thrown);
  reason = text;
  if (thrown instanceof FindingError) verdict = thrown.verdict;
  process.stderr.write(`afalg-stress: ${harmless(text)}\n`);
  return code;
}

watchOutput();
// Where errors are told there may be no room either, which changes no exit code.
process.stderr.on('error', () => undefined);
// Node's own exit code for these is 1, which means a finding.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (thrown: unknown) => {
    process.exit(tell(thrown));
  });
}
const argv = process.argv.slice(2);
if (argv.includes('--json')) {
  process.on('exit', (code) => {
    printEnding(code, reason, verdict);
  });
}
let code: number;
try {
  code = await main(argv);
} catch (thrown) {
  code = tell(thrown);
}
// Leaves by itself, not when the event loop is empty: a host process stuck in the kernel would keep it for ever. What
// was written to a pipe is handed over first.
process.stdout.write('', () => {
  process.stderr.write('', () => {
    const failure = outputFailure();
    if (failure !== undefined) process.stderr.write(`afalg-stress: stdout could not be written (${failure})\n`);
    process.exit(failure === undefined ? code : EXIT.broken);
  });
});
