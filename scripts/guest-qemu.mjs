// npm run guest:qemu [-- --kernel 6.1|6.12|RELEASE]: makes a Debian kernel ready for --guest qemu, and prints where it is.
// What it downloads is kept below ~/.cache/afalg-stress.
import { parseArgs } from 'node:util';
import { prepareQemuKernel } from './lib/qemu-kernel.mjs';
import { script, ScriptError } from './lib/run.mjs';

const USAGE = 'usage: npm run guest:qemu [-- --kernel 5.10|6.1|6.12|RELEASE]';

function options() {
  try {
    return parseArgs({ options: { kernel: { type: 'string', default: '6.1' } } }).values;
  } catch (thrown) {
    throw new ScriptError(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}`, 64);
  }
}

await script(() => {
  process.stdout.write(`${prepareQemuKernel(options().kernel).directory}\n`);
});
