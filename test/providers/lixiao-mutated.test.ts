import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { FollowUp } from '../../lib/model/follow-up';
import type { Connection } from '../../lib/providers/provider';
import { skipping } from '../contract/clock';
import { connect, fixture, going } from '../contract/connect';
import { listed } from '../contract/listing';
import { faultsOf } from '../contract/whole';
import { bareCustomer } from '../support/bare-customer';
import { CASES } from '../support/cases';
import { mutation, orProblem, serve, type Mutation } from './mutation';

const examples = (fixture('lixiao/customers') as { data: { customers: [Record<string, object>, object]; column_list: string[] } }).data;
const field = (name: string, field_type: string, more: object = {}) => ({
  id: 1,
  name,
  label: name,
  field_type,
  position: 1,
  status: 'enable',
  cannot_edit: false,
  input_field_options: {},
  ...more,
});
const detail = {
  ...examples.customers[0],
  id: 5,
  name: '王丽',
  company_name: '启明',
  note: '熟客',
  source: '1',
  source_mapped: '官网',
  is_editable: true,
  assist_users: [{ id: 3, name: '王敏' }],
  contacts: [{ id: 9, name: '李总', address: { tel: '075512345678', tel_hidden_result: '0755****5678' } }],
  real_revisit_at: '2026-01-02 03:04',
  text_asset_1: 'x',
  choices_asset_1: ['1', 2],
  number_asset_1: 3.5,
  date_asset_1: '2026-01-02',
  mobile_asset_1: '13800000000',
};
const page = { ...examples, customers: [detail, examples.customers[1]], has_next_page: false };
const log = {
  id: 1,
  content: '聊了',
  user: { id: 3, name: '王敏' },
  category: '1',
  category_i18n: '电话',
  real_revisit_at: '2026-01-02 03:04',
  created_at: '2026-01-02 03:04',
  remind_at: '01月03日 03:04',
  raw_remind_at: '2026-01-03 03:04',
};

const answers: Record<string, unknown> = {
  '/api/v2/auth/login': { code: 0, data: { user_token: 'abc', user_id: 3 } },
  '/api/v2/customers': { code: 0, data: page },
  '/api/v2/customers/by_name': { code: 0, data: page },
  '/api/v2/customers/5': { code: 0, data: detail },
  '/api/v2/customers/2371220': { code: 0, data: { ...detail, id: 2371220 } },
  '/api/v2/customers/filter_sort_group': { code: 0, data: { sorts: [{ label: '创建时间', value: 'created_at' }] } },
  '/api/v2/customers/source/filter_options': { code: 0, data: { filter_options: [{ label: '官网', value: '1' }] } },
  '/api/v2/custom_fields/customer/by_group': {
    code: 0,
    data: {
      custom_field_groups: [
        {
          id: 1,
          label: '基本',
          status: 'enable',
          custom_fields: [
            field('status', 'select', { input_field_options: { collection_options: [{ label: '初访', value: '1476046' }] } }),
            field('source', 'select'),
            field('text_asset_1', 'text_field'),
            field('choices_asset_1', 'multi_select', { input_field_options: { collection_options: [['甲', '1'], '乙'] } }),
            field('number_asset_1', 'number_field'),
            field('date_asset_1', 'date_field'),
            field('mobile_asset_1', 'mobile_field'),
            field('address.wechat', 'text_field'),
          ],
        },
      ],
    },
  },
  '/api/v2/user/info': { code: 0, data: { id: 3, name: '王敏' } },
  '/api/v2/revisit_logs': { code: 0, data: log },
  '/api/v2/revisit_logs/new_index': { code: 0, data: { revisit_logs: [log], total_count: 1, per_page: 50, page: 1 } },
};

test('answers that are wrong anywhere end in a problem or in whole customers and follow-ups', async () => {
  const call = fc.nat({ max: calls.length - 1 });
  const seen = { fine: 0, problems: 0 };
  await fc.assert(
    fc.asyncProperty(call, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (at, mutations) => {
      const faults = await orProblem<string[] | null>(calls[at]!(connection(mutations)), null);
      seen[faults === null ? 'problems' : 'fine']++;
      expect(faults ?? []).toEqual([]);
    }),
    { numRuns: CASES, seed: 20_260_301 },
  );
  expect(Math.min(seen.fine, seen.problems)).toBeGreaterThan(CASES / 100);
});

test('without a mutation every call does what it should', async () => {
  for (const call of calls) expect(await call(connection([]))).toEqual([]);
});

/** Everything that reads an answer, with what is not whole in what came of it. */
const calls: ((lixiao: Connection) => Promise<string[]>)[] = [
  async (lixiao) => faultsOf((await lixiao.find({ name: '王丽', phones: ['13800000000'] }, going())).customers),
  async (lixiao) => faultsOf((await lixiao.search('王丽', null, going())).items),
  async (lixiao) => faultsOf([await lixiao.get(known, going())]),
  async (lixiao) => faultsOf(await listed(lixiao, '2020-01-01T00:00:00Z')),
  async (lixiao) => faultsOf([await lixiao.apply({ kind: 'remark', text: '熟客' }, known, going())]),
  async (lixiao) => faultsOf([await lixiao.apply({ kind: 'field', field: 'text_asset_1', value: 'x' }, known, going())]),
  async (lixiao) =>
    faultsOf([await lixiao.apply({ kind: 'details', details: { name: '王丽', phones: ['23432', '3667899'] } }, known, going())]),
  async (lixiao) => (await lixiao.tags(going()), await lixiao.fields(going()), await lixiao.check(going()), []),
  async (lixiao) => brokenOf((await lixiao.followUps!(known, null, going())).items),
  async (lixiao) => {
    const followUp = { text: '聊了别的', at: '2026-01-02T03:04:00+08:00', kind: '1', remindAt: null, stage: null };
    return brokenOf([await lixiao.addFollowUp!(known, followUp, going())]);
  },
];

const known = bareCustomer({ connection: 'c1', id: '5', name: '王丽' });

const text = v.pipe(v.string(), v.nonEmpty());
const moment = v.pipe(v.string(), v.isoTimestamp());
const wholeFollowUp = v.strictObject({
  id: text,
  text: v.string(),
  at: moment,
  by: v.nullable(v.strictObject({ id: v.nullable(text), name: text })),
  kind: v.nullable(v.strictObject({ id: text, name: text })),
  remindAt: v.nullable(moment),
  automatic: v.literal(false),
});

function brokenOf(followUps: FollowUp[]): string[] {
  return followUps
    .flatMap((one) => v.safeParse(wholeFollowUp, one).issues ?? [])
    .map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
}

function connection(mutations: Mutation[]): Connection {
  const fetch = serve(answers, mutations);
  const settings = { baseUrl: 'https://crm.example', login: 'a', password: 'b' };
  return connect('lixiao', settings, { fetch, ...skipping(Date.parse('2026-03-01T08:00:00Z')) });
}
