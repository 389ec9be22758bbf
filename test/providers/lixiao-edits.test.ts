import { describe, expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import { answering, type Reply } from '../contract/answering';
import { going } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { FIELDS, connection, known } from './lixiao';

describe('edits', () => {
  const tag = { id: '2', name: 'VIP', group: null, color: null };

  /** A CRM that keeps one customer and takes of an update what `takes` lets through. */
  async function keeping(start: object, takes: (sent: Record<string, unknown>) => object, custom_fields: object[] = []) {
    let now: object = { id: 5, name: '王丽', note: '老客', labels: [], contacts: [], ...start };
    const writes: unknown[] = [];
    const { origin } = await answering((request): Reply => {
      if (request.url.startsWith(FIELDS)) return { body: { code: 0, data: { custom_field_groups: [{ custom_fields }] } } };
      if (request.method === 'PUT') {
        const body = JSON.parse(request.body) as { customer: Record<string, unknown> };
        writes.push(body);
        now = { ...now, ...takes(body.customer) };
      }
      return { body: { code: 0, data: now } };
    });
    return { apply: (change: Change, of = known({ remark: '老客' })) => connection(origin).apply(change, of, going()), writes };
  }

  test('what is true already is not sent', async () => {
    const { apply, writes } = await keeping({ note: '老客\r\n', labels: [{ id: 2, content: 'VIP' }] }, (sent) => sent);
    await apply({ kind: 'remark', text: '老客' });
    await apply({ kind: 'add-tag', tag });
    await apply({ kind: 'remove-tag', tag: { ...tag, id: '3', name: '别的' } });
    expect(writes).toEqual([]);
  });

  test('labels are sent as the whole set of words, and one that was lost meanwhile is told', async () => {
    const labels = [{ id: 1, content: '1500万;,2000万)&&--' }];
    const { apply, writes } = await keeping({ labels }, () => ({ labels: [{ id: 2, content: 'VIP' }] }));
    expect(await problemOf(apply({ kind: 'add-tag', tag }))).toEqual({
      kind: 'changed-too',
      changes: [{ what: 'labels', before: '1500万;,2000万)&&--', now: 'VIP' }],
    });
    expect(writes).toEqual([{ customer: { labels: ['1500万;,2000万)&&--', 'VIP'] } }]);
  });

  test.each<[string, Change]>([
    ['note', { kind: 'remark', text: '新' }],
    ['name', { kind: 'details', details: { name: '新' } }],
    ['company_name', { kind: 'details', details: { company: '新' } }],
  ])('%s is not written where the team has locked it', async (name, change) => {
    const fields = [{ name, field_type: 'text_field', cannot_edit: true }];
    const { apply, writes } = await keeping({}, (sent) => sent, fields);
    expect(await problemOf(apply(change))).toEqual({ kind: 'not-supported', ability: change.kind });
    expect(writes).toEqual([]);
  });

  test('an update that is accepted but not made is told, with what the CRM has kept', async () => {
    const address = { tel: '0512-66668888', phone: null };
    const fields = [{ name: 'level', label: '等级', field_type: 'select', input_field_options: { collection_options: [['甲', '1']] } }];
    const start = { address, company_name: '启明', level: '1', labels: [{ id: 2, content: 'VIP' }] };
    const { apply } = await keeping(start, () => ({}), fields);
    const of = known({ remark: '老客', company: '启明', phones: [{ label: null, number: '0512-66668888', hidden: false }] });
    const seen = { ...of, fields: [{ id: 'level', label: '等级', type: 'choice' as const, options: [], editable: true, value: '1' }] };
    for (const [change, value] of [
      [{ kind: 'remark', text: '' }, '老客'],
      [{ kind: 'details', details: { phones: [] } }, '0512-66668888'],
      [{ kind: 'details', details: { company: null } }, '启明'],
      [{ kind: 'field', field: 'level', value: null }, '甲'],
      [{ kind: 'remove-tag', tag }, 'VIP'],
    ] as [Change, string][])
      expect(await problemOf(apply(change, seen))).toEqual({ kind: 'kept', value });
  });

  test('what the CRM does not show is not written, be it the labels, of which all would be sent', async () => {
    const unread = async (start: object, change: Change) => {
      const { apply, writes } = await keeping({ labels: undefined, note: undefined, ...start }, (sent) => sent);
      const problem = await problemOf(apply(change, known({ brief: true })));
      expect(writes).toEqual([]);
      return problem;
    };
    expect(await unread({}, { kind: 'remark', text: '新' })).toMatchObject({ kind: 'not-supported', ability: 'note', unread: true });
    expect(await unread({}, { kind: 'add-tag', tag })).toMatchObject({ ability: 'labels', unread: true });
    const nameless = { labels: [{ id: 1, content: '' }] };
    expect(await unread(nameless, { kind: 'add-tag', tag })).toMatchObject({ ability: 'labels', unread: true });
    expect(await unread({}, { kind: 'details', details: { company: '新' } })).toMatchObject({ ability: 'company', unread: true });
  });

  test('a value of the address that goes with another one is told', async () => {
    const address = { tel: '', phone: '13812345678', wechat: 'lili', email: 'a@example.com' };
    const { apply } = await keeping({ address }, ({ address_attributes }) => ({
      address: { wechat: '', email: '', ...(address_attributes as object) },
    }));
    const of = known({ phones: [{ label: null, number: '13812345678', hidden: false }] });
    expect(await problemOf(apply({ kind: 'details', details: { phones: ['13900000000'] } }, of))).toEqual({
      kind: 'changed-too',
      changes: [
        { what: 'address.wechat', before: 'lili', now: '' },
        { what: 'address.email', before: 'a@example.com', now: '' },
      ],
    });
  });

  test('a customer who may not be edited is not', async () => {
    const { apply, writes } = await keeping({ is_editable: false }, (sent) => sent);
    expect(await problemOf(apply({ kind: 'remark', text: '新' }))).toEqual({ kind: 'forbidden' });
    expect(writes).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['taken away', []],
    ['replaced', ['13900000000', '13900000001']],
    ['written as its mask', ['138****5678', '139****0000']],
  ])('a withheld number is not %s', async (_name, phones) => {
    const address = { tel: '13812345678', tel_hidden_result: '138****5678', phone: null };
    const { apply, writes } = await keeping({ address }, (sent) => sent);
    expect(await problemOf(apply({ kind: 'details', details: { phones } }))).toEqual({ kind: 'not-supported', ability: 'phones' });
    expect(writes).toEqual([]);
  });

  test('numbers of contacts stay theirs, and there is room for two', async () => {
    const contacts = [{ id: 1, name: '李总', address: { phone: '13700000000', phone_hidden_result: '13700000000' } }];
    const { apply, writes } = await keeping({ contacts, address: null }, ({ address_attributes }) => ({
      address: address_attributes as object,
    }));
    await apply({ kind: 'details', details: { phones: ['13700000000', '13900000000'] } });
    expect(writes).toEqual([{ check_duplicates: 'true', customer: { address_attributes: { phone: '13900000000' } } }]);
    const three = { phones: ['13900000000', '13900000001', '13900000002'] };
    expect(await problemOf(apply({ kind: 'details', details: three }))).toEqual({ kind: 'not-supported', ability: 'phones' });
  });
});
