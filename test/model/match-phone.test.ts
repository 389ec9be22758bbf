import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import type { MatchRecord } from '../../lib/model/match/records';
import type { Region } from '../../lib/model/regions';
import { among, person } from './invented-people';

const zhou = (id: string, name: string, updatedAt: string) => ({ ...person(id, name, { phones: ['13800000123'] }), updatedAt });

function first(shown: string, records: MatchRecord[], home: Region | null = 'CN') {
  const { decision, candidates } = match(shown, among(...records), { home });
  return { decision, id: candidates[0]?.id, reasons: candidates[0]?.reasons ?? [] };
}

describe('a mobile number in the shown name', () => {
  it.each([
    '老张 13800001111 2栋301',
    '老张13800001111/13911112222',
    '01 13800001111 老张',
    '11-05 13800001111 老张',
    '老张13800001111-2',
    '老张 13800001111（2栋）',
    '①13800001111',
    '13800001111 2',
    '电话13800001111',
    '微信同号 13800001111',
    'tel:138-0000-1111',
    'WhatsApp 13800001111',
    '13800001111（微信同号）',
    '13800001111 手机',
    '张13800001111电话',
  ])('finds its customer for sure in %s', (shown) => {
    expect(first(shown, [person('zhang', '张伟', { phones: ['13800001111'] })])).toMatchObject({ decision: 'sure', id: 'zhang' });
  });

  it.each([
    '13800000123（微信同号）',
    '13900000456/13800000123',
    "'13800000123",
    '+86+8613800000123',
    '+868613800000123',
    '手机 138 0000 0123',
  ])('finds it when the CRM holds %s', (field) => {
    const found = first('阿一 13800000123', [
      person('one', '周一', { phones: [field] }),
      person('two', '周二', { phones: ['13800000124'] }),
    ]);
    expect(found).toMatchObject({ decision: 'sure', id: 'one' });
  });

  it('is no number with a letter in the place of a digit', () => {
    expect(first('沈月 I3800000123', [person('shen', '沈月', { phones: ['13800000123'] })]).reasons).not.toContain('other-phone');
  });

  it('that several records hold offers all of them, the newest first, and none for certain', () => {
    const records = [
      zhou('old', '周建', '2024-01-01T00:00:00Z'),
      zhou('lead', '周建（线索）', '2025-05-05T00:00:00Z'),
      zhou('mid', '周建 老客户', '2024-06-06T00:00:00Z'),
    ];
    for (const found of [match('周建 13800000123', among(...records)), matchAnswer('周建 13800000123', records, { complete: true })]) {
      expect(found.decision).toBe('several');
      expect(found.candidates.map(({ id }) => id)).toEqual(['lead', 'mid', 'old']);
      for (const { reasons } of found.candidates) {
        expect(reasons).toContain('phone');
        expect(reasons).not.toContain('only-one');
      }
    }
  });
});

describe('a line that several people may answer', () => {
  const wang = (phone: string) => person('wang', '王五', { phones: [phone] });

  it.each(['0571-88880000', '400-600-1234', '0571-88880000转412', '18000000123转6120'])(
    'makes nobody certain whom the name does not: %s',
    (line) => {
      const others = Array.from({ length: 30 }, (_, at) => person(`w${at}`, '王芳', { phones: [`1390000${1000 + at}`] }));
      expect(first(line, [wang(line)]).decision).not.toBe('sure');
      expect(first(`陈静 ${line}`, [wang(line)]).decision).not.toBe('sure');
      expect(first(`王芳 ${line}`, [...others, { ...wang(line), name: '王芳' }]).decision).not.toBe('sure');
    },
  );

  it.each(['王芳 18000000123', '王芳 0571-88880000'])('is no more by its number without the extension that the CRM holds: %s', (shown) => {
    const known = person('wang', '王芳', { phones: ['18000000123-6120', '0571-88880000转412'] });
    expect(first(shown, [known])).toMatchObject({ decision: 'likely', id: 'wang' });
    expect(matchAnswer(shown, [known], { complete: true, home: 'CN' }).decision).toBe('likely');
  });

  it('offers whom it belongs to, and says that others may answer it', () => {
    const found = first('陈静 0571-88880000', [wang('0571-88880000')]);
    expect(found).toMatchObject({ id: 'wang', reasons: ['line'] });
  });

  it('takes nothing from a name that is enough by itself', () => {
    expect(first('沈溪桐 0571-88880000', [person('shen', '沈溪桐', { phones: ['0571-88880000'] })]).decision).toBe('sure');
  });

  it.each([
    ['0571-88880000 转 412', '王五 0571-88880000转999'],
    ['18000000123转6120', '王五 18000000123转5566'],
  ])('with another extension speaks against its customer: %s, %s', (known, shown) => {
    const found = first(shown, [wang(known)]);
    expect(found.decision).not.toBe('sure');
    expect(found.reasons).not.toContain('phone');
    expect(found.reasons).not.toContain('line');
  });

  it('is told by its extension from the others of the switchboard', () => {
    const desk = (id: string, name: string, own: string) => person(id, name, { phones: [`0571-88880000转${own}`] });
    expect(first('0571-88880000-412', [desk('a', '陈静', '411'), desk('b', '王强', '412'), desk('c', '李娜', '413')]).id).toBe('b');
  });
});

describe('the home region', () => {
  const people = [person('lin', '林小', { phones: ['+886912345678'] }), person('gang', '陈港', { phones: ['+852 9123 4567'] })];

  it('makes both writings of a number one', () => {
    expect(first('小林 0912-345-678', people, 'TW')).toMatchObject({ decision: 'sure', id: 'lin' });
    expect(first('阿港 9123 4567', people, 'HK')).toMatchObject({ decision: 'sure', id: 'gang' });
  });

  it('counts for what the CRM holds too', () => {
    expect(first('小林 +886 912 345 678', [person('lin', '林小', { phones: ['0912345678'] })], 'TW')).toMatchObject({ decision: 'sure' });
  });

  it('that is not known makes no number of digits', () => {
    expect(first('小林 0912-345-678', people, null).reasons).not.toContain('phone');
  });

  it('may be changed without filling the index anew', () => {
    const index = among(...people);
    expect(match('小林 0912-345-678', index, { home: 'CN' }).decision).not.toBe('sure');
    expect(match('小林 0912-345-678', index, { home: 'TW' }).decision).toBe('sure');
    index.remove('lin');
    expect(match('小林 0912-345-678', index, { home: 'TW' }).decision).toBe('none');
  });
});
