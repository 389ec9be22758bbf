import { plainLetters } from '../folding/letters';
import { isBasicHan } from '../folding/fold';
import { phoneTails } from '../phone';
import { begun, hashBehind } from './hash';
import { cantoneseKey } from './in-letters';
import { pairsOf, servedKey, slipKeys, type Person, type Profile } from './profile';
import { turned } from './latin-names';
import { servedBy } from './records';
import { lastKey } from './shortened';
import { isCompound } from './surnames';

// The first letter of a key is its kind.
const WHOLE = begun('');
const ID = begun('i');
const TAIL = begun('t');
const NAME = begun('n');
const NICKNAME = begun('x');
const READING = begun('p');
const COMPANY = begun('c');
const DIGITS = begun('d');
const LATIN = begun('e');

/** The hashes of all keys under which the index files a customer. A fill makes millions of them: their texts are never joined. */
export function keysOf(profile: Profile): number[] {
  const { name, person, remark, nickname, company, record } = profile;
  const keys = new Keys();
  keys.add(ID, record.id);
  for (const field of record.phones) for (const tail of phoneTails(field)) keys.add(TAIL, tail);
  if (name) keys.add(NAME, name);
  if (remark && remark !== name) keys.add(NAME, remark);
  if (nickname && nickname !== name && nickname !== remark) keys.add(NAME, nickname);
  // A frequent nickname has few bearers with the same emoji after it.
  if (nickname && profile.text.nickname !== nickname) keys.add(NICKNAME, profile.text.nickname);
  if (person) addPerson(keys, person, name, company);
  for (const text of [name, nickname]) if (!isBasicHan(text) && plainLetters(text) !== text) keys.add(NAME, plainLetters(text));
  for (const part of profile.parts) keys.add(NAME, part);
  if (profile.digits) keys.add(DIGITS, profile.digits);
  for (const words of [profile.latin, profile.latinInTwo, profile.called]) if (words.length > 1) keys.add(LATIN, turned(words));
  for (const word of wordsOf(profile)) keys.add(NAME, word);
  const said = saidOf(profile).filter(Boolean);
  for (const colleague of servedBy(record)) {
    const served = begun(servedKey(colleague, ''));
    for (const text of said) keys.add(served, text);
  }
  return keys.all;
}

/** Each key once. */
class Keys {
  readonly all: number[] = [];

  /** @param begun the beginning of the key, as `hashBehind` needs it */
  add(begun: number, rest: string): void {
    const key = hashBehind(begun, rest);
    if (!this.all.includes(key)) this.all.push(key);
  }
}

const mayStandAlone = /^(?:[\u4e00-\u9fff]{3,8}|\p{Script=Hangul}{2,4})$/u;

/** The words of the remark: agents use part of them as the shown name. */
export function wordsOf({ text, name }: Profile): string[] {
  const words = text.remark.split(' ');
  return words.length > 1 ? words.filter((word) => word !== name && mayStandAlone.test(word)) : [];
}

function addPerson(keys: Keys, { surname, given, readings }: Person, name: string, company: string): void {
  const southern = cantoneseKey(surname, given);
  if (southern !== null) keys.add(WHOLE, southern);
  for (const reading of readings) keys.add(READING, reading);
  for (const slip of slipKeys(name)) keys.add(WHOLE, slip);
  const [first = ''] = name;
  const works = begun(first, COMPANY);
  for (const pair of pairsOf(company.slice(0, 12))) keys.add(works, pair);
  // Few people share a surname of two characters, so it is a key without the company.
  if (isCompound(surname)) keys.add(COMPANY, surname);
}

/** What a colleague may call a customer whom no other colleague does. */
function saidOf({ name, nickname, person, latin, called }: Profile): string[] {
  const addressed = person ? [person.surname, person.given, lastKey(person.given.slice(-1))] : [];
  return [name, nickname, ...addressed, ...latin, called[0] ?? ''];
}
