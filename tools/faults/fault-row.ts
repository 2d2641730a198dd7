import type { Codec } from '#dist/codec/codec.js';
import { nullable, object } from '#dist/codec/structures.js';
import { count, text } from '#dist/codec/values.js';
import { parseJsonLines } from '../process/parse-json.js';

/** One line of the fault matrix: what was injected, and what was found. test/faults writes them. */
export interface FaultRow {
  readonly fault: string;
  readonly mix: string;
  readonly operations: number;
  /** By the engine's own count. */
  readonly injected: number;
  /** Of these, how many could show in this mix. */
  readonly visible: number;
  readonly found: number;
  readonly verdict: string;
  readonly note: string;
  /** What forensics made of the findings; null for a fault without wrong bytes. */
  readonly diagnosed: Diagnosed | null;
}

export interface Diagnosed {
  /** The right answer. */
  readonly kind: string;
  readonly examined: number;
  /** Findings whose first hypothesis is the right one. */
  readonly right: number;
  /** Findings with a wrong hypothesis that is called certain. */
  readonly wronglyCertain: number;
}

const ROW: Codec<FaultRow> = object<FaultRow>({
  ...{ fault: text, mix: text, operations: count, injected: count, visible: count, found: count },
  ...{ verdict: text, note: text },
  diagnosed: nullable(object<Diagnosed>({ kind: text, examined: count, right: count, wronglyCertain: count })),
});

/** @param rows a FaultRow as JSON in each line */
export function readFaultRows(rows: string): readonly FaultRow[] {
  return parseJsonLines(rows, 'the rows of the fault matrix', ROW);
}
