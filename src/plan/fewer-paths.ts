import type { Family } from './family.js';
import { pathsOf, type Mix, type Path } from './path.js';
import type { Change, Simplification } from './simplification.js';

/** One path alone, the plainest first. */
export function fewerPaths<F extends Family>(mix: Mix): Simplification<F> {
  const paths = pathsOf(mix);
  const toPath = (path: Path): Change<F> => ({
    text: `${path} only`,
    apply: (workload) => ({ ...workload, mix: { [path]: 1 } }),
  });
  return { kind: 'one-of', surroundings: true, changes: paths.length > 1 ? paths.map(toPath) : [] };
}
