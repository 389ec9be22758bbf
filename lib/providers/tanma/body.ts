/** JSON text of an object whose values are JSON text already, so that ids keep all their digits; undefined ones are left out. */
export function objectText(values: Record<string, string | undefined>): string {
  const parts = Object.entries(values).flatMap(([key, text]) => (text === undefined ? [] : [`${JSON.stringify(key)}:${text}`]));
  return `{${parts.join(',')}}`;
}

/** JSON text of a list of what is JSON text already. */
export function listText(texts: string[]): string {
  return `[${texts.join(',')}]`;
}
