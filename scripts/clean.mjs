// npm run clean: removes what was built. Results and node_modules stay.
import { rmSync } from 'node:fs';

for (const directory of ['build', 'dist', 'prebuilds']) {
  rmSync(new URL(`../${directory}`, import.meta.url), { recursive: true, force: true });
}
