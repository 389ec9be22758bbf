import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchRecord } from '../../lib/model/match/records';
import { stretches } from '../../lib/model/search/highlight';
import { matchesTag } from '../../lib/model/search/matches-tag';
import { SearchIndex } from '../../lib/model/search/search-index';
import { searchLine } from '../../lib/model/search/search-line';

function record(name: string, more: Partial<MatchRecord> = {}): MatchRecord {
  return { id: name, name, company: null, phones: [], nickname: null, remark: null, tags: [], owner: null, updatedAt: null, ...more };
}

function marked(text: string, query: string): string[] {
  return stretches(text, query).map(({ from, to }) => text.slice(from, to));
}

function index(...records: MatchRecord[]): SearchIndex {
  const made = new SearchIndex();
  for (const [slot, one] of records.entries()) made.put(slot, searchLine(one));
  return made;
}

describe('hits', () => {
  it('come with the name itself first, then names that begin so, then other fields, then the rest', () => {
    const made = index(
      record('李大海', { company: '小王芳药业' }),
      record('陈一', { remark: '王芳的同事' }),
      record('王芳菲'),
      record('王芳'),
    );
    expect(made.find('王芳', 10).map(({ slot }) => slot)).toEqual([3, 2, 1, 0]);
  });

  it('hold those whose name begins so, also where far more fit than are wanted', () => {
    const made = index(record('深圳人'), ...Array.from({ length: 5_000 }, (_, at) => record(`客户${at}`, { company: '深圳某公司' })));
    expect(made.find('深圳', 20)[0]).toEqual({ slot: 0, rank: 1 });
    expect(made.find('深圳', 20)).toHaveLength(20);
  });

  it('need every part of what was typed, in any order', () => {
    const made = index(record('王芳', { company: '启明医药' }), record('王芳', { company: '云帆软件' }));
    expect(made.find('云帆 王', 10).map(({ slot }) => slot)).toEqual([1]);
    expect(made.find('云帆 李', 10)).toEqual([]);
  });

  it('are none for nothing, and nothing that is typed can reach over the border between two customers', () => {
    const made = index(record('甲乙'), record('丙丁'));
    for (const query of ['', '  ', '乙丙', '乙\n丙', '乙\t丙', '\n', '\t']) expect(made.find(query, 10)).toEqual([]);
  });
});

it('the index finds after any order of puts and removals what a plain search through the lines finds', () => {
  const names = fc.string({ unit: fc.constantFrom(...'王芳abc1 '), minLength: 1, maxLength: 5 });
  const steps = fc.array(fc.record({ slot: fc.nat(30), name: fc.option(names, { nil: null }) }), { maxLength: 150 });
  fc.assert(
    fc.property(steps, fc.constantFrom('王', '芳a', 'b', 'wang', 'wf', '1'), (all, query) => {
      const made = new SearchIndex();
      const plain = new Map<number, string>();
      for (const { slot, name } of all) {
        if (name === null) made.remove(slot);
        else made.put(slot, searchLine(record(name)));
        if (name === null) plain.delete(slot);
        else plain.set(slot, searchLine(record(name)));
      }
      const again = new SearchIndex();
      again.restore(structuredClone(made.save()));
      const wanted = [...plain].filter(([, line]) => line.includes(query)).map(([slot]) => slot);
      for (const one of [made, again]) {
        const slots = one.find(query, 100).map(({ slot }) => slot);
        expect(slots.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
      }
    }),
  );
});

it('an index that was changed over and over does not grow, and still finds', () => {
  const made = new SearchIndex();
  for (let round = 0; round < 20; round++) {
    for (let slot = 0; slot < 1_000; slot++) made.put(slot, searchLine(record(`王${slot}轮${round}`)));
  }
  expect(made.find('轮19', 2_000)).toHaveLength(1_000);
  expect(made.find('轮18', 2_000)).toEqual([]);
  expect(made.save().entries).toBeLessThan(6_000);
});

describe('what was typed is marked', () => {
  it.each([
    ['王小芳', '小芳', ['小芳']],
    ['王小芳', 'xiaof', ['小芳']],
    ['王小芳', 'wxf', ['王小芳']],
    ['麗華 Lee', '丽华', ['麗華']],
    ['麗華 Lee', 'LEE', ['Lee']],
    ['138-0000 1111', '80000', ['8-0000']],
    ['启明医药', '医药 启明', ['启明医药']],
    ['👨‍👩‍👧王芳', '王', ['王']],
    ['ＡＢ商贸', 'b商', ['Ｂ商']],
    ['王芳', '李', []],
  ])('in %s for %s', (text, query, parts) => {
    expect(marked(text, query)).toEqual(parts);
  });

  it('at places inside the text, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 4 }), (text, query) => {
        let before = 0;
        for (const { from, to } of stretches(text, query)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

it('a tag answers to any part of its name, in pinyin and initials too', () => {
  const tag = { id: '1', name: '价格敏感', group: null, color: null };
  for (const query of ['敏感', 'jiage', 'jgmg', 'mingan', '價格']) expect(matchesTag(tag, query), query).toBe(true);
  for (const query of ['意向', 'gaoyi', 'x']) expect(matchesTag(tag, query), query).toBe(false);
});
