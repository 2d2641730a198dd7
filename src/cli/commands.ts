import type { CommandName } from '../options/command-table.js';
import type { CommandFunction } from './invocation.js';

/**
 * The function of each command, loaded when it is asked for: a run watches a board that has little memory, and needs
 * none of the others.
 */
export const COMMAND_FUNCTIONS: Readonly<Record<CommandName, () => Promise<CommandFunction>>> = {
  run: async () => (await import('./commands/run-command.js')).runCommand,
  replay: async () => (await import('./commands/replay-command.js')).replayCommand,
  minimise: async () => (await import('./commands/minimise-command.js')).minimiseCommand,
  probe: async () => (await import('./commands/probe-command.js')).probeCommand,
  bench: async () => (await import('./commands/bench-command.js')).benchCommand,
  scan: async () => (await import('./commands/scan-command.js')).scanCommand,
  decode: async () => (await import('./commands/decode-command.js')).decodeCommand,
  disasm: async () => (await import('./commands/disasm-command.js')).disasmCommand,
  history: async () => (await import('./commands/history-command.js')).historyCommand,
  compare: async () => (await import('./commands/compare-command.js')).compareCommand,
};
