import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import { among, person } from './invented-people';

const names = fc.string({ unit: fc.constantFrom(...'王李沈欧阳溪桐芳静丽麗a1 -·@（🌻\u200b'), maxLength: 8 });
const records = fc.array(
  fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5'),
    name: names,
    company: fc.option(names),
    phones: fc.array(fc.constantFrom('13800001234', '138****1234', '', 'x'), { maxLength: 2 }),
    nickname: fc.option(names),
    remark: fc.option(names),
    tags: fc.array(names, { maxLength: 2 }),
    owner: fc.option(names),
    updatedAt: fc.constant(null),
  }),
  { maxLength: 12 },
);

describe('the index', () => {
  it('finds what was added, by the new name after a change, and not after removal', () => {
    const index = among(person('a', '沈溪桐'));
    index.put(person('a', '祝听澜'));
    expect(match('沈溪桐', index).candidates).toEqual([]);
    expect(match('祝听澜', index).candidates[0]?.id).toBe('a');
    expect(index.remove('a')).toBe(true);
    expect(index.remove('a')).toBe(false);
    expect(match('祝听澜', index).decision).toBe('none');
    expect(index.get('a')).toBeNull();
  });

  it('gives a record back as it was put', () => {
    const record = person('0"\u0001\n', '沈溪桐', {
      company: '蓝枫',
      phones: ['138 0000 1234'],
      tags: ['a', 'b'],
      owner: 'me',
      helpers: ['you'],
      updatedAt: '2025-01-01T00:00:00Z',
    });
    const index = new MatchIndex();
    index.put(record);
    expect(index.get(record.id)).toEqual(record);
    expect(index.size).toBe(1);
  });

  it('answers after any additions and removals as if the rest had been put alone', () => {
    fc.assert(
      fc.property(records, records, names, (kept, gone, shown) => {
        const worn = new MatchIndex();
        for (const record of gone) worn.put({ ...record, id: `gone-${record.id}` });
        for (const record of kept) worn.put(record);
        for (const record of gone) worn.remove(`gone-${record.id}`);
        const fresh = new MatchIndex();
        for (const record of kept) fresh.put(record);
        expect(worn.size).toBe(fresh.size);
        expect(match(shown, worn)).toEqual(match(shown, fresh));
      }),
      { numRuns: 200 },
    );
  });

  it('stays right while it grows and shrinks by thousands', () => {
    const index = new MatchIndex();
    for (let at = 0; at < 5000; at++)
      index.put(person(String(at), `沈${String.fromCharCode(0x5000 + at)}`, { company: '长名字的公司'.repeat(30) }));
    for (let at = 0; at < 4990; at++) index.remove(String(at));
    expect(index.size).toBe(10);
    expect(index.get('4995')?.name).toBe(`沈${String.fromCharCode(0x5000 + 4995)}`);
    expect(match(`沈${String.fromCharCode(0x5000 + 100)}`, index).candidates).toEqual([]);
    expect(match(`沈${String.fromCharCode(0x5000 + 4995)}`, index).candidates[0]?.id).toBe('4995');
  });
});

describe('any text at all', () => {
  it.each([
    '',
    ' ',
    '\u200b',
    '🌻',
    '()',
    '[['.repeat(5000),
    '王'.repeat(20_000),
    '1'.repeat(5000),
    '\ud800',
    '<img src=x onerror=1>',
    '__proto__',
  ])('is answered without harm (%#)', (shown) => {
    const { decision, candidates } = match(shown, among(person('a', '沈溪桐', { nickname: '<b>' })));
    expect(decision === 'none').toBe(candidates.length === 0);
  });

  it('yields scores between 0 and 1, best first, nobody twice, nobody refused', () => {
    fc.assert(
      fc.property(fc.oneof(names, fc.string({ unit: 'binary' })), records, fc.constantFrom('1', '2'), (shown, people, refused) => {
        const index = new MatchIndex();
        for (const one of people) index.put(one);
        const { decision, candidates } = match(shown, index, { refused: [refused], me: 'a' });
        const scores = candidates.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
        expect(candidates.some(({ id }) => id === refused)).toBe(false);
        expect(decision === 'none').toBe(candidates.length === 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a CRM’s answer without a Directory', () => {
  const shen = person('shen', '沈溪桐', { phones: ['13800001234'] });

  it('is trusted for a rare name when it is all that the CRM has', () => {
    expect(matchAnswer('沈溪桐', [shen], { complete: true })).toMatchObject({ decision: 'sure', candidates: [{ id: 'shen' }] });
  });

  it('is doubted for a common name, though it holds one person only', () => {
    expect(matchAnswer('王伟', [person('w', '王伟')], { complete: true }).decision).toBe('several');
  });

  it('is doubted more when the CRM may have others', () => {
    const all = matchAnswer('沈溪桐', [shen], { complete: true }).candidates[0]?.score ?? 0;
    const some = matchAnswer('沈溪桐', [shen]).candidates[0]?.score ?? 0;
    expect(some).toBeLessThan(all);
  });

  it('with two of the same name is for the person to choose from', () => {
    expect(matchAnswer('沈溪桐', [shen, person('twin', '沈溪桐')], { complete: true }).decision).toBe('several');
  });

  it('is sure by the phone number alone', () => {
    expect(matchAnswer('13800001234', [shen])).toMatchObject({
      decision: 'sure',
      candidates: [{ id: 'shen', reasons: expect.arrayContaining(['phone']) }],
    });
  });
});
