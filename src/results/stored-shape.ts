import { CIPHER_MODES } from '../plan/skcipher/cipher.js';
import type { RunShape } from '../options/run-shape.js';
import { parseSeed } from '../plan/seed.js';
import { RECEIVE_PLACES, VARIED, type Workload } from '../plan/workload.js';
import { DIRECTIONS } from '../plan/skcipher/workload.js';
import { CommandError, EXIT } from './exit-code.js';
import type { JsonDocument } from './json-document.js';

/**
 * What a run did to the kernel, from `settings` of its run.json.
 *
 * @throws CommandError (broken) when a field is missing or cannot be
 */
export function runShapeIn(settings: JsonDocument): RunShape {
  return {
    algorithm: settings.text('algorithm'),
    workload: workloadIn(settings.object('workload')),
    workers: settings.number('workers'),
    activeMilliseconds: settings.number('activeMilliseconds'),
    pauseMilliseconds: settings.number('pauseMilliseconds'),
    stallMilliseconds: settings.number('stallMilliseconds'),
    stressNg: settings.optionalText('stressNg'),
    requireDriver: settings.optionalText('requireDriver'),
  };
}

function workloadIn(document: JsonDocument): Workload {
  const seed = parseSeed(document.text('seed'));
  if (seed === undefined)
    throw new CommandError(EXIT.broken, `run.json is damaged: '${document.text('seed')}' is no seed`);
  return {
    seed,
    family: 'skcipher',
    mode: document.choice('mode', CIPHER_MODES),
    keySize: document.number('keySize'),
    minLength: document.number('minLength'),
    maxLength: document.number('maxLength'),
    vary: document.choice('vary', VARIED),
    direction: document.choice('direction', DIRECTIONS),
    chunks: document.number('chunks'),
    // Runs before there was the option received anywhere.
    receiveAt: document.has('receiveAt') ? document.choice('receiveAt', RECEIVE_PLACES) : 'any',
  };
}
