import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT } from '#dist/results/exit-code.js';
import { ToolError } from './tool-error.js';

/** What node:util reads of `config.args`. Throws ToolError (usage) that shows the usage when they do not fit. */
export function toolOptions<const Config extends ParseArgsConfig & { readonly args: readonly string[] }>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (thrown) {
    throw usageError(thrown instanceof Error ? `${thrown.message}\n${usage}` : usage);
  }
}

export function usageError(message: string): ToolError {
  return new ToolError(message, EXIT.usage);
}
