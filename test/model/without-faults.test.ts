import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeText, withoutFaults, type Place } from '../../lib/model/without-faults';

/** Every text "wrong" is a fault. */
function wrongIn(value: unknown, at: Place = []): { at: Place }[] {
  if (value === 'wrong') return [{ at }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((part, position) => wrongIn(part, [...at, position]));
  return Object.entries(value).flatMap(([key, part]) => wrongIn(part, [...at, key]));
}

/** The same, and an object without `id`. */
function missingIn(value: unknown, at: Place = []): { at: Place }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((part, position) => missingIn(part, [...at, position]));
  const own = Object.hasOwn(value, 'id') ? [] : [{ at: [...at, 'id'] }];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => missingIn(part, [...at, key]))];
}

const told = (faults: { at: Place }[]) => faults.map(({ at }) => placeText(at));

describe('a value of JSON without what is wrong in it', () => {
  test('keeps all the rest, and tells each place as it was', () => {
    const value = { a: ['wrong', 1, 'wrong', 2, 'wrong'], b: { c: 'wrong', d: [['wrong', 3]] } };
    const { kept, faults } = withoutFaults(value, wrongIn);
    expect(kept).toEqual({ a: [1, 2], b: { d: [[3]] } });
    expect(told(faults)).toEqual(['a[0]', 'a[2]', 'a[4]', 'b.c', 'b.d[0][0]']);
  });

  test('loses with what has to be there what holds it, and tells it once', () => {
    const value = { id: 0, list: [{ id: 1 }, { id: 'wrong', deep: { id: 2 } }, { name: 'none' }, { id: 4, name: 'wrong' }] };
    const { kept, faults } = withoutFaults(value, (now) => [...wrongIn(now), ...missingIn(now)]);
    expect(kept).toEqual({ id: 0, list: [{ id: 1 }, { id: 4 }] });
    expect(told(faults)).toEqual(['list[1].id', 'list[3].name', 'list[2].id']);
  });

  test('is nothing where the whole is wrong', () => {
    expect(withoutFaults('wrong', wrongIn).kept).toBeUndefined();
    expect(withoutFaults({ id: 'wrong' }, (now) => [...wrongIn(now), ...missingIn(now)]).kept).toBeUndefined();
  });

  test('whatever it is, holds nothing wrong and every right value, in its order', () => {
    const right = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(right) : value === 'wrong' ? [] : [value];
    const { value: values } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.constantFrom<unknown>('wrong', 'wrong', 'a', 1, null, true), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 5 }),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'c.d', '__proto__', 'e[0]'), tie('value')),
    }));
    fc.assert(
      fc.property(values, (value) => {
        const before = JSON.stringify(value);
        const { kept, faults } = withoutFaults(value, wrongIn);
        expect(JSON.stringify(value)).toBe(before);
        if (value === 'wrong') return;
        expect(wrongIn(kept)).toEqual([]);
        expect(right(kept)).toEqual(right(value));
        expect(faults).toEqual(wrongIn(value));
      }),
    );
  });
});
