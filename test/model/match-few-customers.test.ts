import { describe, expect, it, vi } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';
import { person } from './invented-people';

/** A book of an agent without a CRM, all of whose customers are the agent's own. */
function inBook(text: string, stored: MatchRecord[], others = 40): string {
  const index = new MatchIndex();
  const [surnames, given] = [[...'赵钱孙吴郑冯褚卫蒋韩'], ['丽华', '建军', '国华', '秀英', '婷婷', '志刚', '晓东']];
  for (let at = 0; at < others; at++)
    index.put(person(`p${at}`, `${surnames[at % 10]}${given[at % 7]}`, { company: '宏达建材', phones: [`139${55_500_000 + at * 37}`] }));
  for (const one of stored) index.put(one);
  const { decision, candidates } = match(text, index, { home: 'CN' });
  return [
    decision,
    ...candidates
      .map(({ id }) => id)
      .filter((id) => stored.some((one) => one.id === id))
      .toSorted(),
  ].join(' ');
}

describe('in a book of a few customers, a text that says no name asks about whoever it fits', () => {
  it.each([
    ['李姐', '李秀莲'],
    ['李姐🌸', '李秀莲'],
    ['A李姐', '李秀莲'],
    ['李姐(东门店)', '李秀莲'],
    ['李姐姐', '李秀莲'],
    ['王总', '王建国'],
    ['张老师', '张玉珍'],
    ['小李', '李秀莲'],
    ['老陈', '陈国栋'],
    ['老陈 修车', '陈国栋'],
    ['大刘', '刘志强'],
    ['阿明', '周大明'],
    ['明仔', '周大明'],
    ['强子', '刘志强'],
    ['琴姐', '李玉琴'],
    ['清岚', '欧阳清岚'],
    ['Ms Chen', '陈溪桐'],
    ['David张', '张大卫'],
    ['沈xt', '沈溪桐'],
    ['Somchai', 'Somchai Jaidee'],
  ])('%s: %s', (text, name) => {
    expect(inBook(text, [person('x', name)])).toMatch(/^(several|likely) x$/);
  });

  it('every customer whom it fits is offered', () => {
    expect(inBook('李姐', [person('x', '李秀莲'), person('y', '李美娟')])).toBe('several x y');
    expect(inBook('李姐', [person('x', '李秀莲'), person('y', '李姐')])).toBe('several x y');
    expect(inBook('王总', [person('x', '王一凡'), person('y', '欧阳清岚')])).toBe('several x');
  });

  it('the company asks about all who work there', () => {
    const stored = ['沈溪桐', '李听澜'].map((name, at) => person('xy'[at]!, name, { company: '启明医药有限公司' }));
    expect(inBook('启明医药', stored)).toBe('several x y');
    expect(inBook('启明医药股份有限公司', stored)).toBe('several x y');
    expect(inBook('启明', stored)).toBe('none');
    expect(inBook('启明医药前台', stored)).toBe('none');
  });

  it.each(['138****1111', '尾号1111', '手机尾号1111'])('%s asks about whoever has such a number', (text) => {
    const stored = [person('x', '沈溪桐', { phones: ['13800001111'] }), person('y', '李听澜', { phones: ['13812341111'] })];
    expect(inBook(text, stored)).toBe('several x y');
    expect(inBook('138****2222', stored)).toBe('none');
  });

  it.each<[string, string, Partial<MatchRecord>?]>([
    ['陈姐', '李秀莲'],
    ['华为王总', '王建国', { company: '宏达建材' }],
    ['美女', '李秀莲'],
    ['宝妈', '李秀莲'],
    ['文件传输助手', '李秀莲'],
    ['微信团队', '李秀莲'],
    ['🌸', '李秀莲'],
  ])('%s is nobody: not %s', (text, name, more) => {
    expect(inBook(text, [person('x', name, more)])).toBe('none');
  });

  it('a name of one sign is asked about among pictures and letters for sorting', () => {
    for (const text of ['🌹芳🌹', 'A芳', '芳']) expect(inBook(text, [person('x', '芳')])).toMatch(/^(several|likely) x$/);
    expect(inBook('芳菲', [person('x', '芳')])).toBe('none');
  });
});

it('among many customers, of whom nobody is known to be mine, a surname with a title is no question', () => {
  expect(inBook('李姐', [person('x', '李秀莲')], 700)).toBe('none');
});

it('for a name of three characters, no record is read but those of that name', () => {
  const index = new MatchIndex();
  for (const [at, name] of ['李秀莲', '王建国', '沈溪桐'].entries()) index.put(person(`p${at}`, name));
  const read = vi.spyOn(index, 'profile');
  expect(match('沈溪桐', index).candidates.map(({ id }) => id)).toEqual(['p2']);
  expect(match('陈晓东', index).candidates).toEqual([]);
  expect(new Set(read.mock.calls.map(([slot]) => slot))).toEqual(new Set([2]));
});
