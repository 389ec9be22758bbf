import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import type { MatchRecord } from '../../lib/model/match/records';
import { among, person } from './invented-people';

// A team of ten that serves many.
const team = Array.from({ length: 300 }, (_, at) =>
  person(`p${at}`, `丁${'一二三四五六七八九十'[at % 10]}${at}`, { owner: `u${at % 10}` }),
);

function first(shown: string, me: string, ...people: MatchRecord[]) {
  const { decision, candidates } = match(shown, among(...team, ...people), { me });
  return { decision, id: candidates[0]?.id, reasons: candidates[0]?.reasons ?? [] };
}

describe('whose WeChat it is', () => {
  const mine = person('mine', '沈溪桐', { owner: 'u1' });
  const theirs = person('theirs', '沈溪桐', { owner: 'u2' });

  it('puts my customer before a colleague’s of the same name and says why', () => {
    expect(first('沈溪桐', 'u1', mine, theirs)).toMatchObject({ id: 'mine', reasons: expect.arrayContaining(['mine']) });
  });

  it('counts customers whom I help with as mine', () => {
    expect(first('沈溪桐', 'u3', { ...mine, helpers: ['u3'] }, theirs)).toMatchObject({
      id: 'mine',
      reasons: expect.arrayContaining(['mine']),
    });
  });

  it('makes a colleague’s customer sure by a number, never by the name', () => {
    const known = { ...theirs, phones: ['13800001234'] };
    expect(first('沈溪桐', 'u1', known).decision).not.toBe('sure');
    expect(first('沈溪桐 13800001234', 'u1', known)).toMatchObject({ decision: 'sure', id: 'theirs' });
    expect(first('沈溪桐', 'u2', known).decision).toBe('sure');
  });

  it('tells a colleague by the id: who bears my name and has another id is not me', () => {
    const named = person('named', '沈溪桐', { owner: 'u7', helpers: ['王敏'] });
    expect(first('沈溪桐', 'u1', named).reasons).not.toContain('mine');
  });

  it('is left aside where the CRM says of nobody that I serve them', () => {
    expect(first('沈溪桐', 'somebody', mine).decision).toBe('sure');
  });

  it('counts in an answer without a Directory too', () => {
    const { candidates, decision } = matchAnswer('沈溪桐', [theirs, mine], { complete: true, me: 'u1' });
    expect([candidates[0]?.id, decision]).toEqual(['mine', 'likely']);
    expect(matchAnswer('沈溪桐', [theirs], { complete: true, me: 'u1' }).decision).not.toBe('sure');
  });

  it('narrows a title that many answer to down to my customers', () => {
    const wangs = Array.from({ length: 200 }, (_, at) => person(`w${at}`, `王${'芳静敏燕娜'[at % 5]}`, { owner: at === 7 ? 'u1' : 'u2' }));
    const { candidates } = match('王姐', among(...team, ...wangs), { me: 'u1' });
    expect(candidates[0]).toMatchObject({ id: 'w7', reasons: expect.arrayContaining(['title', 'mine']) });
  });
});
