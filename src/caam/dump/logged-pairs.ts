import type { CaamObject, DescriptorObject } from './caam-object.js';
import { sharedOfJobs } from './cross-checks.js';
import type { DescriptorPair } from '../descriptor/command-at-index.js';

/** Where a log shows the descriptors that a line of it may be about. */
export type LoggedPlace =
  /** The last job before the line: the driver dumps when it submits. */
  | 'job before'
  /** The first job after it: somebody dumps when it is completed. */
  | 'job behind'
  /** No job, but the last shared descriptor before the line. */
  | 'shared before';

export interface LoggedPair extends DescriptorPair {
  readonly place: LoggedPlace;
}

/**
 * The descriptors that a log shows around its lines: a job and the shared descriptor that fits it. The ring runs several
 * jobs at once, so that they may not be those that failed.
 */
export class LoggedPairs {
  readonly #jobs: readonly DescriptorObject[];
  readonly #shared: readonly DescriptorObject[];
  readonly #sharedOf: ReadonlyMap<CaamObject, DescriptorObject>;

  /** @param objects in the order of their lines */
  constructor(objects: readonly CaamObject[]) {
    const whole = objects.filter((object): object is DescriptorObject => object.kind !== 'sgt' && isWhole(object));
    this.#jobs = whole.filter(({ kind }) => kind === 'job');
    this.#shared = whole.filter(({ kind }) => kind === 'shared');
    this.#sharedOf = sharedOfJobs(whole);
  }

  /** undefined where the log shows none. */
  near(line: number): LoggedPair | undefined {
    const at = countBefore(this.#jobs, line);
    const earlier = this.#jobs[at - 1];
    const job = earlier ?? this.#jobs.find((object) => object.line > line);
    if (job !== undefined) {
      const shared = this.#sharedOf.get(job);
      const place = earlier === undefined ? 'job behind' : 'job before';
      return { job: job.disassembly, ...(shared === undefined ? {} : { shared: shared.disassembly }), place };
    }
    const shared = this.#shared[countBefore(this.#shared, line) - 1];
    return shared === undefined ? undefined : { shared: shared.disassembly, place: 'shared before' };
  }
}

/** How many objects stand before a line. */
function countBefore(objects: readonly DescriptorObject[], line: number): number {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((objects[middle]?.line ?? Infinity) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Not cut off: rows of a log get lost. */
function isWhole({ disassembly: { instructions, words, roles } }: DescriptorObject): boolean {
  const [header] = instructions;
  if (roles.includes('lost')) return false;
  const isHeader = header?.op === 'JOB_HEADER' || header?.op === 'SHARED_HEADER';
  return isHeader && header.descLength === words.length;
}
