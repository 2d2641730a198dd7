import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inPackage } from '#dist/package/root.js';
import { guestArgv } from '../guest/guest-argv.js';
import { note } from '../process/note.js';
import { output } from '../process/run.js';
import { readBoardRun } from './board-run.js';

const CLI = inPackage('dist/cli/afalg-stress.js');
const DECODE = ['20000b0f', '40000104', '30000006'];
const LISTINGS = 'test/fixtures/caam';

/** What the board must print, and plan, as this machine does. */
export interface Reference {
  readonly outputs: string;
  readonly decode: string;
  /** By the name of the listing. */
  readonly disasm: ReadonlyMap<string, string>;
  readonly planDigest: string;
}

/** @param directory for what it leaves behind */
export function referenceHere(directory: string): Reference {
  note('the same on x86, in the uml guest');
  const node = process.execPath;
  const results = join(directory, 'x86');
  mkdirSync(results);
  const [program, ...args] = guestArgv([node, 'build/test/board/outputs.js']);
  const outputs = output(program, args);
  const settings = ['--seed', '0x5eed', '--ops', '100', '--guest', 'uml', '--quiet', '--results', results];
  output(node, [CLI, 'run', ...settings]);
  const listings = readdirSync(inPackage(LISTINGS)).filter((name) => name.endsWith('.txt'));
  const disasm = listings.map(
    (name) => [basename(name, '.txt'), output(node, [CLI, 'disasm', `${LISTINGS}/${name}`])] as const,
  );
  return {
    outputs,
    decode: output(node, [CLI, 'decode', ...DECODE]),
    disasm: new Map(disasm),
    planDigest: readBoardRun(results)?.planDigest ?? '',
  };
}
