/**
 * What kinds of algorithms there are, by AF_ALG's names of its types. Each pure layer has a table with a row per family:
 * plan, options, oracle, forensics and the C program. Whoever adds a family is shown by the compiler where a row is
 * missing.
 */
export const FAMILIES = ['skcipher'] as const;
export type Family = (typeof FAMILIES)[number];
