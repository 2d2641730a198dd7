import type { JumpCommand } from '../../caam/descriptor/command/jump.js';
import { listed } from '../phrases.js';

const TESTS: Readonly<Record<string, string>> = {
  all: 'all of',
  inv_all: 'none of',
  any: 'any of',
  inv_any: 'not all of',
};
const CLASSES = ['', 'class 1 done', 'class 2 done', 'class 1 and 2 done'] as const;

/** The operands of a JUMP: where it goes, and when. */
export function jumpText(command: JumpCommand): string {
  const { conditions, test, cls, counter } = command;
  const names = conditions.map((name) => name.toUpperCase()).join(' ');
  const tested =
    conditions.length === 1 && (test === 'all' || test === 'any') ? names : `${TESTS[test] ?? test} ${names}`;
  // Without conditions all of them hold; any of them does not.
  const never = conditions.length === 0 && (test === 'any' || test === 'inv_any') ? 'never' : '';
  const isWait = command.type === 'local' && command.offset === 1 && (conditions.length > 0 || cls !== 0);
  return listed(
    isWait ? `to ${String(command.target)}, the next command` : destination(command),
    ...(counter === undefined ? [] : [`${command.type === 'local_inc' ? 'increment' : 'decrement'} ${counter}`]),
    ...(cls === 0 ? [] : [`after ${CLASSES[cls] ?? ''}`]),
    ...(conditions.length === 0 ? [never] : [`${isWait ? 'wait for' : 'if'} ${tested}`]),
  );
}

function destination({ type, target, pointer, userStatus }: JumpCommand): string {
  switch (type) {
    case 'local':
    case 'local_inc':
    case 'local_dec':
      return `to ${String(target)}`;
    case 'gosub':
      return `gosub ${String(target)}`;
    case 'non_local':
      return `to the descriptor at ${pointer ?? '?'}`;
    case 'return':
      return 'return';
    case 'halt':
      return 'halt';
    case 'halt_user':
      return `halt with user status 0x${(userStatus ?? 0).toString(16).padStart(2, '0')}`;
    default:
      return `type ${type}`;
  }
}
