import type { GuestEnding } from '#dist/guest/ending.js';
import { ToolError } from '../process/tool-error.js';

/** Of the command in the guest. Throws ToolError when the guest's kernel died under it. */
export function exitCodeOf(ending: GuestEnding): number {
  if (ending.kind === 'exit') return ending.code;
  const { guest, line, console } = ending.death;
  throw new ToolError([`${guest}: ${line}; its console ends:`, ...console.slice(-20)].join('\n'));
}
