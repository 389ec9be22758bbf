import type { CustomersProps } from '../../components/customers/customers';
import type { ViewActions } from '../../components/customers/views';
import { matchesName } from '../../components/customer/tag-options';
import type { Customer } from '../../lib/model/customer';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import { Columns } from '../../lib/model/table/columns';
import { rowsOf } from '../../lib/model/table/row';
import { panelActions } from './actions.ts';
import { customer, longCustomer, NOW, stageField, tag, tagGroups } from './people.ts';
import { book, main, sales } from './views.ts';
import { furtherStates } from './customers-further.ts';
import { importActions, importStates } from './import-actions.ts';
import { backupActions, restore, webdav } from './backup.ts';
import { replies } from './work.ts';
import { exampleOf } from '../../lib/model/book/examples';
import { firstSchema } from '../../lib/model/book/first-schema';
import { changedSchema } from '../../lib/model/book/schema-change';

/** One picture of the page of all customers; `at` is its address behind `#`. */
export interface CustomersState {
  at: string;
  connections?: CustomersProps['connections'];
  vault?: CustomersProps['vault'];
  /** What the views' actions answer where it matters to the picture. */
  viewActions?: Partial<ViewActions>;
  press?: string[];
}

const DAY = 86_400_000;
const iso = (days: number) => new Date(NOW - days * DAY).toISOString();

/** Three hundred customers of the book, of whom some have the same name. */
export const many: Customer[] = Array.from({ length: 300 }, (_, at) => {
  const family = ['王', '李', '张', '刘', '陈', '杨', '欧阳'][at % 7]!;
  const given = ['芳', '伟', '秀英', '建国', '思雨', '磊', '静', '子轩'][at % 8]!;
  const phone = `1${[38, 39, 50, 86][at % 4]}${String(10_000_000 + at * 7_919).slice(-8)}`;
  return customer({
    connection: 'book',
    id: `b-${at}`,
    name: `${family}${given}`,
    company: at % 3 === 0 ? null : `${['深圳', '杭州', '成都'][at % 3]}${['华盛科技', '启明医药', '云帆软件', '安信建材'][at % 4]}有限公司`,
    phones: at % 11 === 10 ? [] : [{ label: null, number: phone, hidden: false }],
    stage: stageField.options[at % (stageField.options.length + 1)] ?? null,
    owner: null,
    tags: tagGroups.flatMap(({ tags }) => tags).filter((_one, place) => (at + place) % 6 === 0),
    updatedAt: iso(1 + ((at * 37) % 200)),
    createdAt: iso(200),
    lastFollowUpAt: at % 4 === 0 ? null : iso((at * 13) % 120),
  });
});

const everybody: Record<string, Customer[]> = {
  book: [
    customer({ connection: 'book', id: 'b-a', name: 'Åsa O’Brien', tags: [tag('VIP', null, '#8b5cf6')], updatedAt: iso(0.01) }),
    ...many,
  ],
  main: [longCustomer],
};

/** What every view asks for, answered from the gallery's own people. */
export const viewActions: ViewActions = {
  import: async () => importActions(),
  backup: async () => backupActions({}),
  replies: async () => ({ load: async () => replies, save: async () => null }),
  schema: async () => {
    const example = exampleOf('education', 'zh_CN');
    let schema = changedSchema(firstSchema('zh_CN'), { kind: 'example', example, replaceStages: true });
    return {
      schema: async () => schema,
      change: async (_, change) => (schema = changedSchema(schema, change)),
      uses: async () => 12,
    };
  },
  all: async () => {
    const held = new Map<string, Columns>();
    return {
      columns: (connection) => held.get(connection) ?? held.set(connection, new Columns()).get(connection)!,
      rows: async (connection, after) => {
        const from = Number(after ?? 0);
        const next = from + 100;
        const all = everybody[connection] ?? [];
        return rowsOf(all.slice(from, next), next < all.length ? String(next) : null);
      },
      rowsOf: async (connection, ids) =>
        rowsOf(
          (everybody[connection] ?? []).filter(({ id }) => ids.includes(id)),
          null,
        ),
      stages: async () => ({ field: stageField.id, options: stageField.options }),
      carryOver: async (_from, _to, customers) =>
        customers.map(({ id }) => ({
          id,
          kind: 'alike',
          name: everybody['book']!.find((one) => one.id === id)?.name ?? id,
          alike: [
            { ref: { connection: 'main', id: '1' }, name: '王总', company: '深圳华盛科技有限公司', phone: '13800001111', by: 'phone' },
          ],
        })),
      changeMany: async (connection, ids) => ({ connection, run: 'r', parts: 1, changed: ids.length, problem: null }),
      editMany: async (connection, edits) => ({ connection, run: null, parts: 0, changed: edits.length, problem: null }),
      countMany: async (_connection, ids) => ({ edits: 0, links: 3, reminders: 1, followUps: 0, beside: 0, customers: ids.length }),
      removeMany: async (connection, ids) => ({ connection, run: 'r', parts: 1, changed: ids.length, problem: null }),
      undoMany: async () => null,
      exportRows: async ({ ids }) => ({ kind: 'done', value: ids?.length ?? 0 }),
      found: async (connection, query) =>
        (everybody[connection] ?? []).filter(({ name, company }) => `${name} ${company}`.includes(query)).map(({ id }) => id),
    };
  },
  duplicates: async () => ({
    sameKeys: async () => ({
      customers: [
        ...twins.map(({ id }) => ({ id, phones: [1], wechat: null, named: null })),
        ...many.slice(10, 13).map(({ id }) => ({ id, phones: [], wechat: null, named: 2 })),
      ],
      next: null,
    }),
    rowsOf: async (_connection, ids) =>
      rowsOf(
        [...twins, ...many.slice(4)].filter(({ id }) => ids.includes(id)),
        null,
      ),
    customer: async (_connection, id) => [...twins, ...many].find((one) => one.id === id)!,
    apart: async () => [],
    setApart: async () => null,
    merge: async () => null,
    undoMerge: async () => null,
  }),
};

const twins: Customer[] = [
  many[3]!,
  customer({
    connection: 'book',
    id: 'b-t',
    name: many[3]!.name,
    company: '杭州华盛科技有限公司',
    phones: many[3]!.phones,
    remark: '微信上加的，问过样品。',
    nickname: null,
    tags: [tag('复购', null, '#ffe600')],
    owner: null,
    updatedAt: iso(3),
  }),
];

/** Everything that the page is given, but for what a picture is about. */
export const customersProps: CustomersProps = {
  connections: [book, main],
  directories: [
    { connection: 'book', count: 301, filling: false, limited: false, renewedAt: NOW, problem: null },
    { connection: 'main', count: 1, filling: false, limited: true, renewedAt: NOW, problem: null },
  ],
  preferences: DEFAULT_PREFERENCES,
  managed: { connections: [], preferences: [] },
  vault: { kind: 'none' },
  outbox: [],
  lastMade: null,
  shown: ({ connection, id }) => {
    const one = everybody[connection]?.find((each) => each.id === id);
    return one ? { customer: one, freshness: 'fresh', fetchedAt: NOW } : null;
  },
  matches: matchesName,
  actions: panelActions,
  viewActions,
  now: () => NOW,
};

/** Two customers are chosen, and are to be sent to a CRM. */
const CARRYING = [
  '[role=row][aria-rowindex="2"] input',
  '[role=row][aria-rowindex="4"] input',
  '[role=group] button[aria-expanded] >> nth=1',
];

export const customersStates: Record<string, CustomersState> = {
  'customers-all': { at: 'all' },
  'customers-chosen': { at: 'all', press: ['[role=row][aria-rowindex="2"] input', '[role=row][aria-rowindex="4"] input'] },
  'customers-opened': { at: 'all/book/b-3' },
  ...Object.fromEntries(
    Object.entries(importStates).map(([name, { press, actions }]) => [
      name,
      { at: 'import', press, viewActions: { import: async () => actions } },
    ]),
  ),
  'customers-removing': {
    at: 'all',
    press: ['[role=row][aria-rowindex="2"] input', '[role=row][aria-rowindex="4"] input', '[role=group] button.text-danger'],
  },
  'customers-carry': { at: 'all', press: CARRYING },
  'customers-carry-alike': {
    at: 'all',
    press: [...CARRYING, 'section[aria-label] > div:last-child > button'],
  },
  'customers-carry-none': { at: 'all', connections: [book, sales], press: CARRYING },
  'customers-duplicates': { at: 'duplicates' },
  'customers-duplicates-many': {
    at: 'duplicates',
    connections: [book, { ...book, id: 'second', name: '门店' }],
    viewActions: {
      duplicates: async () => ({
        ...(await viewActions.duplicates()),
        sameKeys: async () => ({
          customers: Array.from({ length: 160 }, (_, at) => ({ id: many[at]!.id, phones: [at >> 1], wechat: null, named: null })),
          next: null,
        }),
        rowsOf: async (_connection, ids) =>
          rowsOf(
            many.filter(({ id }) => ids.includes(id)),
            null,
          ),
      }),
    },
  },
  'customers-merge': { at: 'duplicates/book/b-3/b-t' },
  'customers-schema': { at: 'schema' },
  'customers-schema-example': { at: 'schema', press: ['#examples-title ~ div button'] },
  'customers-schema-remove': {
    at: 'schema',
    press: ['#fields-title ~ div > div > ul > li:nth-child(2) > div > span:last-child > button:last-child'],
  },
  'customers-schema-tag': {
    at: 'schema',
    press: ['#tags-title ~ div li li button', '#tags-title ~ div > div > ul > li > div > span > button'],
  },
  'customers-locked': { at: 'all', vault: { kind: 'locked' } },
  'customers-unset': { at: 'all', vault: { kind: 'locked', unset: true } },
  'customers-replies': { at: 'replies' },
  'customers-replies-none': { at: 'replies', viewActions: { replies: async () => ({ load: async () => [], save: async () => null }) } },
  'customers-replies-form': { at: 'replies', press: ['main li button:nth-last-of-type(2)'] },
  'customers-backup': { at: 'backup' },
  'customers-backup-never': {
    at: 'backup',
    viewActions: { backup: async () => backupActions({ last: null, old: true }, { hasFolders: false }) },
  },
  'customers-backup-preview': { at: 'backup', viewActions: { backup: async () => backupActions({ restore }) } },
  'customers-backup-unfinished': {
    at: 'backup',
    viewActions: { backup: async () => backupActions({ restore: { ...restore, phase: 'applying', done: 12, steps: 210 } }) },
  },
  'customers-backup-restored': {
    at: 'backup',
    viewActions: { backup: async () => backupActions({ restore: { ...restore, phase: 'done' }, place: webdav }) },
  },
  'customers-backup-theirs': {
    at: 'backup',
    viewActions: {
      backup: async () => backupActions({ old: true, place: { ...webdav, theirs: { id: 'x', madeAt: restore.madeAt } } }),
    },
  },
  'customers-backup-refused': {
    at: 'backup',
    viewActions: {
      backup: async () => backupActions({ place: { ...webdav, fault: { kind: 'status', status: 507, address: webdav.name } } }),
    },
  },
  'customers-backup-folder': {
    at: 'backup',
    viewActions: {
      backup: async () =>
        backupActions({
          place: { ...webdav, kind: 'folder', name: '备份', user: null, fault: { kind: 'folder-forbidden', address: '备份' } },
        }),
    },
  },
  'customers-broken': { at: 'all', vault: { kind: 'broken' } },
  ...furtherStates(viewActions),
};
