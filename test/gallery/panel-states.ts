import type { LastMade, OutboxEntry } from '../../lib/model/outbox-entry';
import type { CandidateView, ConnectionView, PanelView } from '../../lib/model/view';
import type { Edit } from '../../lib/model/edit';
import type { Preferences } from '../../lib/model/settings';
import type { Problem } from '../../lib/model/problem';
import type { Reminder } from '../../lib/model/reminder';
import type { PanelProps } from '../../components/panel/panel';
import { contactKey } from '../../lib/model/contact';
import { NOW, bareCustomer, customer, fields, hostileCustomer, longCustomer, stageField, tag } from './people.ts';
import { personStates } from './person-states.ts';
import { able, book, card, connection, contact, edit, found, main, person, sales } from './views.ts';
import { reminders } from './work.ts';

export interface PanelState {
  view: PanelView;
  connections?: ConnectionView[];
  outbox?: OutboxEntry[];
  lastMade?: LastMade;
  /** What was handed to the panel from outside. */
  wanted?: PanelProps['wanted'];
  reminders?: Reminder[];
  behind?: true;
  /** What is kept was lost, or is not opened by the browser. */
  storage?: 'lost' | 'broken';
  preferences?: Partial<Preferences>;
  /** What is pressed, in this order, before the picture is taken: CSS selectors, or `type:` and a text. */
  press?: string[];
}

/** The same person as another connection knows them. */
function inSales({ customer: one, reasons }: CandidateView): CandidateView {
  const more = { connection: 'sales', company: one.company && `${one.company}（总部）`, owner: { id: 'u9', name: '李磊' } };
  return { customer: { ...one, ...more }, reasons };
}

const two = [
  {
    customer: customer({
      id: 'f1',
      name: '王芳',
      company: '启明医药有限公司',
      phones: phone('13900002222'),
      stage: { id: '4', name: '报价中' },
    }),
    reasons: ['name', 'mine'] as const,
  },
  {
    customer: customer({
      id: 'f2',
      name: '王芳',
      company: '南京云帆软件有限公司',
      phones: phone('13700003333'),
      owner: { id: null, name: '王敏' },
      stage: { id: '2', name: '初步沟通' },
    }),
    reasons: ['name'] as const,
  },
].map(({ customer: who, reasons }) => ({ customer: who, reasons: [...reasons] }));

/** A pasted address as a customer sends it. */
function excerptOf(of: string): PanelProps['wanted'] {
  const text = '收货人：李海棠 电话：13600136001 地址：四川省成都市武侯区天府大道北段 1700 号 3 栋 1202，邮箱 haitang@example.com';
  return { kind: 'excerpt', text, at: NOW, of };
}

const rejected: Edit = edit(
  { kind: 'remark', text: '周五前要报价' },
  { state: { kind: 'rejected', problem: { kind: 'refused', message: '备注包含敏感词' } } },
);
const waiting: Edit = edit({ kind: 'remark', text: '周五前要报价' }, { id: 'w' });
const crossedRemark = { kind: 'remark', text: '周五前要报价，优先交期。\n已约周四下午电话。' } as const;
const conflict: Edit = edit(crossedRemark, {
  base: { kind: 'remark', text: '周五前要报价，优先交期。' },
  state: { kind: 'conflict', theirs: { kind: 'remark', text: '下周一前要报价，优先交期。\n样品已寄出（顺丰 SF1234567890）。' } },
});
const stageConflict: Edit = edit(
  { kind: 'field', field: stageField.id, value: '4' },
  { state: { kind: 'conflict', theirs: { kind: 'field', field: stageField.id, value: '5' } } },
);
const justSaved: Edit = edit({ kind: 'remark', text: '周五前要报价' }, { base: { kind: 'remark', text: '' }, madeAt: NOW - 3_000 });
const tagEdits = [
  edit({ kind: 'add-tag', tag: tag('已寄样') }),
  edit({ kind: 'remove-tag', tag: tag('代理商') }, { state: { kind: 'rejected', problem: { kind: 'forbidden' } } }),
];

const withStage = customer({ fields: [stageField, ...fields] });
const met = edit({
  kind: 'follow-up',
  followUp: { text: '微信发了报价', at: '2026-05-20T14:29:00+08:00', kind: null, remindAt: null, stage: null },
});

const lost: Edit = edit(
  { kind: 'remark', text: '周五前要报价，优先交期。\n已约周四下午电话。' },
  { id: 'l1', state: { kind: 'rejected', problem: { kind: 'lost' } } },
);
const unchosen: ConnectionView = { ...book, chosen: false };

function held(why: Extract<Problem, { kind: 'held-back' }>['why'], id: string, change: Edit['change']): Edit {
  return edit(change, { id, madeAt: NOW - 3_600_000, state: { kind: 'queued', problem: { kind: 'held-back', why } } });
}

/** As the panel names a connection while the browser does not open what is kept. */
function unopened(one: ConnectionView): ConnectionView {
  return { ...one, problem: { kind: 'storage-broken' }, can: { ...one.can, addCustomer: false } };
}

const MENU = ['[aria-haspopup=menu]'];

/** Every state of the panel that must look finished, by the name that the gallery's address uses. */
export const panelStates: Record<string, PanelState> = {
  found: { view: person([card(found())]) },
  linked: { view: person([card(found({ reasons: ['linked'] }))]) },
  fields: { view: person([card(found({ customer: customer({ fields }) }))]) },
  'fields-all': { view: person([card(found({ customer: customer({ fields }) }))]), press: ['main button[aria-expanded]'] },
  long: { view: person([card(found({ customer: longCustomer }))], contact({ name: longCustomer.name + ' 13400006667' })) },
  bare: { view: person([card(found({ customer: bareCustomer }))], contact({ name: 'Lily' })) },
  hostile: { view: person([card(found({ customer: hostileCustomer }))], contact({ name: hostileCustomer.name })) },
  'follow-ups': { view: person([card(found({ customer: withStage }), { connection: able, edits: [met] })]), connections: [able] },
  'follow-up-form': {
    view: person([card(found({ customer: withStage }), { connection: able })]),
    connections: [able],
    press: ['[data-hotkey=f]'],
  },
  'follow-up-refused': {
    view: person([
      card(found({ customer: withStage }), {
        connection: able,
        edits: [{ ...met, state: { kind: 'rejected', problem: { kind: 'forbidden' } } }],
      }),
    ]),
    connections: [able],
  },
  'more-menu': { view: person([card(found(), { connection: able })]), connections: [able], press: ['[aria-haspopup=menu]'] },
  tasks: { view: person([card(found())]), connections: [able], press: [...MENU, '[role=menuitem] >> nth=3', 'main li dt'] },
  'task-form': {
    view: person([card(found())]),
    connections: [able],
    press: [...MENU, '[role=menuitem] >> nth=3', 'main section > button >> nth=0', 'form [type=submit]'],
  },
  'tasks-remove': {
    view: person([card(found())]),
    connections: [able],
    press: [...MENU, '[role=menuitem] >> nth=3', 'main li > button >> nth=0'],
  },
  calls: {
    view: person([card(found())]),
    connections: [able],
    press: [...MENU, '[role=menuitem] >> nth=4', 'form input', 'keys:13912340000', 'form [type=submit]', 'form li'],
  },
  excerpt: { view: person([card(found(), { connection: able })]), wanted: excerptOf(contactKey(contact())) },
  'excerpt-new': {
    view: person([card({ kind: 'none' }, { connection: book })]),
    connections: [book],
    wanted: excerptOf(contactKey(contact())),
  },
  'excerpt-elsewhere': { view: person([card(found())]), wanted: excerptOf('another') },
  history: {
    view: person([card(found(), { connection: able })]),
    connections: [able],
    press: ['main section > div:last-child > div:last-child button >> nth=1'],
  },
  friends: {
    view: person([card(found(), { connection: able })]),
    connections: [able],
    press: ['main li bdi', 'main section label input', 'main section ul button >> nth=0', 'main dt'],
  },
  remove: {
    view: person([card(found(), { connection: able })]),
    connections: [able],
    press: ['main section > div:last-child > div:last-child button >> nth=2', '[role=alertdialog] input'],
  },
  filters: {
    view: person([card(found(), { connection: able })]),
    connections: [able, sales],
    press: ['header [aria-keyshortcuts]', 'main [aria-expanded]', 'main select >> nth=0'],
  },
  today: { view: person([card(found())]), reminders, press: ['[data-today]'] },
  replies: { view: person([card(found())]), press: ['keys:q'] },
  'replies-asking': { view: person([card(found())]), press: ['keys:q', 'section section:nth-of-type(2) [data-reply]'] },
  'today-later': {
    view: person([card(found())]),
    reminders,
    press: ['[data-today]', '[data-reminder=r1] button', '[data-reminder=r1] button[aria-expanded=false]'],
  },
  behind: { view: person([card(found())]), reminders, behind: true },
  'waiting-turn': {
    view: person([card({ kind: 'looking-up' }, { connection: { ...main, waitingUntil: NOW + 8_000 } })]),
  },
  stale: { view: person([card(found({ freshness: 'stale', fetchedAt: NOW - 3 * 86_400_000 }))]) },
  offline: {
    view: person([card(found({ freshness: 'offline' }), { problem: { kind: 'offline' }, edits: [waiting] })]),
    outbox: items([waiting]),
  },
  waiting: {
    view: person([card(found({ customer: customer({ tags: [...customer().tags, tag('已寄样')] }) }), { edits: [waiting, tagEdits[0]!] })]),
    outbox: items([waiting, tagEdits[0]!]),
  },
  rejected: { view: person([card(found(), { edits: [rejected, tagEdits[1]!] })]), outbox: items([rejected, tagEdits[1]!]) },
  conflict: {
    view: person([
      card(found({ customer: customer({ remark: '下周一前要报价，优先交期。\n样品已寄出（顺丰 SF1234567890）。' }) }), {
        edits: [conflict],
      }),
    ]),
    outbox: items([conflict]),
  },
  'conflict-merge': {
    view: person([card(found(), { edits: [conflict] })]),
    outbox: items([conflict]),
    press: ['main mark', 'main [role=group] > button.justify-self-start'],
  },
  'conflict-stage': {
    view: person([card(found({ customer: withStage }), { connection: able, edits: [stageConflict] })]),
    connections: [able],
    outbox: items([stageConflict]),
  },
  'conflict-outbox': { view: person([card(found())]), outbox: items([conflict, waiting]), press: ['footer button'] },
  'undo-saved': {
    view: person([card(found({ customer: customer({ remark: '周五前要报价' }) }))]),
    lastMade: { edit: justSaved, customer: '张伟', accepted: true, also: [] },
  },
  'undo-written': {
    view: person([card(found())]),
    lastMade: { edit: { ...met, madeAt: NOW - 3_000 }, customer: '张伟', accepted: true, also: [] },
  },
  outbox: {
    view: person([card(found(), { edits: [rejected] })]),
    outbox: items([waiting, rejected, ...tagEdits]),
    press: ['footer button'],
  },
  tags: { view: person([card(found())]), press: ['[role=combobox]'] },
  likely: { view: person([card(found({ certainty: 'likely', reasons: ['sound', 'only-one'] }))], contact({ name: '章玮' })) },
  several: { view: person([card({ kind: 'several', candidates: two })], contact({ name: '王芳' })) },
  'one-choice': {
    view: person(
      [
        card({ kind: 'several', candidates: two }),
        card({ kind: 'several', candidates: two.toReversed().map((one) => inSales(one)) }, { connection: sales }),
        card({ kind: 'none' }, { connection: book }),
      ],
      contact({ name: '王芳' }),
    ),
    connections: [main, sales, book],
  },
  refused: {
    view: {
      kind: 'person',
      contact: contact({ name: '王芳' }),
      cards: [card({ kind: 'none', refused: true, others: [sales, { ...able, id: 'desk', name: '聊天后台' }] }, { connection: book })],
      said: { contact: '', what: 'refused', count: 3, at: NOW - 2_000 },
    },
    connections: [main, sales, book],
  },
  none: { view: person([card({ kind: 'none' })], contact({ name: '路人甲' })) },
  add: { view: person([card({ kind: 'none' })], contact({ name: '路人甲 13812345678' })), press: ['main section > div:last-child button'] },
  'looking-up': { view: person([card({ kind: 'looking-up' })]) },
  'two-connections': {
    view: person([
      card(found({ reasons: ['linked'] })),
      card(
        found({
          customer: customer({ connection: 'sales', name: '张伟（华盛）', phones: [{ label: null, number: '138****1111', hidden: true }] }),
        }),
        { connection: sales },
      ),
    ]),
    connections: [main, sales],
  },
  'add-alike-phone': {
    view: person([card({ kind: 'none' }, { connection: book })], contact({ name: '王小姐 13900002222' })),
    connections: [book],
    press: ['main section > div:last-child button', 'form input[type=checkbox]'],
  },
  'add-alike-name': {
    view: person([card({ kind: 'none' }, { connection: book })], contact({ name: '路人乙' })),
    connections: [book],
    press: ['main section > div:last-child button', 'form li button'],
  },
  'two-none': {
    view: person([card({ kind: 'none' }), card({ kind: 'looking-up' }, { connection: sales })], contact({ name: '路人甲' })),
    connections: [main, sales],
  },
  'local-only': { view: person([card(found({ customer: customer({ connection: 'book' }) }), { connection: book })]), connections: [book] },
  'nothing-connected': { view: person([]), connections: [] },
  starting: { view: { kind: 'starting' } },
  switching: { view: { kind: 'switching' } },
  locked: { view: { kind: 'locked' }, connections: [] },
  broken: { view: { kind: 'broken' } },
  'broken-likely': {
    view: person([
      card(found({ certainty: 'likely', reasons: ['name', 'only-one'] }), { connection: unopened(able) }),
      card({ kind: 'failed' }, { connection: unopened(book), problem: { kind: 'storage-broken' } }),
    ]),
    connections: [unopened(able), unopened(book)],
    storage: 'broken',
  },
  'broken-several': {
    view: person([card({ kind: 'several', candidates: two }, { connection: unopened(main) })], contact({ name: '王芳' })),
    connections: [unopened(main)],
    storage: 'broken',
  },
  lost: {
    view: person([card({ kind: 'none' }, { connection: unchosen })], contact({ name: '张伟' })),
    connections: [unchosen],
    outbox: items([lost, { ...lost, id: 'l2', change: met.change }]),
    storage: 'lost',
    press: ['footer button'],
  },
  'held-back': {
    view: person([card(found())]),
    outbox: items([
      held('address', 'h1', { kind: 'remark', text: '周五前要报价' }),
      held('address', 'h2', { kind: 'add-tag', tag: tag('已寄样') }),
      { ...held('removed', 'h3', met.change), ref: { connection: 'sales', id: '1' } },
      { ...held('policy', 'h4', { kind: 'personal-name', text: '张总' }), ref: { connection: 'team', id: '1' } },
    ]),
    press: ['footer button'],
  },
  moving: { view: { kind: 'moving' }, connections: [] },
  'no-chat-page': { view: { kind: 'no-chat-page' } },
  'signed-out-page': { view: { kind: 'signed-out' } },
  'refused-page': { view: { kind: 'refused' } },
  'nothing-open': { view: { kind: 'nothing-open' } },
  elsewhere: { view: { kind: 'elsewhere' } },
  reading: { view: { kind: 'reading' } },
  unreadable: { view: { kind: 'unreadable', missing: ['chat title', 'chat list'] } },
  doubted: { view: { kind: 'unreadable', missing: ['.chat-header .name'], doubted: true } },
  'own-name': { view: { kind: 'own-name' } },
  service: { view: { kind: 'service', contact: contact({ name: '文件传输助手', kind: 'service' }) } },
  room: { view: { kind: 'room', contact: contact({ name: '华盛科技项目群', kind: 'room' }) } },
  search: { view: person([card(found())]), press: ['[aria-keyshortcuts="/"]', 'type:王'] },
  'search-result': { view: person([card(found())]), press: ['[aria-keyshortcuts="/"]', 'type:王', '[data-result]'] },
  'search-empty': { view: { kind: 'nothing-open' }, press: ['[aria-keyshortcuts="/"]'] },
  change: { view: person([card(found({ reasons: ['linked'] }))]), press: ['header button:nth-last-child(3)'] },
  ...personStates,
  ...problems({
    'signature-refused': { kind: 'signature-refused' },
    'clock-off': { kind: 'clock-off', minutes: 7 },
    'signed-out': { kind: 'signed-out', elsewhere: true },
    forbidden: { kind: 'forbidden' },
    'not-trusted': { kind: 'not-trusted', address: '203.0.113.7' },
    'beyond-reach': { kind: 'beyond-reach', of: 'customer' },
    'rate-limited': { kind: 'rate-limited', until: NOW + 8000, calls: 10, seconds: 10 },
    'not-understood': { kind: 'not-understood', path: 'data.list[0].customerName', expected: 'string' },
    unreachable: { kind: 'unreachable', origin: 'https://crm.example.com' },
    'not-permitted': { kind: 'not-permitted', origin: 'https://crm.example.com' },
  }),
};

function problems(all: Record<string, Problem>): Record<string, PanelState> {
  return Object.fromEntries(
    Object.entries(all).map(([name, problem]) => [
      `problem-${name}`,
      { view: person([card({ kind: 'failed' }, { problem })]), connections: [connection({ problem })] },
    ]),
  );
}

function items(edits: Edit[]): OutboxEntry[] {
  return edits.map((item) => ({ edit: item, customer: '张伟' }));
}

function phone(number: string) {
  return [{ label: null, number, hidden: false }];
}
