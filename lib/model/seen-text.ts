/**
 * Signs of no width and fillers. Those that make one picture of several (U+200D, U+FE0F) are seen by what they do, and stay where there is
 * anything for them to do it to.
 */
const UNSEEN = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;
const ONLY_JOINERS = /^[\u200d\ufe00-\ufe0f\u{e0000}-\u{e0fff}]*$/u;

/** A text without the signs of which nothing is seen, and without blanks around it; '' where nothing of it is seen. */
export function seenText(text: string): string {
  const seen = text.replace(UNSEEN, '').trim();
  return ONLY_JOINERS.test(seen) ? '' : seen;
}

/** Whether somebody who types what they see of a name has typed it: signs that are not seen, width, and which blanks and how many do not count. */
export function isTypedAs(typed: string, name: string): boolean {
  return typed !== '' && (typed === name || (plain(typed) !== '' && plain(typed) === plain(name)));
}

function plain(text: string): string {
  return seenText(text.normalize('NFKC').replace(/[\u200d\ufe00-\ufe0f]/g, '')).replace(/\s+/gu, ' ');
}
