import { isPicture, isSeparator, unseparated, withSigns } from '../folding/fold';
import { asked, SEARCHED, searched, type Asked } from './search-line';
import type { Term } from './term';

/** A part of a text, in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
}

/** The parts of the text that match what was typed, by the rules of the search: each typed part once, at its best position. Left to right. */
export function stretches(text: string, query: string): Stretch[] {
  return marksOf(text, query).marks;
}

/** The text from shortly before the first match, where that is far from its beginning. */
export function fromFirstMark(text: string, query: string): string {
  const [first] = stretches(text, query);
  if (!first || first.from <= FAR) return text;
  const from = first.from - BEFORE_MARK;
  return `…${text.slice(/[\udc00-\udfff]/.test(text[from]!) ? from + 1 : from)}`;
}

/** Whether the text matches every part of what was typed. */
export function answers(text: string, query: string): boolean {
  const { marks, missing } = marksOf(text, query);
  return marks.length > 0 && missing === 0;
}

function marksOf(text: string, query: string): { marks: Stretch[]; missing: number } {
  const asking = kept(askedByQuery, query, asked);
  const forms = formsKept(text);
  const exact = asking.exact && marksIn(forms, asking.exact);
  return exact?.missing === 0 ? exact : marksIn(forms, asking);
}

function marksIn(forms: Form[], { terms, whole }: Asked): { marks: Stretch[]; missing: number } {
  const together = whole && markIn(forms, whole);
  const found = together ? [together] : terms.map((term) => markIn(forms, term)).filter((one) => one !== null);
  return { marks: merged(found.toSorted((a, b) => a.from - b.from)), missing: together ? 0 : terms.length - found.length };
}

function markIn(forms: Form[], term: Term): Stretch | null {
  for (const { flat, places } of forms) {
    const found = term.findIn(flat);
    if (found) return { from: places[found.from]!.from, to: places[found.to - 1]!.to };
  }
  return null;
}

/** A text in the form that is searched, with the position in the original text of each of its UTF-16 units. */
interface Form {
  flat: string;
  places: Stretch[];
}

// Many lines are drawn with every key, mostly the same ones.
const formsByText = new Map<string, Form[]>();
let unitsKept = 0;
const MOST_UNITS_KEPT = 250_000;
const askedByQuery = new Map<string, Asked>();
const foldedSigns = new Map<string, string>();
const MOST_KEPT = 3_000;
/** How many characters of a line a narrow panel shows, and how many of them precede the match. */
const FAR = 16;
const BEFORE_MARK = 6;

function formsKept(text: string): Form[] {
  let forms = formsByText.get(text);
  if (!forms) {
    forms = formsOf(text);
    unitsKept += Math.min(text.length, SEARCHED) + 8;
    if (unitsKept > MOST_UNITS_KEPT) {
      formsByText.clear();
      unitsKept = 0;
    }
    formsByText.set(text, forms);
  }
  return forms;
}

function kept<T>(made: Map<string, T>, text: string, make: (text: string) => T): T {
  let value = made.get(text);
  if (value === undefined) {
    value = make(text);
    if (made.size >= MOST_KEPT) made.clear();
    made.set(text, value);
  }
  return value;
}

/** A letter with its combining marks, half-width kana with its mark, a Hangul syllable in parts, any other character. */
const signs = /[\uff66-\uff9d][\uff9e\uff9f]|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gu;

// As in the search: without separators, with and without pictures, with meaningful signs.
function formsOf(text: string): Form[] {
  const all = [...text.slice(0, SEARCHED).matchAll(signs)].map(({ 0: sign, index: from }) => {
    return { from, to: from + sign.length, folded: kept(foldedSigns, sign, searched) };
  });
  const said = all.filter(({ folded }) => !isSeparator(folded)).map((sign) => ({ ...sign, folded: unseparated(sign.folded) }));
  if (said.length === 0) return [formOf(all)];
  const spoken = said.filter(({ folded }) => !isPicture(folded));
  const saying = all.map((sign) => ({ ...sign, folded: withSigns(sign.folded) })).filter(({ folded }) => folded !== '');
  return [said, ...(spoken.length > 0 ? [spoken] : []), saying].map(formOf);
}

function formOf(signs: (Stretch & { folded: string })[]): Form {
  return {
    flat: signs.map(({ folded }) => folded).join(''),
    places: signs.flatMap(({ from, to, folded }) => Array.from({ length: folded.length }, () => ({ from, to }))),
  };
}

function merged(all: Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else kept.push({ ...one });
  }
  return kept;
}
