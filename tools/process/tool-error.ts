import { EXIT } from '#dist/results/exit-code.js';

/** Ends a tool with one line that names the cause and the remedy, and an exit code: one of EXIT, or a child's. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  readonly code: number;

  constructor(message: string, code: number = EXIT.broken) {
    super(message);
    this.code = code;
  }
}
