/**
 * The parts of a suggestion in the address bar as its one line. Chrome reads it as XML: what means something there is escaped, what XML may
 * not hold is left out. Firefox shows it as it is.
 */
export function suggestionText(parts: (string | null)[], asXml: boolean = import.meta.env.BROWSER !== 'firefox'): string {
  const shown = parts.map((part) => plain(part ?? '')).filter((part) => part !== '');
  return asXml ? shown.map(escaped).join(' <dim>·</dim> ') : shown.join(' · ');
}

/**
 * What is searched for when a suggestion is chosen. Chromium drops a suggestion whose content is what was typed, blanks aside: so a dot, for
 * which the search does not look, makes them differ.
 */
export function suggestionContent(typed: string, parts: (string | null)[]): string {
  const content = parts
    .map((part) => plain(part ?? ''))
    .filter((part) => part !== '')
    .join(' · ');
  const bare = (text: string) => text.replace(/\s+/g, '').toLowerCase();
  return bare(content) === bare(typed) ? `${content} ·` : content;
}

/** One line without what XML 1.0 has no place for; marks that turn the direction of writing would turn the rest of the line. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
    .slice(0, 80)
    .toWellFormed();
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
