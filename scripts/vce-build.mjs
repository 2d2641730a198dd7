// npm run vce:build -- --guest uml|sabrelite|qemu [--kernel 5.10|6.1|6.12|RELEASE]: builds the virtual crypto engine for a
// guest's kernel and prints the path of the module. What it downloads is kept below ~/.cache/afalg-stress.
import { parseArgs } from 'node:util';
import { script, ScriptError } from './lib/run.mjs';
import { buildVce } from './lib/vce.mjs';

const USAGE =
  'usage: npm run vce:build -- --guest uml | --guest sabrelite | --guest qemu [--kernel 5.10|6.1|6.12|RELEASE]';

function options() {
  try {
    return parseArgs({ options: { guest: { type: 'string' }, kernel: { type: 'string' } } }).values;
  } catch (thrown) {
    throw new ScriptError(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}`, 64);
  }
}

await script(() => {
  const { guest, kernel } = options();
  if (guest !== 'uml' && guest !== 'qemu' && guest !== 'sabrelite') throw new ScriptError(USAGE, 64);
  if (guest !== 'qemu' && kernel !== undefined) {
    throw new ScriptError('--kernel is for --guest qemu: the other guests have one kernel each', 64);
  }
  process.stdout.write(`${buildVce(guest, kernel).module}\n`);
});
