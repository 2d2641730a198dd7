import { ExchangePlan } from '../exchange-plan.js';
import type { FamilyPlan } from '../family-plan.js';
import { fewerPaths } from '../fewer-paths.js';
import { hashOf } from './algorithms.js';
import { HashDraw } from './draw.js';
import { drawBurst } from './draw-burst.js';
import { HashExchange, LONGEST_EXCHANGE } from './exchange.js';
import { HASH_FORMATS } from './formats.js';
import { canonicalFields, hashMessages, memoryOf } from './workload.js';

export const HASH_PLAN: FamilyPlan<'hash'> = {
  formats: HASH_FORMATS,
  canonical: canonicalFields,
  drawBurst,
  memory: memoryOf,
  keySize: (workload) => drawBurst(workload, 0, 0).key.length,
  ivSize: () => 0,
  longestExchange: () => LONGEST_EXCHANGE,
  open: (workload, burst, sliceLength) => {
    const messages = hashMessages(workload, burst);
    const draw = new HashDraw(workload, messages);
    const exchange = new HashExchange(workload, messages);
    return new ExchangePlan<'hash'>(workload.seed, burst, sliceLength, {
      draw: (words) => draw.operation(words),
      exchange: (operation, writer) => {
        exchange.write(operation, writer);
      },
      longest: LONGEST_EXCHANGE,
    });
  },
  describe: ({ length, path, parts }) => {
    const bytes = `digest of ${String(length)} bytes`;
    switch (path) {
      case 'streamed':
        return `${bytes} in ${String(parts.length)} parts`;
      case 'cloned':
        return `${bytes}, cloned after ${String(parts[0] ?? 0)}`;
      case 'twice':
        return `${bytes}, and another of none`;
      default:
        return bytes;
    }
  },
  simplifications: ({ mix }) => [fewerPaths(mix)],
  lengthsUpTo: ({ hash }, longest) => {
    const { block } = hashOf(hash);
    return Array.from({ length: Math.floor(longest / block) + 1 }, (_, index) => (longest % block) + index * block);
  },
};
