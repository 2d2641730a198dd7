/**
 * How a value is written as JSON and read back. A format is a table of these: writer and reader cannot disagree, no field
 * is written by accident, and nothing that is read is believed unchecked.
 */
export interface Codec<T> {
  /** What it is, as data: for whoever makes up values of it. */
  readonly shape: Shape;
  /** Throws Malformed. @param place where the value stands, for the message: `settings.workload` */
  read(value: unknown, place: string): T;
  /** What JSON.stringify takes. */
  readonly write: (value: T) => unknown;
}

/** What a codec is made of. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'json' }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'list' | 'map' | 'nullable' | 'late'; readonly of: Shape }
  | { readonly kind: 'tuple'; readonly of: readonly Shape[] }
  | { readonly kind: 'mapped'; readonly of: Shape; readonly samples: readonly unknown[] }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  /** `tag` names the field that holds the variant's name; null: the variants have other fields. */
  | { readonly kind: 'tagged'; readonly tag: string | null; readonly variants: Readonly<Record<string, Shape>> };

/** A value that is not what its place in a format asks for. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  /** `settings.workers` */
  readonly place: string;
  /** `a whole number` */
  readonly wanted: string;

  constructor(place: string, wanted: string) {
    super(`${place === '' ? 'it' : place} is not ${wanted}`);
    this.place = place;
    this.wanted = wanted;
  }
}

/** The value that a codec is for. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** A field of an object, or an element of a list, below a place. */
export function below(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}
