import { describe, expect, test } from 'vitest';
import { blanksIn, filled, knownOf, textOf } from '../../lib/model/fill-reply';
import { inGroups } from '../../lib/model/reply';
import { customer } from '../gallery/people';

const known = customer({
  name: '张伟',
  company: '华盛科技',
  nickname: '大伟',
  phones: [{ label: null, number: '13800001111', hidden: false }],
  fields: [
    { id: 'b', label: '生日', type: 'date', options: [], editable: true, value: '1990-05-01' },
    {
      id: 'c',
      label: '意向产品',
      type: 'choices',
      options: [
        { id: '1', name: '阀门' },
        { id: '2', name: '管件' },
      ],
      editable: true,
      value: ['1', '2'],
    },
    { id: 'p', label: '备用电话', type: 'phone', options: [], editable: true, value: '13900002222' },
    { id: 'e', label: '空', type: 'text', options: [], editable: true, value: null },
  ],
});
const fill = (text: string, of = knownOf(known, null), typed?: Map<string, string>) => textOf(filled(text, of, typed));

describe('a quick reply', () => {
  test.each([
    ['{name}您好', '张伟您好'],
    ['{姓名}您好', '张伟您好'],
    ['｛ 姓名 ｝您好', '张伟您好'],
    ['Hello {NAME}', 'Hello 张伟'],
    ['{公司}的{暱稱}', '华盛科技的大伟'],
    ['生日 {生日}', '生日 1990-05-01'],
    ['要 {意向产品}', '要 阀门、管件'],
    ['没有空位', '没有空位'],
    ['{} 和 { } 是字', '{} 和 { } 是字'],
    ['a{姓名}{姓名}', 'a张伟张伟'],
  ])('%s becomes %s', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  test('is not a text while something in it is not known, until that is typed', () => {
    expect(fill('{姓名}，{时间}见')).toBeNull();
    expect(fill('{姓名}，{时间}见', undefined, new Map([['时间', ' ']]))).toBeNull();
    expect(fill('{姓名}，{时间}见', undefined, new Map([['时间', '周五']]))).toBe('张伟，周五见');
    expect(fill('{空}')).toBeNull();
    expect(blanksIn('{时间}，{姓名}，{时间}')).toEqual(['时间', '姓名']);
  });

  test('never brings a phone number along: it would be copied in full where it is masked', () => {
    for (const blank of ['手机', '电话', 'phone', '备用电话']) expect(fill(`{${blank}}`)).toBeNull();
  });

  test('what is known is put in as it is, not read for blanks once more', () => {
    expect(fill('{姓名}', knownOf(customer({ name: '{公司}$&' }), null))).toBe('{公司}$&');
  });

  test('for somebody who is no customer has the name that the chat shows, and nothing else', () => {
    expect(fill('{姓名}您好', knownOf(null, '路人'))).toBe('路人您好');
    expect(fill('{公司}', knownOf(null, '路人'))).toBeNull();
    expect(fill('{姓名}', knownOf(null, null))).toBeNull();
  });
});

test('replies stand in their order, those of a group together', () => {
  const reply = (id: string, group: string, order: number) => ({ id, group, title: id, text: id, order });
  const all = [reply('c', 'B', 3), reply('a', 'A', 1), reply('d', 'A', 4), reply('b', 'B', 2)];
  expect(inGroups(all).map(([group, those]) => [group, those.map(({ id }) => id)])).toEqual([
    ['A', ['a', 'd']],
    ['B', ['b', 'c']],
  ]);
});
