import type { Token } from '../folding/fold';
import data from './data/titles.json' with { type: 'json' };
import { withoutLegalForms } from './profile';
import { oncePerShown } from './once-per-shown';
import type { Shown } from './shown';
import { isCompound, isSurname, surnameShare } from './surnames';

const titles = new Set(data.titles.split(' '));
/** Titles of one character that are also common at the end of given names. */
const southern = new Set(data.southern.split(' '));
const SOUTHERN = 0.02;
/** Titles of one character that also occur in names: they only count directly after a surname. */
const short = new Set(data.short.split(' '));
const SHORT = 0.3;
/** A surname before the surname is one: the two are a name, and no company of one character. */
const BEHIND_SURNAME = 0.02;
const courtesies = new Map(Object.entries(data.courtesies));
const inLetters = new Map([...courtesies, ...Object.entries(data.besideSurname)]);

/** Whether a text is a form of address. */
export function isTitle(text: string): boolean {
  return titles.has(text);
}

/** Whether a word in Latin letters is a form of address. */
export function isCourtesy(word: string): boolean {
  return courtesies.has(word);
}

/** 田中さん, 高橋様: surnames that begin with a Chinese surname and cannot be told from it. */
export function isJapanese(title: string): boolean {
  return title === 'さん' || title === '样';
}

/** The Chinese equivalent of a form of address in Latin letters, for `fitsSex`; '' for any other word. */
export function courtesyInHan(word: string): string {
  return courtesies.get(word) ?? '';
}

/** Whether a text after a surname is a form of address: 总, or one that also occurs in names, such as 生 (Mr) and 院 (of a hospital). */
export function isBehindSurname(text: string): boolean {
  return titles.has(text) || short.has(text) || southern.has(text);
}

const measures = /^(?:号楼|号院|号|栋|幢|座|单元|室|楼|层|户|弄|年|月|日|期|楼栋)/u;

/** The text without units after digits: 8栋1单元1903, 3月5日. */
export function withoutMeasures(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    const text = token.kind === 'han' && tokens[at - 1]?.kind === 'digits' ? token.text.replace(measures, '') : token.text;
    return text === '' ? [] : text === token.text ? token : { kind: token.kind, text };
  });
}

/** A way to read a shown name as company, surname and title: 正泰王总, 王总(正泰). `company` is '' where none is shown. */
export interface Titled {
  surname: string;
  title: string;
  company: string;
  /** The probability of this reading, relative to the others. */
  weight: number;
}

/** All such readings of the name, usually none or one. */
export const readTitles = oncePerShown((shown): readonly Titled[] => {
  const words = withoutMeasures(shown.tokens)
    .filter(({ kind, text }) => kind === 'han' || titles.has(text))
    .map(({ text }) => text);
  const found = words.flatMap((word, at): Titled[] => {
    // A title after a separator belongs to what is before it.
    const apart = titles.has(words[at + 1] ?? '') ? 1 : 0;
    const chars = [...word, ...(apart === 1 ? words[at + 1]! : '')];
    const others = [...words.slice(0, at), ...words.slice(at + 1 + apart)];
    return chars.flatMap((_, from) => {
      const company = [chars.slice(0, from).join(''), ...others].map(withoutLegalForms).join('');
      // 尚衡律师 is the lawyer 尚衡, and hardly Mr 衡 of 尚.
      const isName = from === 1 && isSurname(chars[0]!) && others.length === 0;
      return titledAt(chars, from).map((one) => ({ ...one, company, weight: isName ? one.weight * BEHIND_SURNAME : one.weight }));
    });
  });
  return [...found, ...readFamiliar(shown), ...inLettersBeside(shown, words)];
});

/** Whether the whole text may be a surname and a title of one character: 魏生, 李工, 王总. */
export const mayBeTitled = oncePerShown((shown) =>
  readTitles(shown).some(({ surname, title, company }) => company === '' && title.length === 1 && shown.key.length === surname.length + 1),
);

function titledAt(chars: string[], from: number): Omit<Titled, 'company'>[] {
  return surnamesAt(chars, from).flatMap((surname) => {
    const title = chars.slice(from).join('').slice(surname.length);
    return titles.has(title) ? { surname, title, weight: 1 } : short.has(title) ? { surname, title, weight: SHORT } : [];
  });
}

/**
 * 老徐, 小欧阳, 大徐, 柯桥老徐, 深圳 老徐, 老徐(深圳), the southern 陈生 and 陈太, and a surname of two characters by itself. Only where nothing else is shown: in 王伟 小林
 * it is another person.
 */
function readFamiliar({ tokens }: Shown): Titled[] {
  if (tokens.length === 0 || tokens.length > 2 || tokens.some(({ kind }) => kind !== 'han')) return [];
  const [one = '', other = ''] = tokens.map(({ text }) => text);
  return other === '' ? familiarBeside(one, '') : [...familiarBeside(other, one), ...familiarBeside(one, other)];
}

function familiarBeside(text: string, other: string): Titled[] {
  if (isCompound(text)) return [{ surname: text, title: '', company: withoutLegalForms(other), weight: 1 }];
  if (text.length === 2 && southern.has(text[1]!) && surnameShare(text[0]!) >= 1e-4)
    return [{ surname: text[0]!, title: text[1]!, company: withoutLegalForms(other), weight: SOUTHERN }];
  const [, before = '', family = ''] = /^(.*)[老小](..?)$/u.exec(text) ?? /^()大(.)$/u.exec(text) ?? [];
  const isFamily = isCompound(family) || (family.length === 1 && surnameShare(family) >= 1e-4);
  // 马小梅 is a name.
  const isName = before.length === 1 || isCompound(before);
  if (!isFamily || isName || (before !== '' && other.length > 2)) return [];
  return [{ surname: family, title: '', company: withoutLegalForms(before) + withoutLegalForms(other), weight: 1 }];
}

/** The text that is neither company nor surname nor title. */
export function besideTitle({ tokens }: Shown): Token[] {
  return tokens.filter(({ kind, text }) => kind !== 'han' && !inLetters.has(text) && !titles.has(text));
}

/** Miss 沈, 沈Sir: the only word in Latin letters. */
function inLettersBeside({ tokens }: Shown, words: readonly string[]): Titled[] {
  const letters = tokens.filter(({ kind }) => kind === 'latin');
  const title = letters.length === 1 ? inLetters.get(letters[0]!.text) : undefined;
  const [surname = '', ...more] = words;
  return title === undefined || more.length > 0 || !isSurname(surname) ? [] : [{ surname, title, company: '', weight: 1 }];
}

function surnamesAt(chars: string[], from: number): string[] {
  const one = chars[from];
  if (one === undefined) return [];
  const two = `${one}${chars[from + 1]}`;
  return isCompound(two) || isJapanese(chars.slice(from + 2).join('')) ? [two, one] : [one];
}
