/** A part of an attribute's value that may be a contact's id, and the pattern that finds it: `before*behind`. */
export interface ValuePart {
  value: string;
  pattern: string;
}

/**
 * The part of a value at the star of a pattern, null where the value lacks the pattern's beginning. A pattern without an end stops at the next
 * delimiter of an address, list or object; where the value lacks the pattern's end, the part reaches to the end of the value.
 */
export function partIn(value: string, pattern: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0 || value === '') return value;
  const [before, behind] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const found = value.indexOf(before);
  if (found < 0) return null;
  const rest = value.slice(found + before.length);
  const end = behind === '' ? rest.search(/[\s/?#&,;"'}\]]/) : rest.indexOf(behind);
  return (end < 0 ? rest : rest.slice(0, end)).trim();
}

/**
 * The parts of a value that may be an id beside transient parts: in JSON, in an address, between other words. The likeliest first.
 * @param isWord whether a developer chose the word, so that it does not depend on whom the page shows
 */
export function partsOf(value: string, isWord: (word: string) => boolean): ValuePart[] {
  const found = value.startsWith('{') ? inObject(value) : inAddress(value, isWord);
  if (!/[{/?]/.test(value)) found.push(...betweenWords(value, isWord));
  const works = found.filter((one) => one.value !== value && partIn(value, one.pattern) === one.value);
  return works.filter(({ value: part }, at) => works.findIndex((one) => one.value === part) === at).slice(0, 4);
}

/** The words of developers around a part, in one text. */
const MOST_SIGNS = 40;

/** The pattern for a known part among words of developers: u_*imcustomer. Null where it is surrounded by other words. */
export function patternAround(value: string, part: string, isWord: (word: string) => boolean): string | null {
  const at = value.indexOf(part);
  let start = at;
  while (start > 0 && at - start < MOST_SIGNS && !/\d/.test(value[start - 1]!)) start--;
  const before = value.slice(start, at);
  const behind = /^(?:[a-z]{2,40}|[^\w]?)/i.exec(value.slice(at + part.length))![0];
  const words = `${before} ${behind}`.match(/[^\W_]+|[^\0-\x7f]+/g) ?? [];
  const pattern = `${before}*${behind}`;
  return words.every(isWord) && partIn(value, pattern) === part ? pattern : null;
}

/** Whether the text beside the part is transient, so that the whole value is not a lasting id. */
export function isPassing(whole: string, { value }: ValuePart): boolean {
  if (/[{/?#]/.test(whole)) return true;
  const others = whole.replace(value, '').split(BETWEEN);
  const behind = whole.slice(whole.indexOf(value) + value.length);
  return others.some((one) => /^\d{1,3}$/.test(one)) || /[a-z]/i.test(behind);
}

const BETWEEN = /[-_:|~,;#@]+/;
const COUNTS = /^ts$|unread|count|num|total|time|stamp|status|state|index|seq|type|size|version|page/i;

function inObject(value: string): ValuePart[] {
  const parts: (ValuePart & { key: string })[] = [];
  const walk = (node: unknown, depth: number) => {
    if (typeof node !== 'object' || node === null || depth > 3) return;
    for (const [key, one] of Object.entries(node)) {
      if (typeof one === 'string' && mayBeIdPart(one)) parts.push({ key, value: one, pattern: `"${key}":"*"` });
      if (typeof one === 'number' && mayBeIdPart(String(one))) parts.push({ key, value: String(one), pattern: `"${key}":*` });
      walk(one, depth + 1);
    }
  };
  try {
    walk(JSON.parse(value), 0);
  } catch {
    return [];
  }
  const named = parts.filter(({ key }) => /^[\w-]{1,40}$/.test(key) && !COUNTS.test(key));
  return named.toSorted(
    (a, b) => Number(/id|pin|user|buyer|uin|key|no$/i.test(b.key)) - Number(/id|pin|user|buyer|uin|key|no$/i.test(a.key)),
  );
}

/** A single-page app has its route after the #: #/chat/70001?tab=2, #uid=70001. */
function inAddress(value: string, isWord: (word: string) => boolean): ValuePart[] {
  return value.split('#').flatMap((half, at) => inPath(at > 0 && !/[/?]/.test(half) ? `?${half}` : half, isWord));
}

function inPath(address: string, isWord: (word: string) => boolean): ValuePart[] {
  const [path = '', query = ''] = address.split('?');
  const named = query.split('&').map((one) => one.split('='));
  const asked = named.filter(([key = '', one = '']) => isWord(key) && mayBeIdPart(one) && !COUNTS.test(key));
  const steps = path.split('/');
  const stepped = steps.flatMap((step, at): ValuePart[] => {
    const before = steps[at - 1];
    return before && mayBeIdPart(step) && isWord(before) ? [{ value: step, pattern: `/${before}/*` }] : [];
  });
  return [...asked.map(([key, one]) => ({ value: one!, pattern: `${key}=*` })), ...stepped.toReversed()];
}

function betweenWords(value: string, isWord: (word: string) => boolean): ValuePart[] {
  // Parts of such a value are not ids: only the whole value is one.
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return [];
  const pieces = [...value.matchAll(/[^-_:|~,;#@]+/g)];
  const parts = pieces.flatMap(({ 0: piece, index }, at): ValuePart[] => {
    const behind = value.charAt(index + piece.length);
    if (!mayBeIdPart(piece) || pieces.length < 2) return [];
    if (at === 0) return [{ value: piece, pattern: `*${behind}` }];
    const word = pieces[at - 1]!;
    const before = value.slice(word.index, index);
    return isWord(word[0]) ? [{ value: piece, pattern: `${before}*${behind}` }] : [];
  });
  return parts.toSorted((a, b) => b.value.length - a.value.length);
}

function mayBeIdPart(piece: string): boolean {
  return /^[\w.@$-]{4,100}$/.test(piece) && /\d/.test(piece);
}
