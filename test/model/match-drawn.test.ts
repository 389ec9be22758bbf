import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import { person } from './invented-people';

function among(text: string, ...names: string[]): string {
  const index = new MatchIndex();
  for (const name of names) index.put(person(name, name));
  const { decision, candidates } = match(text, index, { home: 'CN' });
  return [decision, ...candidates.map(({ id }) => id)].join(' ');
}

describe('a name that is drawn otherwise', () => {
  it.each(['沈溪桐[玫瑰]', '[太阳]沈溪桐[太阳]', '沈溪桐[OK]'])(
    '%s has pictures of WeChat beside it, which its page writes as words',
    (text) => {
      expect(among(text, '沈溪桐')).toBe('sure 沈溪桐');
    },
  );

  it('is asked about where letters of other scripts only look like its own', () => {
    // Cyrillic і and о, Greek Α.
    expect(among('L\u0456ly', 'Lily')).toMatch(/^(several|likely) Lily$/);
    expect(among('\u0391lice', 'Alice')).toMatch(/^(several|likely) Alice$/);
    expect(among('J\u043ehann Wolfgang Ebersbacher', 'Johann Wolfgang Ebersbacher')).toMatch(/^(several|likely) /);
  });

  it('of one other script stays as it is', () => {
    expect(among('Анна', 'Анна')).toMatch(/^(several|likely) Анна$/);
    expect(among('Анна', 'Ahha')).toBe('none');
  });
});
