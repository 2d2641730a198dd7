import { below, Malformed, type Codec, type Shape } from './codec.js';

/** The codec of each field. */
export type Fields<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** An object with these fields; what else it has is ignored. */
export function object<T extends object>(fields: Fields<T>): Codec<T> {
  return {
    shape: { kind: 'object', fields: shapesOf(fields) },
    read: (value, place) => {
      const given = fieldsIn(value, place);
      const read: Record<string, unknown> = {};
      for (const name in fields) read[name] = fields[name].read(given[name], below(place, name));
      if (!isWhole(read, fields)) throw new Malformed(place, 'complete');
      return read;
    },
    write: (value) => {
      const written: Record<string, unknown> = {};
      for (const name in fields) written[name] = fields[name].write(value[name]);
      return written;
    },
  };
}

export function list<T>(of: Codec<T>): Codec<readonly T[]> {
  return {
    shape: { kind: 'list', of: of.shape },
    read: (value, place) => {
      if (!Array.isArray(value)) throw new Malformed(place, 'a list');
      return value.map((element: unknown, index) => of.read(element, `${place}[${String(index)}]`));
    },
    write: (values) => values.map((value) => of.write(value)),
  };
}

/** An object whose fields are all of one kind, whatever they are called. */
export function map<T>(of: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    shape: { kind: 'map', of: of.shape },
    read: (value, place) =>
      Object.fromEntries(
        Object.entries(fieldsIn(value, place)).map(([name, element]) => [name, of.read(element, below(place, name))]),
      ),
    write: (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of.write(value)])),
  };
}

export function pair<A, B>(first: Codec<A>, second: Codec<B>): Codec<readonly [A, B]> {
  return {
    shape: { kind: 'tuple', of: [first.shape, second.shape] },
    read: (value, place) => {
      if (!Array.isArray(value) || value.length !== 2) throw new Malformed(place, 'a pair');
      return [first.read(value[0], `${place}[0]`), second.read(value[1], `${place}[1]`)];
    },
    write: ([one, other]) => [first.write(one), second.write(other)],
  };
}

export function nullable<T>(of: Codec<T>): Codec<T | null> {
  return {
    shape: { kind: 'nullable', of: of.shape },
    read: (value, place) => (value === null ? null : of.read(value, place)),
    write: (value) => (value === null ? null : of.write(value)),
  };
}

/** A field that came to a format later: documents without it have `before`. */
export function since<T>(before: T, of: Codec<T>): Codec<T> {
  return {
    shape: { kind: 'late', of: of.shape },
    read: (value, place) => (value === undefined ? before : of.read(value, place)),
    write: (value) => of.write(value),
  };
}

/** A field that may be missing, and is then undefined. */
export function optional<T>(of: Codec<T>): Codec<T | undefined> {
  return {
    shape: { kind: 'late', of: of.shape },
    read: (value, place) => (value === undefined ? undefined : of.read(value, place)),
    write: (value) => (value === undefined ? undefined : of.write(value)),
  };
}

/** A codec of one variant: methods, since it is only ever given its own. */
interface Variant {
  readonly name: string;
  read(value: unknown, place: string): object;
  write(value: object): unknown;
}

/** One of several objects, told apart by the field `tag`. */
export function tagged<Tag extends string, V extends Readonly<Record<string, object>>>(
  tag: Tag,
  variants: { readonly [K in keyof V]: Codec<V[K]> },
): Codec<{ readonly [K in keyof V]: Readonly<Record<Tag, K>> & V[K] }[keyof V]> {
  type Value = { readonly [K in keyof V]: Readonly<Record<Tag, K>> & V[K] }[keyof V];
  const isValue = (value: object): value is Value => tag in value;
  const variantOf = (value: object, place: string): Variant => {
    const name: unknown = Reflect.get(value, tag);
    for (const known in variants) if (known === name) return { ...variants[known], name: known };
    throw new Malformed(below(place, tag), `one of ${Object.keys(variants).join(', ')}`);
  };
  return {
    shape: { kind: 'tagged', tag, variants: shapesOf(variants) },
    read: (value, place) => {
      const given = fieldsIn(value, place);
      const variant = variantOf(given, place);
      const read = { [tag]: variant.name, ...variant.read(given, place) };
      if (!isValue(read)) throw new Malformed(place, 'complete');
      return read;
    },
    write: (value) => {
      const variant = variantOf(value, '');
      return { [tag]: variant.name, ...fieldsIn(variant.write(value), '') };
    },
  };
}

/** The fields of two codecs side by side in one object. */
export function both<A extends object, B extends object>(one: Codec<A>, other: Codec<B>): Codec<A & B> {
  const isBoth = (value: A): value is A & B => typeof value === 'object';
  return {
    shape: sideBySide(one.shape, other.shape),
    read: (value, place) => {
      const read = { ...one.read(value, place), ...other.read(value, place) };
      if (!isBoth(read)) throw new Malformed(place, 'complete');
      return read;
    },
    write: (value) => ({ ...fieldsIn(one.write(value), ''), ...fieldsIn(other.write(value), '') }),
  };
}

/** An internal name and the one it has in a format. */
export function renamed<T extends object>(
  of: Codec<T>,
  names: Readonly<Partial<Record<keyof T & string, string>>>,
): Codec<T> {
  const pairs = Object.entries<string | undefined>(names).flatMap(([inside, outside]) =>
    outside === undefined ? [] : [[inside, outside] as const],
  );
  return {
    shape: withNames(of.shape, pairs),
    read: (value, place) => {
      const given: Record<string, unknown> = { ...fieldsIn(value, place) };
      for (const [inside, outside] of pairs) given[inside] = given[outside];
      try {
        return of.read(given, place);
      } catch (thrown) {
        throw thrown instanceof Malformed ? outsideName(thrown, place, pairs) : thrown;
      }
    },
    write: (value) => {
      const written = fieldsIn(of.write(value), '');
      return Object.fromEntries(
        Object.entries(written).map(([name, field]) => [pairs.find(([inside]) => inside === name)?.[1] ?? name, field]),
      );
    },
  };
}

/** Says the name that the reader of the file knows. */
function outsideName(error: Malformed, place: string, pairs: readonly (readonly [string, string])[]): Malformed {
  const found = pairs.find(([inside]) => error.place === below(place, inside));
  return found === undefined ? error : new Malformed(below(place, found[1]), error.wanted);
}

/** The fields of two objects in one; the first may be one of several. */
export function sideBySide(one: Shape, other: Shape): Shape {
  if (one.kind === 'tagged') {
    const variants = Object.entries(one.variants).map(([name, variant]) => [name, sideBySide(variant, other)] as const);
    return { ...one, variants: Object.fromEntries(variants) };
  }
  if (one.kind !== 'object' || other.kind !== 'object') throw new Error('only objects have fields to put side by side');
  return { kind: 'object', fields: { ...one.fields, ...other.fields } };
}

function withNames(shape: Shape, pairs: readonly (readonly [string, string])[]): Shape {
  if (shape.kind !== 'object') throw new Error('only the fields of an object have names');
  const fields = Object.entries(shape.fields).map(
    ([name, field]) => [pairs.find(([inside]) => inside === name)?.[1] ?? name, field] as const,
  );
  return { kind: 'object', fields: Object.fromEntries(fields) };
}

function shapesOf(codecs: Readonly<Record<string, { readonly shape: Shape }>>): Readonly<Record<string, Shape>> {
  return Object.fromEntries(Object.entries(codecs).map(([name, { shape }]) => [name, shape]));
}

/** The fields of an object; throws Malformed when it is none. */
export function fieldsIn(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(place, 'an object');
  return { ...value };
}

/** Every field was read by its own codec. */
function isWhole<T extends object>(read: object, fields: Fields<T>): read is T {
  return Object.keys(fields).every((name) => name in read);
}
