/** What can be written into an answer or a database. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** The object in `value`, or an empty one: a request may hold anything. */
export function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text of a scalar, '' of everything else; CRMs take numbers and texts for the same parameter. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The number written in `value`, null when there is none. */
export function numberOf(value: unknown): number | null {
  const text = textOf(value).trim();
  return text && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** Text that may hold JSON, as form fields do; what is no text, or no JSON, comes back as it is. */
export function parsedOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
