// node scripts/tool.mjs NAME [ARGUMENT…]: a command of package.json; tools/main.ts has them all.
import { bootstrap } from './bootstrap.mjs';

bootstrap();
const { runTool } = await import('../build/tools/main.js');
const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await runTool(name, args);
