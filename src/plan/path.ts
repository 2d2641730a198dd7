import { scale } from './scale.js';

/** The ways in which an operation can reach the engine; a family has those that its requests allow. */
export const PATHS = ['single', 'streamed', 'cloned', 'twice'] as const;
export type Path = (typeof PATHS)[number];

/** How often operations take each path, relative to the others: never, where there is none or 0. */
export type Mix = Readonly<Partial<Record<Path, number>>>;

/** Every operation in one call each way. */
export const SINGLE_ONLY: Mix = { single: 1 };

const MOST_WEIGHT = 10_000;

/**
 * `single=60,streamed=40`, or a path alone: undefined when it is none.
 *
 * @returns paths in the order of PATHS, without those of weight 0
 */
export function parseMix(text: string): Mix | undefined {
  const weights = new Map<string, number>();
  for (const share of text.split(',')) {
    const [, path = '', weight = '1'] = /^([a-z]+)(?:=(\d{1,5}))?$/.exec(share) ?? [];
    if (weights.has(path) || !PATHS.some((known) => known === path) || Number(weight) > MOST_WEIGHT) return undefined;
    weights.set(path, Number(weight));
  }
  const mix = mixOf((path) => weights.get(path) ?? 0);
  return pathsOf(mix).length === 0 ? undefined : mix;
}

/** What parseMix reads as the same again. */
export function formatMix(mix: Mix): string {
  const [only, ...others] = pathsOf(mix);
  if (only !== undefined && others.length === 0) return only;
  return pathsOf(mix)
    .map((path) => `${path}=${String(mix[path] ?? 0)}`)
    .join(',');
}

/** Those that operations take. */
export function pathsOf(mix: Mix): readonly Path[] {
  return PATHS.filter((path) => (mix[path] ?? 0) > 0);
}

/** Draws paths by their weights. */
export class PathDraw {
  readonly #paths: readonly Path[];
  /** Of each path: the sum of its weight and of those before it. */
  readonly #ends: readonly number[];
  readonly #sum: number;

  constructor(mix: Mix) {
    this.#paths = pathsOf(mix);
    let sum = 0;
    this.#ends = this.#paths.map((path) => (sum += mix[path] ?? 0));
    this.#sum = sum;
  }

  /** @param random 32 bits */
  path(random: number): Path {
    const at = scale(random, this.#sum);
    return this.#paths[this.#ends.findIndex((end) => at < end)] ?? 'single';
  }
}

function mixOf(weight: (path: Path) => number): Mix {
  return Object.fromEntries(PATHS.filter((path) => weight(path) > 0).map((path) => [path, weight(path)]));
}
