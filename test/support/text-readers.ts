import { checkAddress } from '../../lib/model/address.ts';
import { phoneTail, maskPhone, spacedPhone } from '../../components/customer/mask.ts';
import { csvCells, csvText } from '../../lib/model/csv.ts';
import type { Customer } from '../../lib/model/customer.ts';
import { findPhones } from '../../lib/model/find-phones.ts';
import { fold, keyOf, tokenize } from '../../lib/model/folding/fold.ts';
import { matchAnswer } from '../../lib/model/match/match.ts';
import type { MatchRecord } from '../../lib/model/match/records.ts';
import { differenceOf, mergedText } from '../../lib/model/merge-text.ts';
import { isAlike, isNoKey, linkName } from '../../lib/model/link-name.ts';
import { nameReadings, withoutOne } from '../../lib/model/folding/pinyin.ts';
import { differenceOf as differenceOfNames } from '../../lib/model/look-alike.ts';
import { digitsInCommon } from '../../lib/model/masked.ts';
import { maskNumbers } from '../../lib/model/mask-numbers.ts';
import { splitNumbers, typedNumbers } from '../../lib/model/split-phones.ts';
import { plainDay } from '../../lib/model/written-day.ts';
import { nameBesidePhones } from '../../lib/model/name-beside-phone.ts';
import { oddityOf } from '../../lib/model/odd-phone.ts';
import { normalizePhone, phonesInField, phoneTails } from '../../lib/model/phone.ts';
import { isTypedAs } from '../../lib/model/seen-text.ts';
import { fitsMaskedName, isMaskedName, isOwnDesk, isSharedName } from '../../lib/model/shared-name.ts';
import { stretches } from '../../lib/model/search/highlight.ts';
import { SearchIndex } from '../../lib/model/search/search-index.ts';
import { searchLine } from '../../lib/model/search/search-line.ts';
import { partIn, partsOf } from '../../lib/sites/part-of-value.ts';
import { safeParse } from 'valibot';
import { chinaTimeOrNull } from '../../lib/providers/answer.ts';
import { parseJson } from '../../lib/providers/json.ts';
import { nameQueries } from '../../lib/providers/names.ts';
import { numbersOf } from '../../lib/providers/wechat-console/numbers.ts';
import { tokensOf } from '../../lib/providers/wechat-console/tokens.ts';
import { suggestionText } from '../../lib/service/pages/suggestion-text.ts';
import { chance } from '../sandbox/crm/chance.ts';

/** The functions that parse a text of a page, of a CRM or of a person, by name: each with the text as its only argument. */
export const READERS: Record<string, (text: string) => unknown> = {
  'numbers in a message': (text) => findPhones(text, 'CN', 'message'),
  'numbers in a message, elsewhere': (text) => findPhones(text, 'TW', 'message'),
  'numbers in a field': (text) => [phonesInField(text, 'CN'), phoneTails(text), normalizePhone(text)],
  'a masked number': (text) => digitsInCommon(text, '13800001234'),
  'what is odd about a number': (text) => oddityOf(text.slice(0, 200), 'CN'),
  'a number as it is shown': (text) => [maskPhone(text), spacedPhone(text), phoneTail(text)],
  'the numbers of a field, one by one': (text) => splitNumbers(text, 'CN'),
  'typed numbers, one by one': (text) => typedNumbers(text, 'CN'),
  'a text without numbers': maskNumbers,
  'the readings of a name': (text) => [nameReadings(text), withoutOne(text.slice(0, 24))],
  'a tag beside another one': (text) => differenceOfNames(text, text.toLowerCase()),
  'a day': plainDay,
  'name and number': (text) => nameBesidePhones(text, 'CN'),
  folding: (text) => keyOf(tokenize(fold(text))),
  'a shown name': (text) => matchAnswer(text, [recordOf('王五'), recordOf('沈溪桐')], { complete: true }),
  'a record': (text) => matchAnswer('沈溪桐 13800001234', [recordOf(text), recordOf('沈溪桐')], { complete: true }),
  'what a CRM is asked for': nameQueries,
  'a line of the search': (text) => searchLine(recordOf(text)),
  'a search': (text) => directory().find(text, 50),
  'a mark in a line': (text) => [stretches(text, '沈xt 138'), stretches('沈溪桐 13800001234', text)],
  'a mark in a line, by the readings of a name': (text) => stretches(text, 'zhang san'),
  'a mark in a line, by many readings': (text) => stretches(text, 'zhongchongzhongchangchong'),
  'a mark in a line, by a hundred initials': (text) => stretches(text, 'z'.repeat(100)),
  'a link by a name': (text) => [linkName(text), isNoKey(text), isAlike(text, `王芳${text}`)],
  'a name that several bear': (text) => [isSharedName(text), isMaskedName(text), isOwnDesk(text), fitsMaskedName(text, '王**')],
  'a name that was typed once more': (text) => isTypedAs(text, `${text} `),
  'an address': (text) => [checkAddress(text), checkAddress(`https://${text}`)],
  'a part of an id': (text) => [partIn(text, 'a*b'), partsOf(text, () => true)],
  'a line of a file': (text) => csvText([csvCells(customerOf(text))]),
  'two texts side by side': (text) => differenceOf(text, `${text.slice(9)}。`),
  'two texts that have little in common': (text) => differenceOf(text, `沈${text.slice(1, -1).replaceAll('1', '2')}`),
  'two texts in one': (text) => mergedText(text.slice(5), text, text.slice(3)),
  'an answer': (text) => parseJson(JSON.stringify({ text, list: [...text.slice(0, 2_000)] })),
  'a time of a CRM': (text) => safeParse(chinaTimeOrNull, text),
  'tags of the console': tokensOf,
  'tag numbers of the console': numbersOf,
  'a suggestion': (text) => suggestionText([text, text], true),
};

const SIGNS = [
  ...'0123456789',
  ' ',
  '　',
  '-',
  '.',
  '/',
  '(',
  ')',
  '（',
  '）',
  '+',
  '#',
  ',',
  '，',
  ':',
  '@',
  '_',
  '|',
  '"',
  '\n',
  '\t',
  '\u200b',
  '\0',
];
const WORDS = [
  '沈',
  '长沙',
  '公司',
  '客户',
  '有限公司',
  '转',
  'a',
  'A',
  'zhang',
  '😀',
  '①',
  '1️⃣',
  '８',
  '重',
  'é',
  '138',
  '0571',
  '+86',
  '13800001234',
  '2023-11-05',
  '10:30',
  '://',
  'www.',
];

/** Random texts of up to `longest` UTF-16 units: one kind of character repeated, few kinds alternating, or all mixed. */
export function* hardTexts(count: number, longest: number, seed: number): Generator<string> {
  const next = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  for (let made = 0; made < count; made++) {
    const length = Math.ceil(longest ** (0.3 + 0.7 * next()));
    const kinds = Array.from({ length: 1 + Math.floor(next() ** 2 * 12) }, () =>
      pick(next() < 0.6 ? SIGNS : WORDS).repeat(next() < 0.2 ? Math.ceil(next() * 40) : 1),
    );
    let text = next() < 0.3 ? pick(WORDS) : '';
    const inTurn = next() < 0.6;
    for (let at = 0; text.length < length; at++) text += inTurn ? kinds[at % kinds.length]! : pick(kinds);
    yield (text + (next() < 0.5 ? pick(SIGNS) : '')).slice(0, longest);
  }
}

/**
 * How long this thread was busy, in ms: the shortest of several runs, so that other load on the machine does not count. Where the system counts
 * a thread's time in steps of 4 ms, the wall clock of a quiet machine is more exact.
 */
export function busyMs(work: () => unknown, enough: number): number {
  let shortest = Infinity;
  for (let turn = 0; turn < 4 && shortest > enough; turn++) {
    const before = process.threadCpuUsage();
    const began = performance.now();
    work();
    const { user, system } = process.threadCpuUsage(before);
    shortest = Math.min(shortest, (user + system) / 1_000, performance.now() - began);
  }
  return shortest;
}

function recordOf(text: string): MatchRecord {
  return {
    id: text.slice(0, 20),
    name: text,
    company: text,
    phones: [text],
    nickname: text,
    remark: text,
    tags: [text],
    owner: null,
    updatedAt: null,
  };
}

function customerOf(text: string): Customer {
  const nothing = { stage: null, source: null, owner: null, createdAt: null, updatedAt: null, lastFollowUpAt: null };
  const phones = [{ label: null, number: text, hidden: false }];
  const tags = [{ id: text, name: text, group: null, color: null }];
  return {
    ...nothing,
    connection: 'c',
    id: '1',
    name: text,
    company: text,
    remark: text,
    nickname: text,
    phones,
    tags,
    helpers: [],
    fields: [],
    handle: {},
  };
}

let filled: SearchIndex | undefined;

function directory(): SearchIndex {
  if (filled) return filled;
  filled = new SearchIndex();
  for (let at = 0; at < 500; at++) filled.put(at, searchLine(recordOf(`沈溪桐${at} 138000${10_000 + at}`)));
  return filled;
}
