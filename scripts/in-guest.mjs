// Runs any command in the uml guest: node scripts/in-guest.mjs [--writable DIRECTORY]… -- PROGRAM [ARGUMENT…]
// Output, Ctrl-C and the exit code pass through. Needs `npm run build`.
import { resolve } from 'node:path';
import { passedOn } from '../dist/guest/guest-command.js';
import { runInUml } from '../dist/guest/uml.js';
import { CommandError } from '../dist/results/exit-code.js';

const separator = process.argv.indexOf('--');
const options = process.argv.slice(2, separator < 0 ? 2 : separator);
const argv = separator < 0 ? [] : process.argv.slice(separator + 1);
const writable = options.flatMap((option, index) => (options[index - 1] === '--writable' ? [resolve(option)] : []));
if (argv.length === 0) {
  process.stderr.write('usage: node scripts/in-guest.mjs [--writable DIRECTORY]… -- PROGRAM [ARGUMENT…]\n');
  process.exit(64);
}

try {
  process.exitCode = await runInUml(
    { argv, directory: process.cwd(), environment: passedOn(process.env), writable },
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
