/**
 * Imported before everything else. This process waits, reads messages and writes files: compiled code and a large young
 * generation would cost it 10 MB on boards that have little, and gain nothing. The host process keeps V8's defaults.
 */
import { setFlagsFromString } from 'node:v8';

for (const flag of ['--no-opt', '--no-sparkplug', '--optimize-for-size', '--semi-space-growth-factor=1']) {
  setFlagsFromString(flag);
}
