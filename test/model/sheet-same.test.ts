import { describe, expect, test } from 'vitest';
import { bareCustomer, type Customer } from '../../lib/model/customer';
import { keysOf, mergedWith, personOfRow } from '../../lib/model/sheet/imported';
import { field, read } from './sheet-row';

describe('two rows', () => {
  const keys = (columns: Record<string, string>) => keysOf(personOfRow(read(columns)), 'CN').map(([, key]) => key);
  const share = (a: Record<string, string>, b: Record<string, string>) => keys(a).some((key) => keys(b).includes(key));

  test.each([
    [{ name: '王芳', phone: '138-0013-8000' }, { name: '芳姐', phone: '+8613800138000' }, true],
    [{ name: '王芳', 'field:wechat': 'WangFang' }, { name: '芳', 'field:wechat': 'wangfang ' }, true],
    [{ name: '陳芳', company: '啟明' }, { name: '陈 芳', company: '启明' }, true],
    [{ name: '王芳', phone: '13800138000' }, { name: '王芳', phone: '13900139000' }, false],
    [{ name: '王芳' }, { name: '王芳' }, true],
    [{ name: '王芳', company: '一' }, { name: '王芳', company: '二' }, false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(share(a as never, b as never)).toBe(same);
  });
});

describe('one who is there and a row', () => {
  const known: Customer = {
    ...bareCustomer({ connection: 'book', id: '1' }),
    name: '王芳',
    company: '启明',
    remark: '老客',
    phones: [{ label: '手机', number: '13800138000', hidden: false }],
    fields: [
      { ...field('wechat', '微信号', 'text'), value: null },
      { ...field('money', '预算', 'number'), value: 5 },
    ],
  };
  const own: Customer = {
    ...bareCustomer({ connection: 'book', id: '2' }),
    name: '芳姐',
    company: '启明医药',
    remark: '周三联系',
    phones: [
      { label: null, number: '+86 138 0013 8000', hidden: false },
      { label: null, number: '13900139000', hidden: false },
    ],
    tags: [{ id: 'VIP', name: 'VIP', group: null, color: null }],
    fields: [
      { ...field('wechat', '微信号', 'text'), value: 'wf' },
      { ...field('money', '预算', 'number'), value: 7 },
    ],
  };

  test('become one: what is missing is filled in, numbers, tags and remarks are put together', () => {
    const merged = mergedWith(known, own, 'book');
    expect(merged).toMatchObject({ id: '1', name: '王芳', company: '启明', remark: '老客\n周三联系' });
    expect(merged.phones.map(({ number }) => number)).toEqual(['13800138000', '13900139000']);
    expect(merged.tags.map(({ name }) => name)).toEqual(['VIP']);
    expect(merged.fields.map(({ value }) => value)).toEqual(['wf', 5]);
  });

  test('where the file counts more, its values stay', () => {
    const merged = mergedWith(known, own, 'file');
    expect(merged).toMatchObject({ id: '1', name: '芳姐', company: '启明医药' });
    expect(merged.fields.map(({ value }) => value)).toEqual(['wf', 7]);
  });

  test('once more are what they were', () => {
    expect(mergedWith(mergedWith(known, own, 'book'), own, 'book')).toEqual(mergedWith(known, own, 'book'));
  });
});
