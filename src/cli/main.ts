import './small-footprint.js';
import { AddonError } from '../afalg/native.js';
import { UsageError } from '../options/usage-error.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { parseCommandLine } from './command-line.js';
import { runCommand } from './commands/run-command.js';

async function main(argv: readonly string[]): Promise<number> {
  const command = await parseCommandLine(argv);
  if (command === undefined) return EXIT.passed;
  switch (command.name) {
    case 'run':
      return runCommand(command.texts, argv);
    // The others are loaded only when they are asked for: a run watches a board that has little memory.
    case 'replay': {
      const { replayCommand } = await import('./commands/replay-command.js');
      return replayCommand(command.positionals[0] ?? '', command.texts, argv);
    }
    case 'minimise': {
      const { minimiseCommand } = await import('./commands/minimise-command.js');
      return minimiseCommand(command.positionals[0] ?? '', command.texts, argv);
    }
    case 'decode': {
      const { decodeCommand } = await import('./commands/decode-command.js');
      return decodeCommand(command.positionals, command.texts);
    }
    case 'disasm': {
      const { disasmCommand } = await import('./commands/disasm-command.js');
      return disasmCommand(command.positionals[0] ?? '-', command.texts);
    }
    case 'history': {
      const { historyCommand } = await import('./commands/history-command.js');
      return historyCommand(command.positionals, command.texts);
    }
    case 'compare': {
      const { compareCommand } = await import('./commands/compare-command.js');
      return compareCommand(command.positionals, command.texts);
    }
    case 'probe': {
      const { probeCommand } = await import('./commands/probe-command.js');
      return probeCommand(command, argv);
    }
    case 'bench': {
      const { benchCommand } = await import('./commands/bench-command.js');
      return benchCommand(command, argv);
    }
  }
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
