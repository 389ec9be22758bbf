import { describe, expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import { going, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { ONE, UPDATE, connection, row, someone, desk } from './wechat-console';

describe('writing', () => {
  test('updateCustomer gets all nine fields, eight of them as they came', async () => {
    const { desk: console, writes } = await desk({ isStar: '1', page: { html: '<ul>' }, sqlMap: {} });
    const customer = await console.apply({ kind: 'remark', text: '新备注' }, await someone(), going());
    expect(customer.remark).toBe('新备注');
    expect(writes).toEqual([
      {
        path: UPDATE,
        form: {
          nickName: '丽姐',
          remarks: '新备注',
          customerName: '王丽',
          customerPhone: '13800000000',
          tags: '高意向, VIP',
          customerId: '5',
          isStar: '1',
          xfield1: 'x',
          wechatContactId: '77',
        },
      },
    ]);
  });

  test.each<[string, Change, object, string, Record<string, string>]>([
    [
      'a removed tag leaves the others as they stood',
      { kind: 'remove-tag', tag: tag('VIP') },
      { tags: ' 老客 ,VIP, 深圳' },
      UPDATE,
      { tags: ' 老客 , 深圳' },
    ],
    ['the first tag goes with its comma', { kind: 'remove-tag', tag: tag('老客') }, { tags: '老客，VIP' }, UPDATE, { tags: 'VIP' }],
    ['the only tag', { kind: 'remove-tag', tag: tag('老客') }, { tags: '老客' }, UPDATE, { tags: '' }],
    [
      'a tag is added by its name',
      { kind: 'add-tag', tag: tag('深圳') },
      {},
      '/wechat_api/customer/batchAddCustomer',
      { contactIds: '77', tags: '[{"id":"","name":"深圳"}]', isStar: '' },
    ],
    [
      'a tag whose id is known',
      { kind: 'add-tag', tag: { ...tag('深圳'), id: '42906' } },
      {},
      '/wechat_api/customer/batchAddCustomer',
      { tags: '[{"id":"42906","name":"深圳"}]' },
    ],
    [
      'a tag of somebody without a contact',
      { kind: 'add-tag', tag: tag('深圳') },
      { wechatContactId: null, tags: '老客，VIP' },
      UPDATE,
      { tags: '老客，VIP，深圳', wechatContactId: '' },
    ],
    [
      'a personal name',
      { kind: 'personal-name', text: '"丽"' },
      {},
      '/wechat_api/customer/batchSaveNickName',
      { nickNames: '{"wechatContactId":77,"custName":"王丽","nickName":"\\"丽\\""}' },
    ],
    [
      'a personal name of somebody without a contact',
      { kind: 'personal-name', text: '丽' },
      { wechatContactId: 0 },
      UPDATE,
      { nickName: '丽', wechatContactId: '' },
    ],
    [
      'name and phone',
      { kind: 'details', details: { name: '王丽丽', phones: ['13900000000'] } },
      {},
      UPDATE,
      { customerName: '王丽丽', customerPhone: '13900000000' },
    ],
    ['no phone any more', { kind: 'details', details: { phones: [] } }, {}, UPDATE, { customerPhone: '', customerName: '王丽' }],
    ['the field of their own', { kind: 'field', field: 'xfield1', value: null }, {}, UPDATE, { xfield1: '', remarks: ' 老客 ' }],
  ])('%s', async (_name, change, start, path, form) => {
    const { desk: console, writes } = await desk(start);
    const customer = await console.apply(change, await someone(start), going());
    expect(writes).toEqual([{ path, form: expect.objectContaining(form) }]);
    await console.apply(change, customer, going());
    expect(writes).toHaveLength(1);
  });

  test('a contact id beyond 2^53 keeps its digits', async () => {
    const { desk: console, writes } = await desk({ wechatContactId: '9007199254740993123' });
    await console.apply({ kind: 'personal-name', text: '丽' }, await someone({ wechatContactId: '9007199254740993123' }), going());
    expect(writes[0]!.form.nickNames).toContain('"wechatContactId":9007199254740993123,');
  });

  test('a console that keeps line ends and outer blanks in its own way has taken the text', async () => {
    const { origin } = await paths({ [ONE]: { code: 200, data: { ...row, remarks: 'a\r\nb' } }, [UPDATE]: { code: 200 } });
    expect(await connection(origin).apply({ kind: 'remark', text: 'a\nb ' }, await someone(), going())).toMatchObject({ remark: 'a\r\nb' });
  });

  test('a change that the console swallows is told, with what it has kept', async () => {
    const { origin } = await paths({ [ONE]: { code: 200, data: row }, [UPDATE]: { code: 200, customer: row } });
    expect(await problemOf(connection(origin).apply({ kind: 'remark', text: 'n' }, await someone(), going()))).toEqual({
      kind: 'kept',
      value: '老客',
    });
  });

  test.each<[Change, string]>([
    [{ kind: 'details', details: { company: '启明' } }, 'company'],
    [{ kind: 'details', details: { phones: ['1', '2'] } }, 'phones'],
    [{ kind: 'field', field: 'xfield2', value: 'a' }, 'xfield2'],
    [{ kind: 'add-tag', tag: tag('a,b') }, 'comma'],
    [{ kind: 'add-tag', tag: tag('急，重要') }, 'comma'],
  ])('%j is not supported, and nothing is written', async (change, ability) => {
    const { desk: console, writes } = await desk({});
    expect(await problemOf(console.apply(change, await someone(), going()))).toEqual({ kind: 'not-supported', ability });
    expect(writes).toEqual([]);
  });

  function tag(name: string) {
    return { id: name, name, group: null, color: null };
  }
});
