import * as v from 'valibot';

/** A schema inside another one; `place` reads like a path: `refs[].id`. */
export interface Inside {
  place: string;
  schema: Shape;
}

/** What the kinds of schemas of the library have, as far as it is looked at here. */
export interface Shape {
  type: string;
  kind: string;
  pipe?: (Shape & { requirement?: unknown })[];
  getter?: (input: undefined) => Shape;
  entries?: Record<string, Shape>;
  rest?: Shape;
  options?: Shape[] | unknown[];
  item?: Shape;
  items?: Shape[];
  key?: Shape;
  value?: Shape;
  wrapped?: Shape;
  literal?: unknown;
  default?: unknown;
}

/** A schema and every one inside it. */
export function* insideOf(schema: Shape, place = ''): Generator<Inside> {
  yield { place, schema };
  for (const [more, inner] of partsOf(schema)) yield* insideOf(inner, place + more);
}

function partsOf(schema: Shape): [place: string, Shape][] {
  const { type, getter, entries = {}, rest, options = [], item, items = [], key, value, wrapped, pipe } = schema;
  return [
    ...(getter ? [['', getter(undefined)] as const] : []),
    ...Object.entries(entries).map(([name, inner]) => [`.${name}`, inner] as const),
    ...(type === 'picklist' || type === 'enum' ? [] : (options as Shape[]).map((inner) => ['', inner] as const)),
    ...items.map((inner, at) => [`[${at}]`, inner] as const),
    ...(item ? [['[]', item] as const] : []),
    ...(type === 'record' ? [['{key}', key!] as const] : []),
    ...(value ? [['{}', value] as const] : []),
    ...(wrapped ? [['', wrapped] as const] : []),
    ...(rest ? [['{}', rest] as const] : []),
    // The first is the schema itself; actions may follow, or further schemas.
    ...actionsOf(pipe).map((inner) => ['', inner] as const),
  ].map(([more, inner]) => [more, inner]);
}

/** What follows the schema itself in a pipe, whose first may be a pipe as well. */
export function actionsOf([first, ...more]: NonNullable<Shape['pipe']> = []): NonNullable<Shape['pipe']> {
  return first ? [...actionsOf(first.pipe), ...more] : [];
}

/** Texts of the kinds that some schema asks for. */
const TEXTS = [
  ...['x', '7', '13800001111', '2026-03-01', '2026-03-01T08:00:00.000Z', '0a8d6a6e-4f5b-4c55-9f0e-2f4d1c1a7b11'],
  ...['https://chat.example.com/*', 'a passphrase'],
];

/** The smallest value that a schema takes: texts, lists and records are as short as they may be, and keys that may be missing are. */
export function exampleOf(schema: v.GenericSchema): unknown {
  const shape = schema as unknown as Shape;
  const found = candidates(shape).find((value) => v.is(schema, value));
  if (found === undefined) throw new Error(`No example of ${shape.type}`);
  return found;
}

function candidates(shape: Shape): unknown[] {
  const whole = (inner: Shape) => exampleOf(inner as unknown as v.GenericSchema);
  switch (shape.type) {
    case 'lazy':
      return candidates(shape.getter!(undefined));
    case 'null':
    case 'nullable':
      return [null];
    case 'string':
    case 'custom':
      return [...TEXTS, 'field:x'];
    case 'number':
      return [0, 1];
    case 'boolean':
      return [false];
    case 'strict_tuple':
      return [(shape.items ?? []).map(whole)];
    case 'literal':
      return [shape.literal];
    case 'picklist':
      return shape.options!;
    case 'union':
    case 'variant':
      return (shape.options as Shape[]).map(whole);
    case 'array':
      return [[], [whole(shape.item!)]];
    case 'record':
      return [{}];
    case 'strict_object': {
      const needed = Object.entries(shape.entries!).filter(([, { type }]) => !['optional', 'exact_optional'].includes(type));
      return [Object.fromEntries(needed.map(([name, inner]) => [name, whole(inner)]))];
    }
    default:
      return [];
  }
}
