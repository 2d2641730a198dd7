import './small-footprint.js';
import { AddonError } from '../afalg/native.js';
import { UsageError } from '../options/usage-error.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { parseCommandLine } from './command-line.js';
import { COMMAND_FUNCTIONS } from './commands.js';

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

// A reader that goes away (`| head`) must not turn a verdict into a crash.
process.stdout.on('error', () => undefined);
let code: number;
try {
  code = await main(process.argv.slice(2));
} catch (thrown) {
  const explained = explain(thrown);
  process.stderr.write(`afalg-stress: ${explained.text}\n`);
  code = explained.code;
}
// Leaves by itself, not when the event loop is empty: a host process stuck in the kernel would keep it for ever. What
// was written to a pipe is handed over first.
process.stdout.write('', () => {
  process.stderr.write('', () => {
    process.exit(code);
  });
});
