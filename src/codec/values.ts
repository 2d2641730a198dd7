import { Malformed, type Codec } from './codec.js';

/** A codec of values that stand in JSON as they are. */
function plain<T>(shape: Codec<T>['shape'], wanted: string, is: (value: unknown) => value is T): Codec<T> {
  return {
    shape,
    read: (value, place) => {
      if (!is(value)) throw new Malformed(place, wanted);
      return value;
    },
    write: (value) => value,
  };
}

export const text: Codec<string> = plain({ kind: 'text' }, 'a text', (value) => typeof value === 'string');

export const flag: Codec<boolean> = plain({ kind: 'boolean' }, 'true or false', (value) => typeof value === 'boolean');

/** Any number there is: JSON has no NaN and no infinity. */
export const number: Codec<number> = plain(
  { kind: 'number' },
  'a number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

/** A whole number in [min, max]. */
export function whole(min = 0, max: number = Number.MAX_SAFE_INTEGER): Codec<number> {
  return plain(
    { kind: 'whole', min, max },
    min === 0 ? 'a whole number' : `a whole number from ${String(min)} on`,
    (value): value is number => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

export const count: Codec<number> = whole();

export function choice<C extends string>(choices: readonly C[]): Codec<C> {
  return plain(
    { kind: 'choice', choices },
    `one of ${choices.join(', ')}`,
    (value): value is C => typeof value === 'string' && choices.some((known) => known === value),
  );
}

/** One of these numbers. */
export function oneOf<N extends number>(numbers: readonly N[]): Codec<N> {
  return plain(
    { kind: 'mapped', of: number.shape, samples: numbers },
    `one of ${numbers.join(', ')}`,
    (value): value is N => numbers.some((known) => known === value),
  );
}

/** Bytes as hexadecimal text. */
export const hexBytes: Codec<Uint8Array> = {
  shape: { kind: 'bytes' },
  read: (value, place) => {
    if (typeof value !== 'string' || !/^([0-9a-f]{2})*$/i.test(value)) throw new Malformed(place, 'hexadecimal bytes');
    return Uint8Array.from(Buffer.from(value, 'hex'));
  },
  write: (bytes) => Buffer.from(bytes).toString('hex'),
};

/** Something that others define, and that is passed on as it is. */
export const json: Codec<unknown> = {
  shape: { kind: 'json' },
  read: (value) => value,
  write: (value) => value,
};

/** A value that is written as a text of its own form. @param samples some of them, for whoever makes up values */
export function textual<T>(
  wanted: string,
  parse: (text: string) => T | undefined,
  format: (value: T) => string,
  samples: readonly T[],
): Codec<T> {
  return {
    shape: { kind: 'mapped', of: text.shape, samples: samples.map(format) },
    read: (value, place) => {
      const parsed = typeof value === 'string' ? parse(value) : undefined;
      if (parsed === undefined) throw new Malformed(place, wanted);
      return parsed;
    },
    write: format,
  };
}
