/**
 * The visible text of an element in WeChat's page, where emoji are pictures whose class contains the code points. Spaces at the ends are
 * removed; nothing is parsed as markup. Texts longer than any name are cut.
 */
export function shownText(element: Element): string {
  // Called at every change of the page, and usually there is only text.
  const text = ((element.firstElementChild === null && element.textContent) || partsOf(element).join('')).trim();
  return text.length > LONGEST ? [...text].slice(0, LONGEST).join('') : text;
}

/** In characters; the longest name of all, that of a group chat without a name, holds ten names of at most 16 Chinese characters. */
const LONGEST = 200;

function partsOf(node: Node): string[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.nodeValue ?? ''];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const element = node as Element;
  const picture = emoji(element);
  return picture === null ? [...element.childNodes].flatMap(partsOf) : [picture];
}

/** `emoji1f604` is one code point, `emoji1f1e81f1f3` two; a QQ face has its name in its text: `[Smile]_web`. */
function emoji(element: Element): string | null {
  const hex = /(?:^|\s)emoji([0-9a-f]{2,60})(?:\s|$)/i.exec(element.getAttribute('class') ?? '')?.[1];
  if (hex) return characters(hex);
  if (element.localName !== 'img') return null;
  return (element.getAttribute('text') ?? element.getAttribute('alt') ?? '').replace(/_web$/, '');
}

/** Code points are joined without a separator: those with five digits begin with 1, keycaps (`3120e3`) and © ® with one of two, all others have four. */
function characters(hex: string): string {
  const points = hex.match(/1[0-9a-f]{4}|(?:2[3a]|3\d)(?=(?:fe0f)?20e3)|[0-9a-f]{4}|a[9e]/gi) ?? [];
  return points.map((point) => String.fromCodePoint(Number.parseInt(point, 16))).join('');
}
