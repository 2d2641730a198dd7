import { resolve } from 'node:path';
import { passedOn } from '#dist/guest/guest-command.js';
import { onSignals } from '#dist/cli/interrupt.js';
import { GUESTS } from '#dist/guest/guests.js';
import { DEFAULT_KERNEL } from '../kernel/kernel-series.js';
import { toolOptions, usageError } from '../process/tool-options.js';
import { exitCodeOf } from './exit-code-of.js';
import { guestKindOf, GUEST_CHOICE } from './guest-kind.js';

/** A test may keep its guest busy for longer than a request may take. */
const STALL_MILLISECONDS = 120_000;
const USAGE = `usage: node scripts/in-guest.mjs [--guest ${GUEST_CHOICE}] [--guest-kernel ${DEFAULT_KERNEL}] [--writable DIRECTORY]… -- PROGRAM [ARGUMENT…]`;

/**
 * `node scripts/in-guest.mjs`: runs any command in a guest. Output, Ctrl-C and the exit code pass through. Needs
 * `npm run build`, for qemu `npm run guest:qemu`, and for sabrelite `npm run guest:sabrelite` and `npm run pack:board`.
 */
export async function inGuest(args: readonly string[]): Promise<number> {
  const separator = args.indexOf('--');
  const argv = separator < 0 ? [] : args.slice(separator + 1);
  const { values } = toolOptions(
    {
      args: args.slice(0, separator < 0 ? undefined : separator),
      options: {
        guest: { type: 'string', default: 'uml' },
        'guest-kernel': { type: 'string', default: DEFAULT_KERNEL },
        writable: { type: 'string', multiple: true, default: [] },
      },
    },
    USAGE,
  );
  const kind = guestKindOf(values.guest);
  if (argv.length === 0 || kind === undefined) throw usageError(USAGE);
  const ending = await GUESTS[kind].run(
    { kind, kernel: values['guest-kernel'], modules: [] },
    {
      argv,
      directory: process.cwd(),
      environment: passedOn(process.env),
      writable: values.writable.map((name) => resolve(name)),
      reads: [],
      stallMilliseconds: STALL_MILLISECONDS,
    },
    { stdout: process.stdout, stderr: process.stderr },
    onSignals,
  );
  return exitCodeOf(ending);
}
