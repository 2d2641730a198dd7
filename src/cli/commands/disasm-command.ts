import type { CaamObject } from '../../caam/dump/caam-object.js';
import { decodeLog } from '../../caam/status/decode-log.js';
import { eraNotes } from '../../caam/descriptor/era-checks.js';
import { OptionValues } from '../../options/option-values.js';
import { objectsJson } from '../../report/caam/disassembly-json.js';
import { objectsText } from '../../report/caam/disassembly-text.js';
import { EXIT, type ExitCode } from '../../results/exit-code.js';
import { print } from '../output.js';
import type { Invocation } from '../invocation.js';
import { objectChoice } from './caam-choices.js';
import { readObjects } from './caam-input.js';

/** `afalg-stress disasm`, from option texts to exit code. */
export async function disasmCommand({ positionals: [path = '-'], texts }: Invocation): Promise<ExitCode> {
  const values = new OptionValues(texts);
  const choice = objectChoice(values);
  const givenEra = values.optionalCount('era');
  const { objects, lines } = await readObjects(path, choice);
  const era = givenEra ?? eraInLog(lines);
  const noted = era === undefined ? objects : objects.map((object) => withEraNotes(object, era));
  const showKeys = values.flag('show-keys');
  print(
    values.flag('json')
      ? `${JSON.stringify(objectsJson(noted, showKeys), null, 2)}\n`
      : objectsText(noted, { showKeys }),
  );
  return EXIT.passed;
}

/** The driver prints the era when it probes. */
function eraInLog(lines: readonly string[]): number | undefined {
  const device = decodeLog(lines).find(({ record }) => record.kind === 'device');
  return device?.record.kind === 'device' ? (device.record.era ?? undefined) : undefined;
}

function withEraNotes(object: CaamObject, era: number): CaamObject {
  if (object.kind === 'sgt') return object;
  return { ...object, notes: [...object.notes, ...eraNotes(object.disassembly.instructions, era)] };
}
