/** How many tag colours the theme has. */
export const TAG_COLORS = 5;

/** A tag keeps one of the theme's colours everywhere, by its name: 1 to 5. */
export function tagColor(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)!) % 9973;
  return (sum % TAG_COLORS) + 1;
}
