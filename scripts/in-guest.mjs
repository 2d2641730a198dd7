// Runs any command in a guest: node scripts/in-guest.mjs [--guest uml|qemu|sabrelite] [--guest-kernel 6.1] [--writable DIRECTORY]…
// -- PROGRAM [ARGUMENT…]. Output, Ctrl-C and the exit code pass through. Needs `npm run build`, for qemu
// `npm run guest:qemu`, and for sabrelite `npm run guest:sabrelite` and `npm run pack:board`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { passedOn } from '../dist/guest/guest-command.js';
import { runInGuest } from '../dist/guest/run-in-guest.js';
import { GUEST_KINDS } from '../dist/options/table/guest-options.js';
import { CommandError } from '../dist/results/exit-code.js';

const USAGE =
  'usage: node scripts/in-guest.mjs [--guest uml|qemu|sabrelite] [--guest-kernel 6.1] [--writable DIRECTORY]… -- PROGRAM [ARGUMENT…]';

function options() {
  const separator = process.argv.indexOf('--');
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2, separator < 0 ? undefined : separator),
      options: {
        guest: { type: 'string', default: 'uml' },
        'guest-kernel': { type: 'string', default: '6.1' },
        writable: { type: 'string', multiple: true, default: [] },
      },
    });
    const kind = GUEST_KINDS.find((known) => known === values.guest);
    const argv = separator < 0 ? [] : process.argv.slice(separator + 1);
    if (argv.length > 0 && kind !== undefined) return { ...values, kind, argv };
  } catch {
    // What it takes is one line.
  }
  process.stderr.write(`${USAGE}\n`);
  return process.exit(64);
}

const { kind, 'guest-kernel': kernel, writable, argv } = options();
try {
  process.exitCode = await runInGuest(
    { kind, kernel, modules: [] },
    {
      argv,
      directory: process.cwd(),
      environment: passedOn(process.env),
      writable: writable.map((name) => resolve(name)),
      reads: [],
    },
    { stdout: process.stdout, stderr: process.stderr },
    (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, listener);
    },
  );
} catch (thrown) {
  if (!(thrown instanceof CommandError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = thrown.exitCode;
}
