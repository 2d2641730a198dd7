import type { OperationCommand } from '../../caam/descriptor/operation/operation.js';
import { protocolInfoText } from '../../caam/descriptor/operation/protocol-info.js';
import { listed, flags } from '../phrases.js';

const DIRECTIONS: Readonly<Record<string, string>> = {
  uni_protocol: 'protocol',
  decap_protocol: 'decapsulate',
  encap_protocol: 'encapsulate',
};

/** The operands of an OPERATION. */
export function operationText(command: OperationCommand): string {
  if ('aai' in command) {
    return listed(
      `class ${command.optype.slice(-1)}`,
      `${command.alg} ${command.mode}`,
      command.as,
      command.encrypt ? 'encrypt' : 'decrypt',
      ...flags({ 'decryption key given': command.dk === true, 'check ICV': command.icv }),
      `AAI 0x${command.aai.toString(16)}`,
    );
  }
  if ('stateHandle' in command) {
    return listed(
      'class 1',
      `rng ${command.as} state handle ${String(command.stateHandle)}`,
      ...flags({
        'prediction resistance': command.pr,
        'secure keys': command.sk,
        'additional input': command.ai,
        'personalization string': command.ps,
        'odd byte parity': command.obp,
        'no zero bytes': command.nzb,
        test: command.tst,
      }),
    );
  }
  if ('function' in command) return pkhaText(command);
  if ('protocol' in command) return protocolText(command);
  return `reserved optype ${command.optype}`;
}

function pkhaText(command: Extract<OperationCommand, { function: string }>): string {
  const name = `pkha ${command.function}`;
  if ('clearA' in command) {
    const cleared = flags({ A: command.clearA, B: command.clearB, E: command.clearE, N: command.clearN });
    return `${name} ${cleared.join(' ')}`.trimEnd();
  }
  if ('sourceSegment' in command) {
    const { source, sourceSegment, dest, destSegment } = command;
    return `${name} ${source}${String(sourceSegment)} to ${dest}${String(destSegment)}`;
  }
  return listed(
    `${name} to ${command.outSel}`,
    ...flags({
      'Montgomery in': command.inMont,
      'Montgomery out': command.outMont,
      F2M: command.f2m,
      'R2 given': command.r2,
      projective: command.projective,
      'time equalized': command.timeEq,
    }),
  );
}

function protocolText(command: Extract<OperationCommand, { protocol: string }>): string {
  const info = protocolInfoText(command.protocol, command.protInfo);
  const name = `${DIRECTIONS[command.optype] ?? ''} ${command.protocol}`;
  if ('dkpDest' in command) {
    const pointer = command.pointer === undefined ? '' : ` at ${command.pointer}`;
    return listed(
      name,
      `key of ${String(command.keyLength)} bytes from ${command.dkpSource}${pointer} to ${command.dkpDest}`,
    );
  }
  return listed(name, ...(info === '' ? [] : [info]), `PROTINFO 0x${command.protInfo}`);
}
