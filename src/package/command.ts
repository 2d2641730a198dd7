import { existsSync } from 'node:fs';
import { inPackage } from './root.js';

/**
 * How this program is called, for texts that are to be copied. The package for boards brings a command of its own; a
 * checkout has it in node_modules/.bin, which npx knows.
 */
export const COMMAND: string = existsSync(inPackage('bin/afalg-stress')) ? 'afalg-stress' : 'npx afalg-stress';
