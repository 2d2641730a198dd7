import type { ObjectChoice } from '../../caam/dump/caam-object.js';
import type { OptionValues } from '../../options/option-values.js';
import { UsageError } from '../../options/usage-error.js';

const KINDS = ['job', 'shared', 'sgt'] as const;
const LAYOUTS = ['imx', 'le64', 'be', 'dpaa2'] as const;
const ENDIANS = ['le', 'be'] as const;
const POINTERS = ['1', '2'] as const;
const ORDERS = ['hi_lo', 'lo_hi'] as const;
const ANSWERS = ['yes', 'no'] as const;

/**
 * What the options say of the input.
 *
 * @throws UsageError
 */
export function objectChoice(values: OptionValues): ObjectChoice {
  const kind = values.optionalChoice('kind', KINDS);
  const layout = values.optionalChoice('layout', LAYOUTS);
  const endian = values.optionalChoice('endian', ENDIANS);
  const pointer = values.optionalChoice('ptr', POINTERS);
  const pointerWordOrder = values.optionalChoice('order', ORDERS);
  const swap = values.optionalChoice('swap', ANSWERS);
  if (pointer === '1' && pointerWordOrder !== undefined) {
    throw new UsageError('--order is for pointers of two words, not with --ptr 1');
  }
  if (endian === 'be' && pointerWordOrder === 'lo_hi') {
    throw new UsageError('--order lo_hi is for little endian: a big-endian CAAM has the high word first');
  }
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(layout === undefined ? {} : { layout }),
    ...(endian === undefined ? {} : { endian }),
    ...(pointer === undefined ? {} : { pointerWords: pointer === '1' ? 1 : 2 }),
    ...(pointerWordOrder === undefined ? {} : { pointerWordOrder }),
    ...(swap === undefined ? {} : { swap: swap === 'yes' }),
  };
}
