import { formatOperationId } from '../plan/operation-id.js';
import type { DamagedOperation } from './damaged-operation.js';
import { hexdump } from './hexdump.js';
import type { BytesReport, Diagnosis, Hypothesis } from './hypothesis.js';
import { offsetLines } from './offsets.js';

/** A diagnosed operation in lines of ASCII. */
export function reportBytes(operation: DamagedOperation, diagnosis: Diagnosis): BytesReport {
  return {
    hexdump: hexdump(operation),
    offsets: offsetLines(operation),
    hypotheses: [
      `operation ${formatOperationId({ seed: operation.workload.seed, ...operation })}`,
      ...diagnosis.hypotheses.flatMap((hypothesis) => hypothesisLines(hypothesis, diagnosis.differingBytes)),
    ],
  };
}

function hypothesisLines({ confidence, sentence, because, explained }: Hypothesis, of: number): readonly string[] {
  const part = explained === 0 || explained === of ? '' : ` (${String(explained)} of ${String(of)} wrong bytes)`;
  return [`${confidence.padEnd(9)} ${sentence}${part}`, `${' '.repeat(10)}${because}`];
}
