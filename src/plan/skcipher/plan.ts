import type { FamilyPlan } from '../family-plan.js';
import { drawBurst } from './draw-burst.js';
import { memoryOf } from './memory.js';
import { SKCIPHER_FORMATS } from './formats.js';
import { describeOperation } from './operation.js';
import { SkcipherBurstPlan } from './operations.js';
import { lengthsUpTo, simplifications } from './simplifications.js';
import { canonicalFields, cipherOf } from './workload.js';

export const SKCIPHER_PLAN: FamilyPlan<'skcipher'> = {
  formats: SKCIPHER_FORMATS,
  canonical: canonicalFields,
  drawBurst,
  memory: memoryOf,
  keySize: ({ keySize }) => keySize,
  ivSize: (workload) => cipherOf(workload).ivSize,
  // One message is sent, and comes back in `chunks` pieces.
  longestExchange: ({ chunks }) => 1 + chunks,
  open: (workload, burst, sliceLength) => new SkcipherBurstPlan(workload, burst, sliceLength),
  describe: describeOperation,
  simplifications,
  lengthsUpTo,
};
