import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What tools/board-test/test-job.sh left behind. */
export class JobOutput {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The path of a file or directory in it. */
  join(name: string): string {
    return join(this.#directory, name);
  }

  /** Of a file; '' when it is not there. */
  text(name: string): string {
    const path = this.join(name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** The exit code of a step; NaN when it did not end. */
  code(step: string): number {
    return Number.parseInt(this.text(`${step}.end`), 10);
  }

  /** Of a test file by its name (`unit/plan/seed`). */
  suite(name: string): Suite {
    const printed = this.text(`test-${name.replaceAll('/', '-')}.stdout`);
    return { name, passed: count(printed, 'pass'), failed: count(printed, 'fail') };
  }
}

/** How the tests of one file ended; -1 where it does not say. */
export interface Suite {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

function count(tap: string, what: 'pass' | 'fail'): number {
  return Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? -1);
}
