/** Where a command is. */
export interface Located {
  /** Words from the start of its descriptor. */
  readonly index: number;
  /** Its first word, eight hexadecimal digits. */
  readonly word: string;
  /** Words it takes, the first included. */
  readonly size: number;
}

/** The first word of a command, and where it is. */
export interface CommandWord {
  readonly index: number;
  readonly word: number;
}
