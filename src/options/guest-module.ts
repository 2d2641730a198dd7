import { UsageError } from './usage-error.js';

/** A kernel module to load into a guest before anything else happens there. */
export interface GuestModule {
  /** `vce`, or the path of a .ko file. */
  readonly module: string;
  /** `name=value`, as insmod takes them. */
  readonly parameters: readonly string[];
}

/**
 * Reads `NAME|PATH[,param=value...]`. A comma inside a value is one that no `name=` follows: `vce,algs=cbc,ecb,lanes=2`.
 *
 * @throws UsageError
 */
export function parseGuestModule(text: string): GuestModule {
  const [module = '', ...parameters] = text.split(/,(?=\w+=)/);
  if (module === '' || module.includes(',')) {
    throw new UsageError(`--guest-module '${text}': a name or a .ko file, then parameters as ,name=value`);
  }
  if (module !== 'vce' && !module.endsWith('.ko')) {
    throw new UsageError(`--guest-module '${text}': vce, or the path of a .ko file`);
  }
  return { module, parameters };
}
