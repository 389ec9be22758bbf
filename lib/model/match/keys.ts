import { plainLetters } from '../folding/letters';
import { phoneTails } from '../phone';
import { cantoneseKey } from './in-letters';
import { pairsOf, servedKey, slipKeys, type Person, type Profile } from './profile';
import { turned } from './latin-names';
import { servedBy } from './records';
import { lastKey } from './shortened';
import { isCompound } from './surnames';

/** All keys under which the index files a customer. The first letter is the kind of key. */
export function keysOf(profile: Profile): string[] {
  const { name, person, remark, nickname, company, record } = profile;
  const keys = [`i${record.id}`, ...record.phones.flatMap(phoneTails).map((tail) => `t${tail}`)];
  if (name) keys.push(`n${name}`);
  if (remark && remark !== name) keys.push(`n${remark}`);
  if (nickname && nickname !== name && nickname !== remark) keys.push(`n${nickname}`);
  // A frequent nickname has few bearers with the same emoji after it.
  if (nickname && profile.text.nickname !== nickname) keys.push(`x${profile.text.nickname}`);
  if (person) keys.push(...personKeys(person, name, company));
  for (const text of [name, nickname]) if (plainLetters(text) !== text) keys.push(`n${plainLetters(text)}`);
  for (const part of profile.parts) keys.push(`n${part}`);
  if (profile.digits) keys.push(`d${profile.digits}`);
  for (const words of [profile.latin, profile.latinInTwo, profile.called]) if (words.length > 1) keys.push(`e${turned(words)}`);
  for (const word of wordsOf(profile)) keys.push(`n${word}`);
  for (const colleague of servedBy(record)) {
    const called = person ? [person.surname, person.given, lastKey(person.given.slice(-1))] : [];
    for (const said of new Set([name, nickname, ...called, ...profile.latin, profile.called[0] ?? '']))
      if (said) keys.push(servedKey(colleague, said));
  }
  return [...new Set(keys)];
}

const mayStandAlone = /^(?:[\u4e00-\u9fff]{3,8}|\p{Script=Hangul}{2,4})$/u;

/** The words of the remark: agents use part of them as the shown name. */
export function wordsOf({ text, name }: Profile): string[] {
  const words = text.remark.split(' ');
  return words.length > 1 ? words.filter((word) => word !== name && mayStandAlone.test(word)) : [];
}

function personKeys(person: Person, name: string, company: string): string[] {
  const [first = ''] = name;
  const works = pairsOf(company.slice(0, 12)).map((pair) => `c${first}${pair}`);
  // Few people share a surname of two characters, so it is a key without the company.
  const alone = isCompound(person.surname) ? [`c${person.surname}`] : [];
  const southern = cantoneseKey(person.surname, person.given);
  return [
    ...(southern === null ? [] : [southern]),
    ...person.readings.map((reading) => `p${reading}`),
    ...slipKeys(name),
    ...works,
    ...alone,
  ];
}
