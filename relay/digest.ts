import { createHash } from 'node:crypto';

/** A digest of a value by its JSON, which tells it from others: all of its 43 characters, or the first `length`. */
export function digestOf(value: unknown, length?: number): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, length);
}
