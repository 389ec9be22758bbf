/**
 * The line of a suggestion in the address bar. Chrome reads it as XML, so it is escaped and characters that XML does not allow are left out; Firefox
 * shows it as it is.
 */
export function suggestionText(parts: (string | null)[], asXml: boolean = import.meta.env.BROWSER !== 'firefox'): string {
  const shown = parts.map((part) => plain(part ?? '')).filter((part) => part !== '');
  return asXml ? shown.map(escaped).join(' <dim>·</dim> ') : shown.join(' · ');
}

/**
 * The content of a suggestion, which is searched for when it is chosen. Chromium drops a suggestion whose content equals what was typed, apart from
 * blanks: a dot, which the search ignores, makes them differ.
 */
export function suggestionContent(typed: string, parts: (string | null)[]): string {
  const content = parts
    .map((part) => plain(part ?? ''))
    .filter((part) => part !== '')
    .join(' · ');
  const bare = (text: string) => text.replace(/\s+/g, '').toLowerCase();
  return bare(content) === bare(typed) ? `${content} ·` : content;
}

/** One line without the characters that XML 1.0 does not allow, and without direction marks, which would turn the rest of the line. */
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
