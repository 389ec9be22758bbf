import type { Token } from '../folding/fold';
import data from './data/titles.json' with { type: 'json' };
import { withoutLegalForms } from './profile';
import { oncePerShown } from './once-per-shown';
import type { Shown } from './shown';
import { isCompound, surnameShare } from './surnames';

const titles = new Set(data.titles.split(' '));
/** Titles of one character that many given names end with. */
const southern = new Set(data.southern.split(' '));
const SOUTHERN = 0.02;

/** Whether a text is how one addresses people. */
export function isTitle(text: string): boolean {
  return titles.has(text);
}

const measures = /^(?:号楼|号院|号|栋|幢|座|单元|室|楼|层|户|弄|年|月|日|期|楼栋)/u;

/** Without what only says what the digits before it count: 8栋1单元1903, 3月5日. */
export function withoutMeasures(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    const text = token.kind === 'han' && tokens[at - 1]?.kind === 'digits' ? token.text.replace(measures, '') : token.text;
    return text === '' ? [] : text === token.text ? token : { kind: token.kind, text };
  });
}

/** A way to read a shown name as company, surname and title: 正泰王总, 王总(正泰). `company` is '' where nothing else is shown. */
export interface Titled {
  surname: string;
  title: string;
  company: string;
  /** How much rarer than the others such a reading is right. */
  weight: number;
}

/** Every such reading of the name; mostly none or one. */
export const readTitles = oncePerShown((shown): readonly Titled[] => {
  const found: Titled[] = [];
  const words = withoutMeasures(shown.tokens)
    .filter(({ kind, text }) => kind === 'han' || titles.has(text))
    .map(({ text }) => text);
  for (const [at, word] of words.entries()) {
    // A title that is written apart belongs to what is before it.
    const apart = titles.has(words[at + 1] ?? '') ? 1 : 0;
    const token = word + (apart === 1 ? words[at + 1] : '');
    const others = [...words.slice(0, at), ...words.slice(at + 1 + apart)];
    const chars = [...token];
    for (let from = 0; from + 1 < chars.length; from++) {
      const company = [chars.slice(0, from).join(''), ...others].map(withoutLegalForms).join('');
      for (const surname of surnamesAt(chars, from)) {
        const title = chars.slice(from).join('').slice(surname.length);
        if (titles.has(title)) found.push({ surname, title, company, weight: 1 });
      }
    }
  }
  return [...found, ...readFamiliar(shown)];
});

/**
 * 老徐, 小欧阳, 柯桥老徐, 深圳 老徐, 陈生 and 陈太 of the south; a surname of two characters stands by itself too. Only where nothing but this is shown:
 * in 王伟 小林 it is another person.
 */
function readFamiliar({ tokens }: Shown): Titled[] {
  if (tokens.length === 0 || tokens.length > 2 || tokens.some(({ kind }) => kind !== 'han')) return [];
  const words = tokens.map(({ text }) => text);
  const last = words.at(-1)!;
  const other = words.length > 1 ? words[0]! : '';
  if (other === '' && isCompound(last)) return [{ surname: last, title: '', company: '', weight: 1 }];
  if (other === '' && last.length === 2 && southern.has(last[1]!) && surnameShare(last[0]!) >= 1e-4)
    return [{ surname: last[0]!, title: last[1]!, company: '', weight: SOUTHERN }];
  const [, before = '', surname = ''] = /^(.*)[老小](..?)$/u.exec(last) ?? [];
  const isSurname = isCompound(surname) || (surname.length === 1 && surnameShare(surname) >= 1e-4);
  // 马小梅 is a name.
  const isName = before.length === 1 || isCompound(before);
  return isSurname && !isName && other.length <= 2 ? [{ surname, title: '', company: withoutLegalForms(before) + other, weight: 1 }] : [];
}

function surnamesAt(chars: string[], from: number): string[] {
  const two = `${chars[from]}${chars[from + 1]}`;
  return isCompound(two) ? [two, chars[from]!] : [chars[from]!];
}
