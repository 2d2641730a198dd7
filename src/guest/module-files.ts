import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { GuestModule } from '../options/guest-module.js';
import type { GuestKind } from '../options/table/guest-kinds.js';
import { UsageError } from '../options/usage-error.js';
import { CommandError, EXIT } from '../results/exit-code.js';
import { inPackage } from '../package/root.js';
import type { ModuleFile } from './guest-command.js';

/** Where `npm run vce:build` leaves the virtual crypto engine, a directory per kernel release. */
const VCE_DIRECTORY = inPackage('build/vce');

/**
 * The files of the modules that a guest is to load. Throws UsageError when one cannot be read, CommandError when vce is not built.
 *
 * @param release of the guest's kernel
 * @param guest for the advice: the kind of guest as `--guest` has it
 */
export function moduleFiles(modules: readonly GuestModule[], release: string, guest: GuestKind): readonly ModuleFile[] {
  return modules.map(({ module, parameters }) => {
    const isVce = module === 'vce';
    const path = isVce ? resolve(VCE_DIRECTORY, release, 'vce.ko') : resolve(module);
    try {
      accessSync(path, constants.R_OK);
    } catch {
      const cause = `cannot read ${path} (--guest-module ${module})`;
      if (!isVce) throw new UsageError(`${cause}: give the path of a .ko file`);
      const kernel = guest === 'qemu' ? ` --kernel ${release}` : '';
      throw new CommandError(EXIT.broken, `${cause}: build it: npm run vce:build -- --guest ${guest}${kernel}`);
    }
    return { path, parameters };
  });
}
