import { fold, keyOf, tokenize, type Token } from '../folding/fold';
import { findPhones } from '../find-phones';
import { withoutLookAlikes } from '../look-alike';
import { plainLetters } from '../folding/letters';
import type { Region } from '../regions';
import { withoutDescent } from './latin-names';
import { oncePerShown } from './once-per-shown';
import { numberWordAtEnd, numberWordAtStart } from './relations';
import { readThirdPerson, relationAtEnd, relationAtStart } from './third-person';

/** A name as the page shows it, parsed. */
export interface Shown {
  /** As shown, with width and case folded, but not the script. */
  raw: string;
  /** Folded, without phone numbers. */
  text: string;
  /** The tokens without phone numbers, concatenated; spans count its UTF-16 units. */
  flat: string;
  tokens: (Token & { start: number })[];
  key: string;
  /** Former companies: 原华为, ex-Tencent. They are not among the tokens. */
  former: string[];
  phones: string[];
  /** Numbers that words beside them give to somebody else: 老婆138…. */
  theirs: string[];
  /** Partly shown numbers, hidden digits as `*`: 尾号1234, 138****1234. They are not among the tokens. */
  parts: string[];
  /** The text contains a question mark: its author was not sure. Or letters that only look like those of a name. */
  asks: boolean;
  /** Set where the text is about another person: the rest that names the contact, and the person it is about. Null otherwise. */
  third: { main: Shown | null; about: Shown | null } | null;
}

/** A stretch of `Shown.flat`. */
export interface Span {
  from: number;
  to: number;
}

// WeChat's remarks are far shorter; what follows is no name.
const longest = 64;
/** The length of the longest word of relation. */
const LABEL = 12;
const sources = new Set(['微信', '企业微信', 'wechat', 'weixin', 'wecom']);

/** @param home how phone numbers without a calling code are read */
export function readShown(text: string, home: Region | null = null): Shown {
  const { written, isDrawn, found, rest, parts, kept, former } = readParts(text, home);
  const numbers = (theirs: boolean) => [...new Set(found.filter((one) => one.theirs === theirs).map(({ phone }) => phone))];
  const isPadded = found.length === 0 && /^\s|\s$|\p{Cf}/u.test(text);
  const shown = shownOf(kept, isPadded ? `${rest} ` : rest);
  const third = readThirdPerson(shown.tokens, rest);
  const part = (tokens: Token[]) => (tokens.length === 0 ? null : shownOf(tokens, tokens.map((token) => token.text).join(' ')));
  return {
    ...shown,
    former,
    raw: written.normalize('NFKC').toLowerCase(),
    phones: numbers(false),
    theirs: numbers(true),
    parts,
    asks: /[?？]/u.test(written) || isDrawn,
    third: third && { main: part(third.main), about: part(third.about) },
  };
}

/** The tokens of a shown name alone: a fill reads one for each customer. */
export function readTokens(text: string): Pick<Shown, 'flat' | 'tokens'> {
  const tokens = placed(readParts(text, null).kept);
  return { tokens, flat: flatOf(tokens) };
}

function readParts(text: string, home: Region | null) {
  const asShown = text.slice(0, 2 * longest);
  const written = /[\u0370-\u052f]/.test(asShown) ? withoutLookAlikes(asShown) : asShown;
  const found = findPhones(written, home).map((phone) => labelled(written, phone));
  let rest = written;
  for (const { start, end } of found.toReversed()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  const parts: string[] = [];
  rest = withoutDescent(withoutSource(fold(rest.replace(faces, '🙂')))).replace(
    shownInPart,
    (_, end: string | undefined, masked: string) => {
      parts.push(end ? `*${end}` : masked.replace(/[x×•●]/g, '*'));
      return ' ';
    },
  );
  return { written, isDrawn: written !== asShown, found, rest, parts, ...withoutFormer(tokenize([...rest].slice(0, longest).join(''))) };
}

function flatOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join('');
}

function shownOf(found: Token[], text: string): Shown {
  const tokens = placed(found);
  const flat = flatOf(tokens);
  return { raw: flat, text, flat, tokens, key: keyOf(tokens), former: [], phones: [], theirs: [], parts: [], asks: false, third: null };
}

/** WeChat's own pictures, which its page writes as words. */
const faces =
  /\[(?:微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|吐|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|鄙视|委屈|快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|社会社会|旺柴|好的|打脸|哇|翻白眼|666|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|强|弱|握手|胜利|抱拳|勾引|拳头|OK|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|菜刀|炸弹|便便|月亮|太阳|庆祝|礼物|红包|發|福|烟花|爆竹|猪头|跳跳|发抖|转圈)\]/gu;

/** The last digits of a number after a word for it, or a number with hidden digits. */
const shownInPart = /(?:手机|电话)?(?:尾号|末四位|后四位|尾数)[:：\s]*(\d{4})(?!\d)|(?<!\d)(1[3-9]\d[*x×•●]{3,6}\d{3,4})(?!\d)/gu;

// 离职换人 and 离职交接 say that somebody else answers now.
const left = /^(?:原|前|曾在|曾任|曾就职于|离职(?![换接交转改由已新]))(?=..)/u;
const leftInLetters = new Set(['ex', 'former', 'formerly']);

/** Separates former companies from the rest of the tokens; a text that consists of nothing else stays as it is. */
function withoutFormer(tokens: readonly Token[]): { kept: Token[]; former: string[] } {
  const former: string[] = [];
  const kept = tokens.filter(({ kind, text }, at) => {
    const before = tokens[at - 1]?.text ?? '';
    const isFormer = leftInLetters.has(before) || (kind === 'han' && at > 0 && left.test(text) && !isRelation(text));
    if (isFormer) former.push(text.replace(left, ''));
    return !isFormer && !(leftInLetters.has(text) && at > 0 && at + 1 < tokens.length);
  });
  return kept.length > 0 && former.length > 0 ? { kept, former } : { kept: [...tokens], former: [] };
}

/** 前女友, 前同事: these are people. */
function isRelation(text: string): boolean {
  return (
    relationAtStart(text) !== '' ||
    relationAtStart(text.replace(left, '')) !== '' ||
    readThirdPerson([{ kind: 'han', text }], text) !== null
  );
}

/** A number with the words that describe it: 电话138…, 老婆138…, 138…(介绍人). Words that belong to the name before them stay there. */
function labelled(text: string, { start, end, phone }: { start: number; end: number; phone: string }) {
  let [from, to] = [start, end];
  while (from > 0 && isGap(text[from - 1]!)) from--;
  while (to < text.length && isGap(text[to]!)) to++;
  const before = fold(text.slice(Math.max(0, from - LABEL), from));
  const word = numberWordAtEnd(before);
  const whose = relationAtEnd(before.slice(0, before.length - word.length));
  if (whose) return { phone, theirs: true, start: from - word.length - whose.length, end };
  const behind = fold(text.slice(to, to + LABEL));
  const after = numberWordAtStart(behind);
  const theirs = relationAtStart(behind.slice(after.length)) !== '';
  return { phone, theirs, start: word ? from - word.length : start, end: after ? to + after.length : end };
}

function isGap(sign: string): boolean {
  return ' \u3000:：-/()（）[]【】'.includes(sign);
}

/** WeCom writes the origin of the contact after a name: …@微信, or the company. */
function withoutSource(folded: string): string {
  const at = folded.lastIndexOf('@');
  return at > 0 && sources.has(folded.slice(at + 1).trim()) ? folded.slice(0, at).trim() : folded;
}

/** Whether a shown name is about a person who may be another than the contact: 王伟妈妈, 不是王伟. */
export function isAboutSomebody(name: string): boolean {
  const about = readShown(name).third?.about ?? null;
  return about !== null;
}

/** Whether the shown name only consists of the phone number and other digits. */
export function isNumberAlone({ key, phones }: Shown): boolean {
  return phones.length > 0 && /^\d*$/.test(key);
}

/** The position of `part` in the shown name; Latin words and numbers only as a whole. Null where it does not occur. */
export function find(shown: Pick<Shown, 'flat' | 'tokens'>, part: string): Span | null {
  for (let from = shown.flat.indexOf(part); part && from >= 0; from = shown.flat.indexOf(part, from + 1)) {
    const span = { from, to: from + part.length };
    if (fits(shown, span)) return span;
  }
  return null;
}

/** The tokens of the shown name without the span. */
export function without(shown: Pick<Shown, 'tokens'>, { from, to }: Span): Token[] {
  const rest: Token[] = [];
  for (const { kind, text, start } of shown.tokens) {
    const cut = { from: Math.max(0, from - start), to: Math.min(text.length, to - start) };
    const pieces = cut.from < cut.to ? [text.slice(0, cut.from), text.slice(cut.to)] : [text];
    for (const piece of pieces) if (piece) rest.push({ kind, text: piece });
  }
  return rest;
}

/** A name in Latin letters without separators, in every possible order of its words: Wang Lei, Lei Wang, Qing Ou Yang. */
export const spelledNames = oncePerShown(({ tokens, key }): string[] => {
  if (!/^[a-z]+$/.test(plainLetters(key))) return [];
  const words = tokens.filter(({ kind }) => kind === 'latin').map(({ text }) => plainLetters(text));
  const orders = [words, [...words.slice(-1), ...words.slice(0, -1)], [...words.slice(1), ...words.slice(0, 1)]];
  return [...new Set(orders.map((order) => order.join('')))];
});

/** All spans that may be a name: two to five Chinese characters, or up to three whole tokens. */
export const nameSpans = oncePerShown((shown): readonly (Span & { text: string })[] => {
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
});

function fits(shown: Pick<Shown, 'tokens'>, { from, to }: Span): boolean {
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
