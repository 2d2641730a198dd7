import { CCB_ERRORS, CHA_NAMES } from './ccb-errors.js';
import { DECO_ERRORS } from './deco-errors.js';
import { QUEUE_ERRORS } from './queue-errors.js';
import { decodeStatus, type Status } from './status-word.js';
import { bits } from '../word.js';

/** Whether a number is a status word with an error that the CAAM has: of all 32-bit numbers, one in some 100,000. */
export function isPlausible({ value, code }: Status): boolean {
  if (bits(value, 26, 16) !== 0) return false;
  switch (code.kind) {
    case 'ccb':
      return code.chaId < CHA_NAMES.length && code.errId !== 0 && code.errId in CCB_ERRORS;
    case 'deco':
      return code.errCode !== 0 && code.errCode in DECO_ERRORS;
    case 'queue':
      return bits(value, 15, 8) === 0 && code.errCode !== 0 && code.errCode in QUEUE_ERRORS;
    case 'user':
    case 'other':
      return false;
  }
}

/** The first such word in a text that is said to have one, and nothing of its kind else. */
export function statusInProse(text: string): Status | undefined {
  for (const [digits] of text.matchAll(/(?<![0-9a-z])(?:0x)?[0-9a-f]{8}(?![0-9a-z])/gi)) {
    const status = decodeStatus(parseInt(digits.replace(/^0x/i, ''), 16));
    if (isPlausible(status)) return status;
  }
  return undefined;
}
