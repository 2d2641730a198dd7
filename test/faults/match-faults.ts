import type { InjectedFault } from '../helpers/vce.js';
import type { FaultCase } from './fault-cases.js';
import type { FoundFault } from './found-faults.js';
import type { PlannedRequest, PlannedRun } from './planned-requests.js';

export interface Match {
  /** One injected fault, one finding. */
  readonly pairs: readonly (readonly [InjectedFault, FoundFault])[];
  /** Injected and visible, but without a finding of the right verdict on that operation. */
  readonly missed: readonly InjectedFault[];
  /** Found, and nobody did it. */
  readonly unexplained: readonly FoundFault[];
  readonly numbers: { readonly visible: number; readonly found: number; readonly verdict: string };
  readonly note: string;
}

/**
 * Pairs what was injected with what was found. The engine knows a request by its direction, length and the first bytes
 * of its IV; the plan says which operation that is.
 */
export function matchFaults(
  { fault: kind, expected }: FaultCase,
  planned: PlannedRun,
  injected: readonly InjectedFault[],
  found: readonly FoundFault[],
): Match {
  const byName = new Map<string, PlannedRequest[]>();
  for (const request of planned.requests()) {
    const same = byName.get(request.name);
    if (same === undefined) byName.set(request.name, [request]);
    else same.push(request);
  }
  const left = new Set(found.filter(({ verdict }) => expected.kind === 'finding' && verdict === expected.verdict));
  const pairs: (readonly [InjectedFault, FoundFault])[] = [];
  const missed: InjectedFault[] = [];
  let silent = 0;
  let again = 0;
  const foundKeys = new Set([...left].map(({ key }) => key));
  const afterWrongIvs = kind === 'ivwb' ? planned.namesAfterWrongIvs(foundKeys) : new Set<string>();
  for (const fault of injected) {
    const name = nameOf(fault);
    const candidates = byName.get(name) ?? [];
    const showing = candidates.filter(
      ({ lastPiece }) => expected.kind === 'finding' && (expected.showsIn === 'every piece' || !lastPiece),
    );
    const keys = new Set(showing.map(({ key }) => key));
    const finding = [...left].find(({ key }) => keys.has(key));
    if (finding !== undefined) {
      left.delete(finding);
      pairs.push([fault, finding]);
    } else if (showing.length < candidates.length) {
      // Two operations may have a piece of the same name, one of them its last.
      silent += 1;
    } else if (afterWrongIvs.has(name)) again += 1;
    else missed.push(fault);
  }
  const paired = new Set(pairs.map(([, finding]) => finding));
  return {
    pairs,
    missed,
    unexplained: found.filter((finding) => !paired.has(finding)),
    numbers: {
      visible: injected.length - silent - again,
      found: found.length,
      verdict: [...new Set(found.map(({ verdict }) => verdict))].join(', '),
    },
    note: [
      ...(silent === 0
        ? []
        : [`${String(silent)} in the last piece of an operation, where nothing follows to show it`]),
      ...(again === 0 ? [] : [`${String(again)} in an operation already wrong`]),
    ].join('; '),
  };
}

/** As `PlannedRequest` names requests. */
export function nameOf({ op, length, tag }: InjectedFault): string {
  return `${op} ${String(length)} ${tag}`;
}
