import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const mine = { owner: 'me' };
const names = [
  'Nora Haddad',
  'Jorge Nunez',
  'Hans-Peter Müller',
  'Karin Schroeder',
  'Łukasz Wójcik',
  'Łucja',
  'Søren Kjær',
  'Anton Weiß',
  'Siti Nurhaliza Binti Ahmad',
  'Muthu Raman',
  'Devi a/p Nathan',
  'Tan Ah Kow',
  'Lim Kok Seng',
  'Rajesh Patel',
  'Nguyen Thi Hong',
];
const index = among(
  ...Array.from({ length: 200 }, (_, at) => person(`m${at}`, `丁${'一二三四五六七八九十'[at % 10]}${'海山川江河'[at % 5]}`, mine)),
  ...names.map((name) => person(name, name, { ...mine, company: name === 'Nora Haddad' ? 'Maersk Line' : null })),
  person('lin', '林伟明', mine),
);

function shown(text: string): string {
  const { decision, candidates } = match(text, index, { me: 'me' });
  return `${decision} ${candidates[0]?.id ?? ''}`.trim();
}

describe('a name in letters of other countries', () => {
  it.each([
    // Marks that are left out, or written as a second letter.
    ['Jorge Núñez', 'Jorge Nunez'],
    ['Señor Jorge Núñez', 'Jorge Nunez'],
    ['Hans Peter Mueller', 'Hans-Peter Müller'],
    ['Hans-Peter Muller', 'Hans-Peter Müller'],
    ['Karin Schröder', 'Karin Schroeder'],
    ['Soeren Kjaer', 'Søren Kjær'],
    ['Soren Kjaer', 'Søren Kjær'],
    ['Lukasz Wojcik', 'Łukasz Wójcik'],
    ['Lukasz', 'Łukasz Wójcik'],
    ['Lucja', 'Łucja'],
    ['Herr Weiss', 'Anton Weiß'],
    // The first words of a longer name, and what says whose child somebody is.
    ['Hans-Peter', 'Hans-Peter Müller'],
    ['Siti Nurhaliza', 'Siti Nurhaliza Binti Ahmad'],
    ['Muthu s/o Raman', 'Muthu Raman'],
    ['Devi Nathan', 'Devi a/p Nathan'],
    // Beside a title, the company or a place.
    ["Dato' Lim Kok Seng", 'Lim Kok Seng'],
    ['Nora (Maersk)', 'Nora Haddad'],
    ['Ms Hồng VN', 'Nguyen Thi Hong'],
    ['Tan Ah Kow (Geylang)', 'Tan Ah Kow'],
  ])('%s is asked about as %s', (text, name) => {
    expect(shown(text)).toMatch(new RegExp(`^(?:sure|likely) ${name}$`));
  });

  it.each(['Lukasz', 'Lucja', 'Hans-Peter', 'Siti Nurhaliza', 'Nora (Maersk)', 'Devi Nathan'])('%s is never certain', (text) =>
    expect(shown(text)).toMatch(/^likely/),
  );

  it.each(['Nora (Cosco)', 'Lukas', 'Hans-Ulrich', 'Siti Aminah', "Muthu's brother", 'Mr. Shah (Mumbai)', 'Muthu s/o Krishnan'])(
    '%s is nobody of them, or no more than a list',
    (text) => expect(shown(text)).not.toMatch(/^(?:sure|likely)/),
  );

  it('Mr. Patel (Mumbai) may be any Patel: he is offered', () => {
    expect(shown('Mr. Patel (Mumbai)')).toBe('several Rajesh Patel');
  });

  it('is weighed against what may be pinyin only where it is made of its syllables', () => {
    expect(shown('Raymond Lam Wai Ming')).toBe('likely lin');
  });
});
