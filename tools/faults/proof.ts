/** What is proven, and what with. */
export interface Proof {
  /** The path of vce.ko. */
  readonly module: string;
  /** The file to which the rows of the table are added. */
  readonly rows: string;
  /** Seconds without progress that are a hang. */
  readonly stallSeconds: number;
  /** Patterns of test names; none for all. */
  readonly names: readonly string[];
}

/** The tests' environment; `rows` and `module` as they are called where the tests run. */
export function proofEnvironment(proof: Omit<Proof, 'names'>): Readonly<Record<string, string>> {
  return {
    AFALG_VCE_MODULE: proof.module,
    AFALG_FAULT_ROWS: proof.rows,
    AFALG_FAULT_STALL_SECONDS: String(proof.stallSeconds),
  };
}

/** For `node --test`. */
export function namePatterns(names: readonly string[]): readonly string[] {
  return names.map((name) => `--test-name-pattern=${name}`);
}
