import { EXIT } from '#dist/results/exit-code.js';
import { prepareSabrelite } from './sabrelite-guest.js';

/** `npm run guest:sabrelite`: makes the imx6q board ready for --guest sabrelite, and prints where it is. */
export function guestSabrelite(): number {
  process.stdout.write(`${prepareSabrelite().directory}\n`);
  return EXIT.passed;
}
