/** One line of the fault matrix: what was injected, and what was found. */
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
