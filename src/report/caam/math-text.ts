import type { MathCommand, MathImmediateCommand } from '../../caam/descriptor/command/math.js';
import { bytesText, flags, listed } from '../phrases.js';

const OPERATORS: Readonly<Record<string, string>> = {
  add: '+',
  addc: '+ carry +',
  sub: '-',
  subb: '- borrow -',
  or: '|',
  and: '&',
  xor: '^',
  lshift: '<<',
  rshift: '>>',
};

/** The operands of a MATH as an assignment: `varseqoutlen = seqinlen + math0`. */
export function mathText(command: MathCommand): string {
  const { src0, src1, immValue, immValue1 } = command;
  const left = operand(src0, immValue);
  const right = operand(src1, src0 === 'imm' ? immValue1 : immValue);
  return listed(
    assignment(command.dest, command.fn, left, right),
    bytesText(command.length >= 8 ? 8 : command.length),
    ...flags({ IFB: command.ifb, 'flags not updated': command.nfu, stall: command.stl }),
  );
}

export function mathImmediateText(command: MathImmediateCommand): string {
  const imm = `0x${command.imm.toString(16)}`;
  const [left, right] = command.ssel ? [imm, command.src] : [command.src, imm];
  return listed(
    assignment(command.dest, command.fn, left, right),
    bytesText(command.length),
    ...flags({ 'flags not updated': command.nfu }),
  );
}

function operand(source: string, value: string | undefined): string {
  return source === 'imm' ? (value ?? 'imm') : source;
}

function assignment(dest: string, fn: string, left: string, right: string): string {
  const operator = OPERATORS[fn];
  return `${dest} = ${operator === undefined ? `${fn}(${left}, ${right})` : `${left} ${operator} ${right}`}`;
}
