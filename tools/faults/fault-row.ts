import type { JsonDocument } from '#dist/results/json-document.js';
import { jsonLines } from '../process/json-lines.js';

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

/** @param text a FaultRow as JSON in each line */
export function readFaultRows(text: string): readonly FaultRow[] {
  return jsonLines(text, 'the rows of the fault matrix').map(faultRowIn);
}

function faultRowIn(row: JsonDocument): FaultRow {
  return {
    fault: row.text('fault'),
    mix: row.text('mix'),
    operations: row.number('operations'),
    injected: row.number('injected'),
    visible: row.number('visible'),
    found: row.number('found'),
    verdict: row.text('verdict'),
    note: row.text('note'),
    diagnosed: row.value('diagnosed') === null ? null : diagnosedIn(row.object('diagnosed')),
  };
}

function diagnosedIn(row: JsonDocument): Diagnosed {
  return {
    kind: row.text('kind'),
    examined: row.number('examined'),
    right: row.number('right'),
    wronglyCertain: row.number('wronglyCertain'),
  };
}
