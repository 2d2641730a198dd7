/** What an error code says. */
export interface ErrorText {
  readonly meaning: string;
  /** Its usual cause. */
  readonly cause?: string;
  /** How Linux's sentence for it begins, in lower case, to compare a log line with (caam/error.c). */
  readonly printed: string;
}
