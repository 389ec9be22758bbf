import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callLixiao } from './calls.ts';
import type { JsonObject } from './json.ts';
import { runningCrms } from './running.ts';

type Row = Record<string, unknown> & { id: number; name: string; labels: { id: number; content: string }[] };
interface Listed {
  customers: Row[];
  column_list: string[];
  has_next_page: boolean;
  per_page: number;
  page: number;
}

let crms: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (crms = await runningCrms()));
afterAll(() => crms.end());
afterEach(() => crms.lixiao.reset());

async function data<T>(call: string, body?: object): Promise<T> {
  const reply = await callLixiao<{ code: number; data: T }>(crms.lixiao, call, body);
  expect(reply.json.code, reply.text).toBe(0);
  return reply.json.data;
}

async function code(call: string, body?: object, token?: string): Promise<number> {
  return (await callLixiao<{ code: number }>(crms.lixiao, call, body, token)).json.code;
}

function list(query: string): Promise<Listed> {
  return data<Listed>(`GET /api/v2/customers?${query}`);
}

async function one(name: string): Promise<Row> {
  return (await list(`query=${encodeURIComponent(name)}`)).customers[0]!;
}

describe('the list of customers', () => {
  it('answers the two documented examples', async () => {
    const found = await list('created_at[]=2023-11-03&created_at[]=2023-11-03');
    expect(found).toMatchObject({ has_next_page: false, per_page: 15, page: 1 });
    expect(found.column_list).toContain('lastest_revisit_log.content');
    expect(found.customers).toMatchObject([
      {
        id: 2456846,
        status: '1476046',
        status_mapped: '初访',
        category: '',
        created_at: '2023-11-03 18:25',
        last_revist_log_content: null,
        labels: [{ id: 900012, group_id: 800002, content: '1500万;,2000万)&&--', color: '#2da8aa' }],
        phones_data: [{ user: '姜河' }, { user: '李曦宁' }],
        address: { qq: '', mode: 'compat', use_to_json: true, created_at: '2023-11-03T18:25:41.000+08:00' },
      },
      { id: 2371220, address: { qq: null, phone: null, phone_hidden_result: '' } },
    ]);
  });

  it('searches names, or the field that is named', async () => {
    expect((await list(`query=${encodeURIComponent('王芳')}`)).customers).toHaveLength(2);
    const byPhone = await list('custom_field_name=address.phone&query=13800001111');
    expect(byPhone.customers.map((row) => row.name)).toEqual(['张伟']);
    const byNickname = await list(`custom_field_name=text_asset_b7bca6&query=${encodeURIComponent('大伟')}`);
    expect(byNickname.customers.map((row) => row.name)).toEqual(['张伟']);
  });

  it('filters, sorts and pages without a total', async () => {
    const mine = await list('tab_type=my&per_page=100');
    expect(new Set(mine.customers.map((row) => `${row['user_name']} ${row['is_user_self']}`))).toEqual(new Set(['李磊 true']));
    const deals = await list('status=1476051&per_page=100');
    expect(new Set(deals.customers.map((row) => row['status_mapped']))).toEqual(new Set(['已成交']));
    const oldest = await list('sort=created_at&order=asc&per_page=2&page=1');
    expect(oldest.customers.map((row) => row.id)).toEqual([2371220, 2456846]);
    expect(oldest.has_next_page).toBe(true);
    expect((await list('tab_type=common')).customers.length).toBeGreaterThan(0);
    expect((await list('tab_type=assist')).customers.length).toBeGreaterThan(0);
  });

  it('withholds numbers of some customers, though the digits are in the row', async () => {
    const masked = await list('custom_field_name=address.phone&query=15100001313');
    expect(masked.customers[0]).toMatchObject({
      need_hidden_dispose: true,
      phones_data: [{ phone: '15100001313', phone_hidden_result: '151****1313', is_invisible: false }],
    });
    expect(await one('محمد علي')).toMatchObject({ phones_data: [{ phone_hidden_result: '***********', is_invisible: true }] });
  });

  it('adds who it is in WeCom when asked by name', async () => {
    const { customers } = await data<Listed>(`GET /api/v2/customers/by_name?query=${encodeURIComponent('张伟')}`);
    expect(customers).toMatchObject([{ wx_external_userid: expect.stringMatching(/^wm/), wx_contact_type: 1 }]);
  });
});

describe('one customer', () => {
  it('has its note, choices, contacts and custom fields', async () => {
    const { id } = await one('张伟');
    expect(await data(`GET /api/v2/customers/${id}`)).toMatchObject({
      note: expect.stringContaining('报价'),
      source_mapped: '展会扫码',
      text_asset_b7bca6: '大伟',
      is_editable: true,
      contacts: [{ name: '张伟', address: { phone: null, phone_hidden_result: '' } }],
    });
    expect(await data(`GET /api/v2/customers/${id}/contacts`)).toMatchObject({ total_count: 1, per_page: 15, page: 1 });
  });

  it('answers 100100 without data when it is not there', async () => {
    for (const path of ['/api/v2/customers/1', '/api/v2/customers/1/contacts']) {
      const reply = await callLixiao<JsonObject>(crms.lixiao, `GET ${path}`);
      expect(reply.json).toEqual({
        code: 100100,
        message: '您没有权限查看该对象或该对象不存在。',
        error: 'active_record/record_not_found',
      });
    }
  });
});

describe('an update', () => {
  it('changes what is sent and leaves the rest', async () => {
    const { id } = await one('张伟');
    const customer = { note: '改过', status: '1476051', labels: [900121, '高意向'], address_attributes: { wechat: 'zw' } };
    await data(`PUT /api/v2/customers/${id}`, { customer });
    expect(await data(`GET /api/v2/customers/${id}`)).toMatchObject({
      name: '张伟',
      note: '改过',
      status_mapped: '已成交',
      labels: [{ content: 'VIP' }, { content: '高意向' }],
      address: { phone: '13800001111', wechat: 'zw' },
    });
    expect(crms.lixiao.rows('zhang-wei')).toMatchObject([{ note: '改过', tags: ['VIP', '高意向'] }]);
  });

  it('refuses what it cannot keep, and keeps what was there', async () => {
    const { id } = await one('张伟');
    const before = crms.lixiao.rows('zhang-wei');
    for (const customer of [
      { status: '1' },
      { labels: ['没有这个'] },
      { numeric_asset_90aa31: 5 },
      { text_asset_ffee00: 'x' },
      { name: '' },
    ]) {
      expect(await code(`PUT /api/v2/customers/${id}`, { customer })).toBe(100422);
    }
    const twice = { check_duplicates: 'true', customer: { address_attributes: { phone: '13900002222' } } };
    expect(await code(`PUT /api/v2/customers/${id}`, twice)).toBe(100422);
    expect(crms.lixiao.rows('zhang-wei')).toEqual(before);
  });

  it('takes JSON alone', async () => {
    const { id } = await one('张伟');
    const reply = await fetch(`${crms.lixiao.url}/api/v2/customers/${id}`, {
      method: 'PUT',
      body: new URLSearchParams({ 'customer[note]': 'x' }),
      headers: { authorization: `Token token=${crms.lixiao.credentials['userToken']}, device=open_api, version_code=9.9.9` },
    });
    expect(((await reply.json()) as { code: number }).code).toBe(100422);
  });

  it('of a contact answers with the contact and its customer', async () => {
    const { id } = await one('张伟');
    const { contacts } = await data<{ contacts: { id: number }[] }>(`GET /api/v2/customers/${id}/contacts`);
    const changed = await data(`PUT /api/v2/contacts/${contacts[0]!.id}`, { contact: { job: '总监', gender: 'male' } });
    expect(changed).toMatchObject({ job: '总监', gender: 'male', customer: { id } });
  });
});

describe('follow-ups', () => {
  it('are written with Customer, listed with customer, and today is the usual day', async () => {
    const { id } = await one('Lily');
    const revisit_log = {
      loggable_id: id,
      loggable_type: 'Customer',
      content: '寄了样品',
      remind_at: '2027-02-18 17:36',
      loggable_attributes: { status: '1476049' },
    };
    const written = await data('POST /api/v2/revisit_logs', { revisit_log });
    expect(written).toMatchObject({
      remind_at: '02月18日 17:36',
      raw_remind_at: '2027-02-18 17:36',
      loggable: { status_mapped: '意向客户' },
    });
    const listed = (query: string) => data<{ total_count: number }>(`GET /api/v2/revisit_logs/new_index?${query}`);
    expect(await listed(`loggable_type=customer&loggable_id=${id}`)).toMatchObject({ revisit_logs: [{ content: '寄了样品' }] });
    expect((await listed(`loggable_type=Customer&loggable_id=${id}`)).total_count).toBe(0);
    expect(await one('Lily')).toMatchObject({ last_revist_log_content: '寄了样品', revisit_remind_at: '2027-02-18 17:36' });
  });

  it('of other days need date=other', async () => {
    const { id } = await one('张伟');
    const listed = (query: string) =>
      data<{ total_count: number }>(`GET /api/v2/revisit_logs/new_index?loggable_type=customer&loggable_id=${id}&${query}`);
    expect((await listed('start_date=2026-01-01&end_date=2026-12-31')).total_count).toBe(0);
    expect((await listed('date=other&start_date=2026-01-01&end_date=2026-12-31')).total_count).toBe(1);
  });
});

describe('what the team has set up', () => {
  it('says which fields may be edited and which are in use', async () => {
    type Groups = { custom_field_groups: { custom_fields: JsonObject[] }[] };
    const groups = await data<Groups>('GET /api/v2/custom_fields/customer/by_group');
    const fields = groups.custom_field_groups.flatMap((group) => group.custom_fields);
    expect(fields).toContainEqual(expect.objectContaining({ name: 'numeric_asset_90aa31', cannot_edit: true }));
    expect(fields).toContainEqual(expect.objectContaining({ name: 'text_asset_ffee00', status: 'disable' }));
    expect(Object.keys(await data<JsonObject>('GET /api/v2/custom_fields/by_group_all'))).toContain('customer');
  });

  it('lists stages, sorts and who is signed in', async () => {
    const options = await data('GET /api/v2/customers/status/filter_options');
    expect(options).toMatchObject({ filter_options: expect.arrayContaining([{ label: '初访', value: '1476046' }]) });
    expect(await data('GET /api/v2/customers/filter_sort_group')).toMatchObject({ sorts: expect.arrayContaining([expect.anything()]) });
    expect(await data('GET /api/v2/user/info')).toMatchObject({ name: '李磊' });
  });
});
