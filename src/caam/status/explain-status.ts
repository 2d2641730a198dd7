import { CCB_ERRORS, CHA_NAMES, RNG_CHA, RNG_ERRORS } from './ccb-errors.js';
import { DECO_ERRORS } from './deco-errors.js';
import type { ErrorText } from './error-text.js';
import { QUEUE_ERRORS } from './queue-errors.js';
import { hasIndex, type Status } from './status-word.js';
import { hexDigits } from '../word.js';

/** A status word in words. */
export interface Explanation {
  /** `code 0x10`, `AES, error 0xa`. */
  readonly code: string;
  readonly meaning: string;
  readonly cause: string | undefined;
  /** What a system call of AF_ALG ends with: EBADMSG for a failed ICV check, else EINVAL (caam/error.c). */
  readonly errno: 'EBADMSG' | 'EINVAL' | undefined;
}

/** The RNG's own descriptors end in a HALT, whose status is this: they succeeded (caam/ctrl.c, instantiate_rng). */
const RNG_HALTED = 0x7000_0000;

export function explainStatus(status: Status): Explanation {
  const errno = isSuccess(status) ? undefined : isIcvFailure(status) ? 'EBADMSG' : 'EINVAL';
  const { code } = status;
  switch (code.kind) {
    case 'ccb': {
      const error = ccbError(code.chaId, code.errId);
      const cha = chaName(code.chaId);
      const meaning = `${cha === '' ? '' : `${cha}: `}${error?.meaning ?? 'unknown error'}`;
      const name = `${cha === '' ? 'no CHA' : cha}, error 0x${hexDigits(code.errId, 1)}`;
      return { code: name, meaning, cause: ccbCause(error), errno };
    }
    case 'deco': {
      const error = DECO_ERRORS[code.errCode];
      return { ...named(code.errCode), meaning: error?.meaning ?? 'unknown error', cause: error?.cause, errno };
    }
    case 'user':
      return {
        code: `user status 0x${hexDigits(code.errCode, 2)}`,
        meaning: 'a HALT of the descriptor ended it with a status of its author',
        cause: undefined,
        errno,
      };
    case 'queue':
      return {
        ...named(code.errCode),
        meaning: QUEUE_ERRORS[code.errCode] ?? 'unknown error',
        cause: undefined,
        errno,
      };
    case 'other':
      return { ...named(code.errCode), ...otherSource(status), errno };
  }
}

function isSuccess({ value, code }: Status): boolean {
  return value === 0 || value === RNG_HALTED || (code.kind === 'queue' && code.errCode === 0);
}

/** The one error that is the data's fault, not the descriptor's. */
function isIcvFailure({ code }: Status): boolean {
  return code.kind === 'ccb' && code.errId === 0xa;
}

export function chaName(chaId: number): string {
  return CHA_NAMES[chaId] ?? `unknown CHA 0x${hexDigits(chaId, 1)}`;
}

export function ccbError(chaId: number, errId: number): ErrorText | undefined {
  return (chaId === RNG_CHA ? RNG_ERRORS[errId] : undefined) ?? CCB_ERRORS[errId];
}

/** `DECO, index 18, code 0x10`. */
export function statusTitle(status: Status): string {
  const { code } = explainStatus(status);
  const index = hasIndex(status) ? `, ${status.jump ? 'jump target, ' : ''}index ${String(status.descIndex)}` : '';
  return status.value === 0 ? 'no error' : `${status.sourceName}${index}, ${code}`;
}

function ccbCause(error: ErrorText | undefined): string | undefined {
  if (error === undefined || error.printed === 'no error') return undefined;
  const where = 'the index is the command that waited for the CHA, not always the one at fault';
  return error.cause === undefined ? where : `${error.cause}; ${where}`;
}

function named(errCode: number): { readonly code: string } {
  return { code: `code 0x${hexDigits(errCode, 2)}` };
}

function otherSource({ source, value }: Status): Pick<Explanation, 'meaning' | 'cause'> {
  switch (source) {
    case 0:
      return value === 0
        ? { meaning: 'no error', cause: undefined }
        : { meaning: 'no error source, but not zero', cause: 'not a status word, or one that was overwritten' };
    case 6:
      return { meaning: 'the job ring reports an error; Linux does not decode it', cause: undefined };
    case 7:
      return value === RNG_HALTED
        ? { meaning: 'halted by its own HALT command: success of an RNG instantiation', cause: undefined }
        : { meaning: 'halted by a JUMP on a condition; Linux does not decode it', cause: undefined };
    default:
      return { meaning: 'unassigned source: not a status word that the CAAM writes', cause: undefined };
  }
}
