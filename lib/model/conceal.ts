import { maskNumbers } from './mask-numbers';

/** A value with all of its phone numbers masked and marked as hidden, like numbers that a CRM withholds. Remarks and names are not changed. */
export function concealed<T>(value: T): T {
  return concealedValue(value) as T;
}

function concealedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(concealedValue);
  if (typeof value !== 'object' || value === null) return value;
  const one = value as Record<string, unknown>;
  if (typeof one['number'] === 'string' && typeof one['hidden'] === 'boolean')
    return one['hidden'] ? one : { ...one, number: maskNumbers(one['number']), hidden: true };
  if (one['type'] === 'phone' && 'value' in one)
    return { ...one, editable: false, value: typeof one['value'] === 'string' ? maskNumbers(one['value']) : one['value'] };
  return Object.fromEntries(
    Object.entries(one).map(([key, inner]) => [
      key,
      key === 'phone' && typeof inner === 'string' ? maskNumbers(inner) : concealedValue(inner),
    ]),
  );
}
