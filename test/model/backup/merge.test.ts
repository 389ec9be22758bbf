import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeRecords, sameJson } from '../../../lib/model/backup/merge';

const WANG = {
  id: 'w',
  name: '王芳',
  company: '启明' as string | null,
  remark: null as string | null,
  tags: ['a', 'b'],
  phones: [{ label: null as string | null, number: '13900000000', hidden: false }],
  fields: { birthday: '1990-05-01' } as Record<string, string | null>,
  updatedAt: '2026-11-01T00:00:00Z',
};
type Wang = typeof WANG;
const but = (change: Partial<Wang>): Wang => ({ ...WANG, ...change });
const merged = <T>(base: T | undefined, here: T, there: T, prefer: 'here' | 'there') => mergeRecords(base, here, there, () => prefer);
const merge = (base: Wang | undefined, here: Wang, there: Wang, prefer: 'here' | 'there' = 'here') => merged(base, here, there, prefer);

describe('two versions of a customer, with the last that both knew', () => {
  test('what each has changed is in the result', () => {
    const { record, differences } = merge(WANG, but({ remark: '周五回电' }), but({ company: null, fields: { birthday: '1991-05-01' } }));
    expect(record).toEqual(but({ remark: '周五回电', company: null, fields: { birthday: '1991-05-01' } }));
    expect(differences).toEqual([]);
  });

  test('what both have changed otherwise is a difference, and the preferred side counts', () => {
    const [here, there] = [but({ company: '启明医药' }), but({ company: '启明集团' })];
    expect(merge(WANG, here, there)).toEqual({ record: here, differences: [{ at: 'company', here: '启明医药', there: '启明集团' }] });
    expect(merge(WANG, here, there, 'there').record).toEqual(there);
  });

  test('tags and numbers that either has added or taken away are so in the result', () => {
    const second = { label: '家', number: '13911111111', hidden: false };
    const here = but({ tags: ['a', 'c'], phones: [...WANG.phones, second] });
    const there = but({ tags: ['a', 'b', 'd'], phones: [{ ...WANG.phones[0]!, label: '公司' }] });
    const { record, differences } = merge(WANG, here, there);
    expect(record.tags).toEqual(['a', 'c', 'd']);
    expect(record.phones).toEqual([{ ...WANG.phones[0]!, label: '公司' }, second]);
    expect(differences).toEqual([]);
  });

  test('a number that one has deleted and the other has changed is a difference', () => {
    const { record, differences } = merge(WANG, but({ phones: [] }), but({ phones: [{ ...WANG.phones[0]!, label: '公司' }] }));
    expect(differences).toMatchObject([{ at: 'phones.13900000000', here: null }]);
    expect(record.phones).toEqual([]);
  });

  test('the later time of a change counts', () => {
    const there = but({ updatedAt: '2026-11-20T00:00:00Z' });
    expect(merge(WANG, but({ updatedAt: '2026-11-10T00:00:00Z' }), there)).toEqual({ record: there, differences: [] });
  });
});

test('which side counts can be another one for each place', () => {
  const [here, there] = [but({ company: '启明医药', remark: '这里' }), but({ company: '启明集团', remark: '那里' })];
  const { record } = mergeRecords(WANG, here, there, (at) => (at === 'company' ? 'there' : 'here'));
  expect(record).toEqual(but({ company: '启明集团', remark: '这里' }));
});

describe('two versions of which nobody knows the one before', () => {
  test('an empty value gives way, and lists are joined', () => {
    const { record, differences } = merge(undefined, but({ company: null, tags: ['a'] }), but({ remark: '回电', tags: ['z'], fields: {} }));
    expect(record).toEqual(but({ remark: '回电', tags: ['a', 'z'] }));
    expect(differences).toEqual([]);
  });

  test('two values are a difference', () => {
    expect(merge(undefined, WANG, but({ name: '王芳芳' })).differences).toEqual([{ at: 'name', here: '王芳', there: '王芳芳' }]);
  });
});

/** Customers with parts that may or may not be there. */
const customers = fc.record({
  name: fc.constantFrom('王芳', '李雷', ''),
  company: fc.constantFrom('A', 'B', null),
  tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
  phones: fc.uniqueArray(fc.record({ number: fc.constantFrom('1', '2', '3'), label: fc.constantFrom('x', null) }), {
    selector: (one) => one.number,
  }),
  fields: fc.dictionary(fc.constantFrom('f', 'g'), fc.constantFrom('1', '2')),
});

describe('whatever the versions are', () => {
  test('merging the result with either side again changes nothing', () => {
    fc.assert(
      fc.property(customers, customers, customers, fc.constantFrom('here', 'there'), (base, here, there, prefer) => {
        const { record } = merged(base, here, there, prefer);
        expect(sameJson(merged(base, record, there, prefer).record, record)).toBe(true);
      }),
    );
  });

  test('a side that has changed nothing has the other one’s version', () => {
    fc.assert(
      fc.property(customers, customers, (base, changed) => {
        expect(sameJson(merged(base, base, changed, 'here').record, changed)).toBe(true);
        expect(sameJson(merged(base, changed, base, 'there').record, changed)).toBe(true);
      }),
    );
  });

  test('both computers come to the same, in whatever order they take each other up', () => {
    fc.assert(
      fc.property(customers, customers, customers, (base, one, other) => {
        const [first, second] = [merged(base, one, other, 'here'), merged(base, other, one, 'there')];
        fc.pre(first.differences.length === 0);
        const sorted = ({ tags, phones, ...rest }: typeof base) => ({
          ...rest,
          tags: tags.toSorted(),
          phones: phones.toSorted((a, b) => Number(a.number) - Number(b.number)),
        });
        expect(sameJson(sorted(first.record), sorted(second.record))).toBe(true);
      }),
    );
  });
});
