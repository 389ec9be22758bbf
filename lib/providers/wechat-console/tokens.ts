/** The tags of a row: one text, the names parted by commas. Blanks around a name are not part of it, `[]` is no name. */
export function tokensOf(tags: string): string[] {
  return [...new Set(tags.split(SEPARATOR).map((token) => token.trim()))].filter((token) => token !== '' && token !== '[]');
}

/** Whether a name can stand in such a text at all. */
export function isToken(name: string): boolean {
  return name.trim() !== '' && !SEPARATOR.test(name);
}

/** The same text with one more name at its end, behind the comma that the text itself uses. */
export function withToken(tags: string, token: string): string {
  if (tokensOf(tags).includes(token)) return tags;
  return tokensOf(tags).length ? `${tags}${SEPARATOR.exec(tags)?.[0] ?? ','}${token}` : token;
}

/** The same text without the names that `gone` picks; the others keep their order, their commas and their blanks. */
export function withoutTokens(tags: string, gone: (token: string) => boolean): string {
  const [first = '', ...rest] = tags.split(/(?=[,，])/);
  const kept = [first, ...rest].filter((part) => !gone(part.replace(SEPARATOR, '').trim()));
  return kept.length && kept[0] !== first ? kept.join('').replace(SEPARATOR, '') : kept.join('');
}

const SEPARATOR = /[,，]/;
