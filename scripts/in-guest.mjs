// node scripts/in-guest.mjs -- PROGRAM [ARGUMENT…]: runs it in a guest; tools/guest/in-guest.ts says more. Compiles
// nothing, so that it can run in the midst of tests: needs `npm run build`.
import { runTool } from '../build/tools/main.js';

process.exitCode = await runTool('in-guest', process.argv.slice(2));
