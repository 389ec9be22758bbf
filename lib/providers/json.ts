/**
 * Reads JSON without losing digits: a whole number beyond 2^53 comes back as the text that stood there. Needs the source text
 * of values (Chrome 114, Firefox 135, Node 22); where a browser lacks it such a number stays a number, which no id accepts.
 */
export function parseJson(text: string): unknown {
  return parse(text, (_key, value, context) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value,
  );
}

/** Writes an id as the number that it was, digit by digit; an id that is no number stays a text. */
export function numberText(id: string): string {
  return /^(0|[1-9]\d*)$/.test(id) ? id : JSON.stringify(id);
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;
