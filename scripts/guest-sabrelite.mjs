// npm run guest:sabrelite: makes the imx6q board ready for --guest sabrelite, and prints where it is. What it downloads
// is kept below ~/.cache/afalg-stress.
import { script } from './lib/run.mjs';
import { prepareSabrelite } from './lib/sabrelite-files.mjs';

await script(() => {
  process.stdout.write(`${prepareSabrelite().directory}\n`);
});
