/** Zero-width characters and fillers. Those that join pictures (U+200D, U+FE0F) stay where they have an effect. */
const UNSEEN = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;
const ONLY_JOINERS = /^[\u200d\ufe00-\ufe0f\u{e0000}-\u{e0fff}]*$/u;

/** A text without invisible characters and without blanks around it; '' where nothing of it is visible. */
export function seenText(text: string): string {
  const seen = text.replace(UNSEEN, '').trim();
  return ONLY_JOINERS.test(seen) ? '' : seen;
}

/** Whether a person has typed a name as they see it: invisible characters, width, and kind and number of blanks do not matter. */
export function isTypedAs(typed: string, name: string): boolean {
  return typed !== '' && (typed === name || (plain(typed) !== '' && plain(typed) === plain(name)));
}

function plain(text: string): string {
  return seenText(text.normalize('NFKC').replace(/[\u200d\ufe00-\ufe0f]/g, '')).replace(/\s+/gu, ' ');
}
