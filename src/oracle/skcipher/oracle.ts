import type { FamilyOracle } from '../family-oracle.js';
import { computeDirectly } from './direct.js';
import { fillTape } from './tape.js';

export const SKCIPHER_ORACLE: FamilyOracle<'skcipher'> = {
  fillTape,
  compute: ({ mode }, { direction }, { key, iv, input }) => computeDirectly(mode, direction, key, iv, input),
};
