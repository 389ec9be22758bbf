import { tokenize, type Token } from '../folding/fold';
import { begun, hash, hashBehind } from './hash';
import { pairsOf, type Profile } from './profile';
import { servedBy } from './records';
import { find, readTokens, without } from './shown';
import type { Counts } from './tally';

// What a counted text begins with says what it is.
const NAME = begun('N');
const SURNAME = begun('s');
const READING = begun('p');
const ALONE = begun('c');
const FIRST = begun('a');
const SECOND = begun('b');
const GIVEN = begun('g');
const WORD = begun('m');
const COLLEAGUE = begun('o');
const COMPANY = begun('w');
const DIGITS = begun('D');
const ASIDE = begun('d');
const LATIN = begun('l');

/** The counts beside those of texts. */
export interface Totals {
  people: number;
  short: number;
  nicknames: number;
  singles: number;
  pairs: number;
  asides: number;
  customers: number;
  foreign: number;
}

/** Counts what a customer teaches of how people are named (`by` 1), or takes it back (-1). */
export function learn(profile: Profile, by: 1 | -1, tally: Counts, totals: Totals): void {
  const count = (begun: number, rest: string) => tally.add(hashBehind(begun, rest), by);
  totals.customers += by;
  count(NAME, profile.name);
  if (profile.person) learnPerson(profile.person, by, count, totals);
  if (profile.nickname) learnNickname(profile.text.nickname, by, tally, totals);
  for (const { text } of tokenize(profile.text.nickname)) count(WORD, text);
  for (const colleague of servedBy(profile.record)) count(COLLEAGUE, colleague);
  for (const pair of new Set(pairsOf(profile.company))) count(COMPANY, pair);
  for (const { kind, text } of asidesOf(profile)) {
    if (kind === 'digits') count(DIGITS, String(text.length));
    else count(ASIDE, text);
    totals.asides += by;
  }
  for (const word of profile.latin) count(LATIN, word);
  if (profile.latin.length > 0) totals.foreign += by;
}

type Count = (begun: number, rest: string) => void;

function learnPerson({ surname, given, readings }: NonNullable<Profile['person']>, by: 1 | -1, count: Count, totals: Totals): void {
  const [a = '', b] = given;
  totals.people += by;
  count(SURNAME, surname);
  if (readings[0]) count(READING, readings[0]);
  if (b === undefined) {
    totals.short += by;
    count(ALONE, a);
    return;
  }
  count(FIRST, a);
  count(SECOND, b);
  count(GIVEN, given);
}

function learnNickname(nickname: string, by: 1 | -1, tally: Counts, totals: Totals): void {
  const text = `k${nickname}`;
  const before = tally.get(text);
  const after = before + by;
  totals.nicknames += by;
  tally.add(hash(text), by);
  totals.singles += Number(after === 1) - Number(before === 1);
  totals.pairs += Number(after === 2) - Number(before === 2);
}

// The text that a person wrote around the name in the remark, and the tags, which many people write there.
function asidesOf({ record, name, remark, tags }: Profile): Token[] {
  const words = tags.map((text): Token => ({ kind: 'han', text }));
  if (!record.remark || !name || remark === name) return words;
  const shown = readTokens(record.remark);
  const span = find(shown, name);
  return span ? [...words, ...without(shown, span)] : words;
}
