import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A finding as a run left it on the disk. */
export interface FoundFault {
  /** In the run's directory. */
  readonly directory: string;
  readonly verdict: string;
  readonly text: string;
  readonly key: string;
  readonly errno: number | undefined;
  readonly returned: number | undefined;
  readonly bytesAfter: number | undefined;
  /** Of a hang: keys of the operations inside the kernel, and the stacks of the threads. */
  readonly operations: readonly string[];
  readonly stacks: readonly string[];
  /** The kernel functions in which the same threads sleep. */
  readonly waitingIn: readonly string[];
  readonly afterMilliseconds: number | undefined;
  /** What forensics says of the bytes, the best first; empty when they were not examined. */
  readonly hypotheses: readonly { readonly kind: string; readonly confidence: string }[];
  /** Why the bytes were not examined. */
  readonly skipped: string | undefined;
  /** Of the kernel's own words: how often. */
  readonly count: number | undefined;
}

/** All findings of a run. */
export function readFindings(run: string): readonly FoundFault[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(run, 'findings'));
  } catch {
    return [];
  }
  return [...names].sort().map((name) => {
    const directory = join('findings', name);
    const json = objectIn(readFileSync(join(run, directory, 'finding.json'), 'utf8'));
    return {
      directory,
      verdict: String(json['verdict']),
      text: String(json['text']),
      key: String(json['key']),
      errno: numberIn(objectOf(json['failure'])['errno']),
      returned: numberIn(json['returned']),
      bytesAfter: numberIn(json['bytesAfter']),
      operations: arrayIn(json['operations']).map(String),
      stacks: arrayIn(json['threads']).map((thread) => String(objectOf(thread)['stack'])),
      waitingIn: arrayIn(json['threads']).map((thread) => String(objectOf(thread)['wchan'])),
      hypotheses: arrayIn(objectOf(json['diagnosis'])['hypotheses']).map((each) => ({
        kind: String(objectOf(each)['kind']),
        confidence: String(objectOf(each)['confidence']),
      })),
      skipped: textIn(objectOf(json['diagnosis'])['skipped']),
      count: numberIn(json['count']),
      afterMilliseconds: numberIn(json['afterMilliseconds']),
    };
  });
}

function objectIn(text: string): Record<string, unknown> {
  return objectOf(JSON.parse(text));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function arrayIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
