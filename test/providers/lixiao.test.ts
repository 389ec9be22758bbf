import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { type Seen } from '../contract/answering';
import { skipping } from '../contract/clock';
import { fixture, going, memoryOf, paths } from '../contract/connect';
import { listed as everybody } from '../contract/listing';
import { problemOf } from '../contract/problem';
import { faultsOf } from '../contract/whole';
import { LIST, NAMED, FIELDS, NO_FIELDS, WANG, connection, listed, detail, known } from './lixiao';

describe('the examples of the documentation', () => {
  test('the two customers, field by field', async () => {
    const { origin } = await paths({ [LIST]: fixture('lixiao/customers'), [FIELDS]: NO_FIELDS });
    const { items, next, total } = await connection(origin).search('', null, going());
    const both = {
      connection: 'c1',
      company: null,
      remark: null,
      nickname: null,
      stage: { id: '1476046', name: '初访' },
      source: null,
      owner: { id: '10334573', name: '李曦宁' },
      helpers: [],
      fields: [],
      lastFollowUpAt: null,
      handle: {},
      brief: true as const,
    };
    expect({ next, total }).toEqual({ next: null, total: null });
    expect(items).toEqual<Customer[]>([
      {
        ...both,
        id: '2456846',
        name: 'ww',
        phones: [
          { label: '电话', number: '3667899', hidden: false },
          { label: '手机', number: '23432', hidden: false },
        ],
        tags: [{ id: '900012', name: '1500万;,2000万)&&--', group: null, color: '#2da8aa' }],
        createdAt: '2023-11-03T18:25:00+08:00',
        updatedAt: '2023-11-03T18:25:00+08:00',
      },
      {
        ...both,
        id: '2371220',
        name: '河北省玉名商贸有限公司',
        phones: [{ label: '电话', number: '0982-7788933', hidden: false }],
        tags: [
          { id: '1000035', name: '行业先进企业', group: null, color: '#ffcc00' },
          { id: '900010', name: '全国产品质量公证十佳品牌', group: null, color: '#ffcc00' },
          { id: '900011', name: '1千万-1500万', group: null, color: '#2da8aa' },
        ],
        createdAt: '2023-11-03T16:36:00+08:00',
        updatedAt: '2023-11-03T16:36:00+08:00',
      },
    ]);
  });

  test('the failed answer means signed in elsewhere', async () => {
    const { origin, seen } = await paths({ [LIST]: fixture('lixiao/signed-in-elsewhere') });
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'signed-out', elsewhere: true });
    expect(seen).toHaveLength(1);
  });

  test('a record that is not there, or not for us, is not found', async () => {
    const gone = { code: 100100, message: '您没有权限查看该对象或该对象不存在。', error: 'active_record/record_not_found' };
    const { origin } = await paths({ [`${LIST}/5`]: gone, [FIELDS]: NO_FIELDS });
    expect(await problemOf(connection(origin).get(known(), going()))).toEqual({ kind: 'not-found' });
  });

  test('any other code is told in the CRM’s words', async () => {
    const { origin } = await paths({ [LIST]: { code: 100000, data: null, message: '参数错误' } });
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'refused', message: '参数错误' });
  });
});

describe('fields', () => {
  const choice = { name: 'status', label: '跟进状态', field_type: 'select', status: 'enable' };
  const all = (type: string, collection_options: unknown) => [{ ...choice, field_type: type, input_field_options: { collection_options } }];

  test.each<[string, unknown]>([
    ['objects with label and value', [{ label: '初访', value: 7 }]],
    ['objects with name and id', [{ name: '初访', id: '7' }]],
    ['pairs', [['初访', '7']]],
    ['a list in a text', '[{"label":"初访","value":"7"}]'],
  ])('choices as %s', async (_name, options) => {
    const customer = await detail({ status: '7', contacts: [] }, all('select', options));
    expect(customer.fields).toMatchObject([{ options: [{ id: '7', name: '初访' }], value: '7' }]);
    expect(customer.stage).toEqual({ id: '7', name: '初访' });
  });

  test('choices that are words have themselves for ids', async () => {
    const fields = [{ ...all('multi_select', '红\n绿')[0], name: 'colours' }];
    const options = [
      { id: '红', name: '红' },
      { id: '绿', name: '绿' },
    ];
    expect((await detail({ colours: ['红'], contacts: [] }, fields)).fields).toMatchObject([{ options, value: ['红'] }]);
  });

  test('choices that the list of fields leaves out are asked for, once an hour', async () => {
    const { origin, seen } = await paths({
      [`${LIST}/5`]: { code: 0, data: { id: 5, status: '7', contacts: [] } },
      [FIELDS]: { code: 0, data: { custom_field_groups: [{ custom_fields: [choice] }] } },
      [`${LIST}/status/filter_options`]: { code: 0, data: { filter_options: [{ label: '初访', value: '7' }] } },
    });
    const clock = skipping();
    const memory = memoryOf();
    for (const more of [0, 0, 61 * 60_000]) {
      await clock.wait(more, going());
      expect((await connection(origin, {}, { ...clock, memory }).get(known(), going())).stage?.name).toBe('初访');
    }
    expect(seen.filter(({ url }) => url.includes('filter_options'))).toHaveLength(2);
  });

  test('stand in the order of the columns, and what is out of use or unknown is not edited', async () => {
    const field = (name: string, more: object = {}) => ({ name, label: name, field_type: 'text_field', status: 'enable', ...more });
    const custom_fields = [
      field('late'),
      field('source'),
      field('gone', { status: 'disable' }),
      field('locked', { cannot_edit: true }),
      field('odd', { field_type: 'geo_location' }),
      field('address.wechat'),
    ];
    const { origin } = await paths({
      [LIST]: { code: 0, data: { customers: [], column_list: ['address.wechat', 'locked', 'source_mapped'], has_next_page: false } },
      [`${LIST}/5`]: {
        code: 0,
        data: { id: 5, late: 'l', source: '3', gone: 'g', locked: 'k', odd: { lat: 1 }, address: { wechat: 'w' }, contacts: [] },
      },
      [FIELDS]: { code: 0, data: { custom_field_groups: [{ custom_fields }, { status: 'disable', custom_fields: [field('group')] }] } },
    });
    const lixiao = connection(origin);
    await lixiao.search('', null, going());
    const customer = await lixiao.get(known(), going());
    expect(customer.fields.map(({ id, value, editable }) => [id, value, editable])).toEqual([
      ['address.wechat', 'w', true],
      ['locked', 'k', false],
      ['source', '3', true],
      ['late', 'l', true],
      ['odd', null, false],
    ]);
    expect(faultsOf([customer])).toEqual([]);
  });

  test('an account that may not read them finds people all the same', async () => {
    const { origin } = await paths({ [NAMED]: listed({ id: 5, name: '王丽' }), [`${LIST}/5`]: { code: 0, data: { id: 5, contacts: [] } } });
    expect((await connection(origin).find(WANG, going())).customers).toMatchObject([{ id: '5', fields: [] }]);
  });
});

describe('finding', () => {
  test('a fixed line is asked for by its last digits, and others with the same end are left out', async () => {
    const row = (id: number, tel: string) => ({ id, name: 'x', address: { tel, tel_hidden_result: tel } });
    const { origin, seen } = await paths({
      [LIST]: ({ url }: Seen) => (url.includes('address.tel') ? listed(row(5, '0755-8234 5678'), row(6, '010-82345678')) : listed()),
      [`${LIST}/5`]: { code: 0, data: { ...row(5, '0755-8234 5678'), contacts: [] } },
      [FIELDS]: NO_FIELDS,
    });
    const found = (await connection(origin).find({ name: '', phones: ['0755-82345678'] }, going())).customers;
    expect(found.map(({ id }) => id)).toEqual(['5']);
    expect(new URL(seen[0]!.url, origin).searchParams.get('query')).toBe('2345678');
  });

  test('up to three people of a name are told apart by their details, a crowd by its rows', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at + 1, name: '王丽' }));
    const asked = async (count: number) => {
      const details = rows(count).map((row) => [`${LIST}/${row.id}`, { code: 0, data: { ...row, note: '熟客', contacts: [] } }]);
      const server = await paths({ [NAMED]: listed(...rows(count)), ...Object.fromEntries(details), [FIELDS]: NO_FIELDS });
      const found = (await connection(server.origin).find(WANG, going())).customers;
      return { calls: server.seen.length, remarks: new Set(found.map(({ remark }) => remark)), count: found.length };
    };
    expect(await asked(3)).toEqual({ calls: 5, remarks: new Set(['熟客']), count: 3 });
    expect(await asked(4)).toEqual({ calls: 2, remarks: new Set([null]), count: 4 });
  });
});

test('a list of those who changed since asks for days and keeps the whole minute, since the CRM writes no seconds', async () => {
  const row = (id: number, updated_at: string) => ({ id, name: 'x', updated_at });
  const rows = [row(1, '2026-03-01 16:29'), row(2, '2026-03-01 16:30'), row(3, '2026-03-02 09:00')];
  const { origin, seen } = await paths({ [LIST]: listed(...rows), [FIELDS]: NO_FIELDS });
  const clock = skipping(Date.parse('2026-03-01T17:00:00Z'));
  const changed = await everybody(connection(origin, {}, clock), '2026-03-01T08:30:45Z');
  expect(changed.map(({ id }) => id)).toEqual(['2', '3']);
  const asked = seen.map(({ url }) => new URL(url, origin)).find(({ pathname }) => pathname === LIST)!;
  expect(asked.searchParams.getAll('updated_at[]')).toEqual(['2026-03-01', '2026-03-02']);
});

describe('what a search can be narrowed by', () => {
  const SORTS = `${LIST}/filter_sort_group`;
  const STAGES = `${LIST}/status/filter_options`;
  const options = { code: 0, data: { filter_options: [{ label: '初访', value: '7' }] } };

  test('is asked for once an hour, however often the filters are opened, and by connections in new workers', async () => {
    const { origin, seen } = await paths({
      [FIELDS]: NO_FIELDS,
      [SORTS]: { code: 0, data: { sorts: [{ value: 'created_at', label: '创建时间' }] } },
      [STAGES]: options,
    });
    const [clock, memory] = [skipping(), memoryOf()];
    for (const more of [0, 0, 0, 61 * 60_000]) {
      await clock.wait(more, going());
      const opened = connection(origin, {}, { ...clock, memory });
      expect(await opened.fields(going())).toHaveLength(1);
      expect(await opened.sortings!(going())).toEqual([{ id: 'created_at', name: '创建时间' }]);
    }
    expect(seen).toHaveLength(6);
  });

  test.each([
    ['has none', NO_FIELDS],
    ['is refused', { code: 100000, data: null, message: '没有权限' }],
  ])('has the stages by their own call where the list of fields %s', async (_, answer) => {
    const { origin } = await paths({ [FIELDS]: answer, [STAGES]: options });
    expect(await connection(origin).fields(going())).toMatchObject([{ id: 'status', isStage: true, options: [{ id: '7', name: '初访' }] }]);
  });
});

describe('what an answer writes in its own way', () => {
  const log = { id: 1, content: '电话', real_revisit_at: '2023/11/3 18:25', created_at: '' };

  test('a follow-up whose time is none hides no other', async () => {
    const logs = [log, { ...log, id: 2, real_revisit_at: '2023-11-31 10:00', created_at: '0000-00-00' }];
    const { origin } = await paths({ '/api/v2/revisit_logs/new_index': { code: 0, data: { revisit_logs: logs, total_count: 2 } } });
    const { items } = await connection(origin).followUps!(known(), null, going());
    expect(items.map(({ at }) => at)).toEqual(['2023-11-03T18:25:00+08:00', null]);
  });

  test('a number keeps its digits, and a day that is none stands there as it is', async () => {
    const fields = [
      { name: 'card', label: '卡号', field_type: 'number', status: 'enable' },
      { name: 'born', label: '生日', field_type: 'date', status: 'enable' },
    ];
    const customer = await detail({ card: '6222021234567890123', born: '2023-02-30', contacts: [] }, fields);
    expect(customer.fields.map(({ value }) => value)).toEqual(['6222021234567890123', '2023-02-30']);
  });
});
