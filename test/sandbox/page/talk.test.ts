import { expect, it } from 'vitest';
import { people, personByKey } from '../people.ts';
import { talkWith } from './app/talk.ts';

it('has thirty lines with everybody, in order of time, ending now', () => {
  for (const person of people) {
    const times = talkWith(person).map((line) => line.minutesAgo);
    expect(times).toHaveLength(30);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(times.at(-1)).toBe(0);
  }
});

it('is the same at every start', () => {
  expect(talkWith(personByKey('lily'))).toEqual(talkWith(personByKey('lily')));
});

it('names numbers that belong to somebody else among the people', () => {
  const known = new Map(people.flatMap((person) => (person.record?.phone ? [[person.record.phone, person.key] as const] : [])));
  const owners = people.flatMap((person) => numbersIn(person.key).map((digits) => ({ person: person.key, owner: known.get(digits) })));
  expect(owners.filter(({ person, owner }) => owner && owner !== person).length).toBeGreaterThan(20);
  expect(owners.filter(({ person, owner }) => owner === person).length).toBeGreaterThan(20);
  expect(owners.filter(({ owner }) => !owner).length).toBeGreaterThan(20);
});

function numbersIn(key: string): string[] {
  const text = talkWith(personByKey(key))
    .map((line) => line.text.normalize('NFKC').replace(/[-\s]/g, ''))
    .join('\n');
  return text.match(/(?<!\d)1\d{10}(?!\d)/g) ?? [];
}
