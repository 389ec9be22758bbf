import type { Contact } from './contact.ts';

/** The name that the page shows, as plain text with emoji as characters. */
export function plainName(contact: Contact): string {
  const template = document.createElement('template');
  template.innerHTML = contact.getDisplayName();
  for (const picture of template.content.querySelectorAll('img.emoji')) picture.replaceWith(charactersOf(picture.className));
  return template.content.textContent;
}

/** `emoji emoji1f1e81f1f3`: code points of five digits begin with 1, all others have four. */
function charactersOf(className: string): string {
  const digits = /emoji([0-9a-f]+)$/.exec(className)?.[1] ?? '';
  return (digits.match(/1[0-9a-f]{4}|[0-9a-f]{4}/g) ?? []).map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))).join('');
}
