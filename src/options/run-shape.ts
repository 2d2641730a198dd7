import { formatDuration } from './duration.js';
import { optionsOf, usualOf } from './families.js';
import { specOf, type OptionName, type OptionTexts } from './table/option-table.js';
import { formatSeed } from '../plan/seed.js';
import type { RunSettings } from './settings.js';

/** The settings that decide what a run does to the kernel. */
export type RunShape = Pick<
  RunSettings,
  | 'algorithm'
  | 'workload'
  | 'workers'
  | 'engine'
  | 'activeMilliseconds'
  | 'pauseMilliseconds'
  | 'stallMilliseconds'
  | 'stressNg'
  | 'requireDriver'
>;

/** These settings, and no others. */
export function shapeOf(settings: RunSettings): RunShape {
  const { algorithm, workload, workers, engine, activeMilliseconds, pauseMilliseconds } = settings;
  const { stallMilliseconds, stressNg, requireDriver } = settings;
  return {
    ...{ algorithm, workload, workers, engine, activeMilliseconds, pauseMilliseconds },
    ...{ stallMilliseconds, stressNg, requireDriver },
  };
}

/** As the user would write it on the command line. */
export function textsOf(shape: RunShape): OptionTexts {
  const { workload, stressNg, requireDriver } = shape;
  return {
    algorithm: shape.algorithm,
    'min-length': String(workload.minLength),
    'max-length': String(workload.maxLength),
    vary: workload.vary,
    ...optionsOf(workload).texts(workload),
    'receive-at': workload.receiveAt,
    seed: formatSeed(workload.seed),
    workers: String(shape.workers),
    engine: shape.engine.name,
    depth: String(shape.engine.depth),
    active: formatDuration(shape.activeMilliseconds),
    pause: formatDuration(shape.pauseMilliseconds),
    'stall-timeout': formatDuration(shape.stallMilliseconds),
    ...(stressNg === null ? {} : { 'stress-ng': stressNg }),
    ...(requireDriver === null ? {} : { 'require-driver': requireDriver }),
  };
}

/** Arguments of `afalg-stress run`: nothing that is the default anyway. */
export function argumentsOf(texts: OptionTexts): readonly string[] {
  const names: readonly OptionName[] = [
    ...([
      'algorithm',
      'require-driver',
      'key-size',
      'min-length',
      'max-length',
      'vary',
      'direction',
      'chunks',
      'mix',
    ] as const),
    ...([
      'receive-at',
      'workers',
      'engine',
      'depth',
      'active',
      'pause',
      'stall-timeout',
      'stress-ng',
      'ops',
      'seed',
    ] as const),
  ];
  const usual = typeof texts.algorithm === 'string' ? usualOf(texts.algorithm) : {};
  return names.flatMap((name) => {
    const text = texts[name];
    return typeof text !== 'string' || text === (usual[name] ?? specOf(name).default) ? [] : [`--${name}`, text];
  });
}
