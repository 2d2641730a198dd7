/**
 * Which requests the virtual engine's schedule picks: native/vce/README.md in JavaScript, so that the two can be held
 * against each other.
 */
const FAULTS = 'eio positive flip truncate stale overrun ivwb iv-race slow lost busy spurious'.split(' ');

export interface Schedule {
  readonly fault: string;
  readonly n: number;
  readonly every: number;
  readonly seed: bigint;
  readonly skip: number;
}

/** SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): its output from state x. */
function mix(x: bigint): bigint {
  let z = BigInt.asUintN(64, x + 0x9e3779b97f4a7c15n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

function stream({ fault, seed }: Schedule): bigint {
  return mix(BigInt.asUintN(64, mix(seed) + BigInt(FAULTS.indexOf(fault) + 1)));
}

/** Whether the fault hits the index-th of the requests on which it can take effect. */
export function isHit(schedule: Schedule, index: number): boolean {
  if (index < schedule.skip) return false;
  const [n, every] = [BigInt(schedule.n), BigInt(schedule.every)];
  const place = BigInt(index - schedule.skip);
  const turn = mix(BigInt.asUintN(64, stream(schedule) + place / every)) % every;
  return (((place + turn) % every) * n) % every < n;
}

/** The random number of its own that a hit comes with. */
export function valueOf(schedule: Schedule, index: number): bigint {
  return mix(BigInt.asUintN(64, mix(stream(schedule)) + BigInt(index)));
}
