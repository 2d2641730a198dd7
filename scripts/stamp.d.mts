/**
 * Does a step unless it was done already with the same inputs.
 *
 * @param name of the step, and of its stamp below build/
 * @param inputs files and directories of the project
 * @param outputs that must exist for the step to count as done
 * @param root of the project; this one if not given
 */
export function unlessDone(
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  step: () => void,
  root?: string,
): void;
