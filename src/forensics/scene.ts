import type { Damage } from './damage.js';
import type { CommonDamage } from './damaged-operation.js';

/** A damaged operation of any family, with its wrong bytes found: what explanations that compute nothing look at. */
export interface Scene {
  readonly operation: CommonDamage;
  readonly damage: Damage;
}
