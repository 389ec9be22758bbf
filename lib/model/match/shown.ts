import { fold, keyOf, tokenize, type Token } from '../folding/fold';
import { findPhones } from '../find-phones';
import { plainLetters } from '../folding/letters';
import type { Region } from '../regions';

/** A name as the page shows it, taken apart. */
export interface Shown {
  /** As shown, with width and case folded but the script kept. */
  raw: string;
  /** Folded, without phone numbers. */
  text: string;
  /** The tokens without phone numbers, written one after the other; spans count its UTF-16 units. */
  flat: string;
  tokens: (Token & { start: number })[];
  key: string;
  phones: string[];
}

/** A stretch of `Shown.flat`. */
export interface Span {
  from: number;
  to: number;
}

// A remark in WeChat is far shorter; what comes after this much is not a name.
const longest = 64;

/** @param home how phone numbers without a calling code are read */
export function readShown(text: string, home: Region | null = null): Shown {
  const written = text.slice(0, 2 * longest);
  const phones = findPhones(written, home);
  let rest = written;
  for (const { start, end } of phones.toReversed()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  rest = fold(rest);
  const tokens = placed(tokenize([...rest].slice(0, longest).join('')));
  return {
    raw: written.normalize('NFKC').toLowerCase(),
    text: phones.length > 0 || !/^\s|\s$|\p{Cf}/u.test(text) ? rest : `${rest} `,
    flat: tokens.map((token) => token.text).join(''),
    tokens,
    key: keyOf(tokens),
    phones: [...new Set(phones.map(({ phone }) => phone))],
  };
}

/** Whether the phone number is all there is, but for other digits. */
export function isNumberAlone({ key, phones }: Shown): boolean {
  return phones.length > 0 && /^\d*$/.test(key);
}

/** Where `part` stands in the shown name; foreign words and numbers only as a whole. Null when it does not. */
export function find(shown: Shown, part: string): Span | null {
  for (let from = shown.flat.indexOf(part); part && from >= 0; from = shown.flat.indexOf(part, from + 1)) {
    const span = { from, to: from + part.length };
    if (fits(shown, span)) return span;
  }
  return null;
}

/** What is left of the shown name without the span, still in tokens. */
export function without(shown: Shown, { from, to }: Span): Token[] {
  const rest: Token[] = [];
  for (const { kind, text, start } of shown.tokens) {
    const cut = { from: Math.max(0, from - start), to: Math.min(text.length, to - start) };
    const pieces = cut.from < cut.to ? [text.slice(0, cut.from), text.slice(cut.to)] : [text];
    for (const piece of pieces) if (piece) rest.push({ kind, text: piece });
  }
  return rest;
}

/** A name in letters without gaps, in every order of its words that may be meant: Wang Lei, Lei Wang, Qing Ou Yang. */
export function spelledNames({ tokens, key }: Shown): string[] {
  if (!/^[a-z]+$/.test(plainLetters(key))) return [];
  const words = tokens.filter(({ kind }) => kind === 'latin').map(({ text }) => plainLetters(text));
  const orders = [words, [...words.slice(-1), ...words.slice(0, -1)], [...words.slice(1), ...words.slice(0, 1)]];
  return [...new Set(orders.map((order) => order.join('')))];
}

/** Every stretch that may be a name: two to five Chinese characters in a row, or up to three whole tokens. */
export function nameSpans(shown: Shown): (Span & { text: string })[] {
  const spans = new Map<string, Span & { text: string }>();
  for (const [at, token] of shown.tokens.entries()) {
    const chars = token.kind === 'han' ? token.text.length : 0;
    for (let from = 0; from < chars; from++) {
      for (let to = from + 2; to <= Math.min(chars, from + 5); to++) keep(token.start + from, token.start + to);
    }
    for (let last = at; last < Math.min(at + 3, shown.tokens.length); last++) {
      const end = shown.tokens[last];
      if (end) keep(token.start, end.start + end.text.length);
    }
  }
  return [...spans.values()];

  function keep(from: number, to: number): void {
    const text = shown.flat.slice(from, to);
    if (!spans.has(text)) spans.set(text, { from, to, text });
  }
}

function fits(shown: Shown, { from, to }: Span): boolean {
  return shown.tokens.every(({ kind, start, text }) => {
    const end = start + text.length;
    if (end <= from || start >= to || kind === 'han') return true;
    return start >= from && end <= to;
  });
}

function placed(tokens: Token[]): (Token & { start: number })[] {
  let start = 0;
  return tokens.map((token) => {
    const made = { ...token, start };
    start += token.text.length;
    return made;
  });
}
