/** The user asked for something impossible. One line: the option, what is wrong with it, what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
