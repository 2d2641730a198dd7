import { UsageError } from './usage-error.js';

/** Splits a command line at blanks, keeping what stands in single or double quotes together. */
export function splitArguments(text: string): readonly string[] {
  const parts = [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+|["']/g)].map(([part]) => part);
  if (parts.some((part) => part === '"' || part === "'"))
    throw new UsageError(`--stress-ng '${text}': a quote is not closed`);
  return parts.map((part) => part.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
