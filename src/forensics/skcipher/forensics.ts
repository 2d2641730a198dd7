import type { FamilyForensics } from '../family-forensics.js';
import { diagnose } from './diagnose.js';
import { Tapes } from './tapes.js';

export const SKCIPHER_FORENSICS: FamilyForensics<'skcipher'> = {
  examiner: (workload) => {
    const tapes = new Tapes(workload);
    return { diagnose: (operation, others) => diagnose(operation, others, tapes) };
  },
};
