// npm run clean: removes what was built. Results and node_modules stay.
import { rmSync } from 'node:fs';
import { inProject } from './lib/project.mjs';

for (const directory of ['build', 'dist', 'prebuilds']) rmSync(inProject(directory), { recursive: true, force: true });
