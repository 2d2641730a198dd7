/** Rows of the kernel log in which the CAAM's driver dumps descriptors and scatter tables, around an alarm. */
export interface LoggedDumps {
  /** As in kmsg.log; the line of the alarm is among them. */
  readonly lines: readonly string[];
  /** The alarm's index in `lines`. */
  readonly alarm: number;
  /** Rows before these were forgotten: the first may be the rest of a dump. */
  readonly isCut: boolean;
}

/** What the dumps say, keys redacted. */
export interface DescribedDumps extends LoggedDescriptors {
  /** Every descriptor and table, for people. */
  readonly listing: string;
  /** The same for programs: a JSON document. */
  readonly objects: string;
}

/** What a finding keeps of them beside its files. */
export interface LoggedDescriptors {
  /** Descriptors and tables listed. */
  readonly count: number;
  /** Which command failed, with its descriptors; empty when the alarm has no status with an index. */
  readonly command: readonly string[];
}

/** Puts dumps into words. Settles late: what it needs is loaded for the first one only. */
export type DescribeDumps = (dumps: LoggedDumps) => Promise<DescribedDumps>;

/** The files in the directory of a finding. */
export const DESCRIPTOR_FILES = { listing: 'caam.txt', objects: 'caam.json' } as const;
