import fc from 'fast-check';
import type { Shape } from '#dist/codec/codec.js';

/** Any JSON value of a shape: what a file of that format can have there. */
export function jsonOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return fc.string({ unit: 'binary', maxLength: 12 });
    case 'number':
      // JSON has one zero.
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
    case 'whole':
      return fc.integer({ min: shape.min, max: shape.max });
    case 'boolean':
      return fc.boolean();
    case 'json':
      return fc.dictionary(name(), fc.integer(), { maxKeys: 3, noNullPrototype: true });
    case 'choice':
      return fc.constantFrom(...shape.choices);
    case 'bytes':
      return fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    case 'list':
      return fc.array(jsonOf(shape.of), { maxLength: 3 });
    case 'map':
      return fc.dictionary(name(), jsonOf(shape.of), { maxKeys: 3, noNullPrototype: true });
    case 'nullable':
      return fc.option(jsonOf(shape.of));
    case 'late':
      return jsonOf(shape.of);
    case 'tuple':
      return fc.tuple(...shape.of.map(jsonOf));
    case 'mapped':
      return fc.constantFrom(...shape.samples);
    case 'object':
      return fc.record(jsonsOf(shape.fields), { noNullPrototype: true });
    case 'tagged': {
      const variants = Object.entries(shape.variants).map(([variant, of]) =>
        jsonOf(of).map((fields) => Object.assign({}, fields, shape.tag === null ? {} : { [shape.tag]: variant })),
      );
      return fc.oneof(...variants);
    }
  }
}

function jsonsOf(shapes: Readonly<Record<string, Shape>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(shapes).map(([field, shape]) => [field, jsonOf(shape)]));
}

function name(): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__');
}
