/**
 * What kinds of algorithms there are: AF_ALG's types, and what a table of each pure layer has a row for (plan, oracle,
 * forensics, C program, options). Whoever adds one is shown by the compiler where a row is missing.
 */
export const FAMILIES = ['skcipher'] as const;
export type Family = (typeof FAMILIES)[number];
