import { CommandError } from '#dist/results/exit-code.js';
import { ToolError } from './process/tool-error.js';
import { usageError } from './process/tool-options.js';
import type { Tool } from './process/tool.js';

/** The commands, by their names in package.json. Each is loaded when it is asked for. */
const TOOLS: Readonly<Record<string, () => Promise<Tool>>> = {
  start: async () => (await import('./start/start.js')).start,
  demo: async () => (await import('./start/demo.js')).demo,
  build: async () => (await import('./build/build.js')).build,
  prebuilds: async () => (await import('./build/prebuilds.js')).prebuilds,
  'vce:build': async () => (await import('./module/vce-build.js')).vceBuild,
  'pack:board': async () => (await import('./board/pack-board.js')).packBoardAndTry,
  'guest:qemu': async () => (await import('./guest/guest-qemu.js')).guestQemu,
  'guest:sabrelite': async () => (await import('./guest/guest-sabrelite.js')).guestSabrelite,
  'in-guest': async () => (await import('./guest/in-guest.js')).inGuest,
  test: async () => (await import('./test/test.js')).test,
  'test:vce': async () => (await import('./test/test-vce.js')).testVce,
  'test:faults': async () => (await import('./faults/test-faults.js')).testFaults,
  'test:board': async () => (await import('./board-test/test-board.js')).testBoard,
  'test:lava': async () => (await import('./farm/test-lava.js')).testLava,
  bench: async () => (await import('./bench/bench.js')).bench,
  lint: async () => (await import('./lint/lint.js')).lint,
  docs: async () => (await import('./docs/docs.js')).docs,
};

export const TOOL_NAMES: readonly string[] = Object.keys(TOOLS);

/** Runs a command; returns the exit code. What goes wrong as it may is one line on stderr. */
export async function runTool(name: string, args: readonly string[]): Promise<number> {
  try {
    const load = TOOLS[name];
    if (load === undefined) throw usageError(`no tool is called '${name}': one of ${TOOL_NAMES.join(', ')}`);
    const tool = await load();
    return await tool(args);
  } catch (thrown) {
    if (!(thrown instanceof ToolError || thrown instanceof CommandError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    return thrown instanceof ToolError ? thrown.code : thrown.exitCode;
  }
}
