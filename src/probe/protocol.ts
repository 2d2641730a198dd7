import type { ProbeSight, ProbeStage, ProbeTarget } from './probe-result.js';

/** What the probing process says; it is sent a ProbeTarget at a time. */
export type ProbeMessage =
  { readonly kind: 'stage'; readonly stage: ProbeStage } | { readonly kind: 'seen'; readonly sight: ProbeSight };

/** Both ends come from one build: the shape of the outermost object distinguishes our messages from stray ones. */
export function isProbeMessage(value: unknown): value is ProbeMessage {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'stage' || value.kind === 'seen';
}

export function isProbeTarget(value: unknown): value is ProbeTarget {
  return typeof value === 'object' && value !== null && 'name' in value && 'type' in value;
}
