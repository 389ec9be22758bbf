import type { BesideView } from '../../lib/model/beside';
import { bareCustomer, customer, NOW, tag } from './people.ts';
import type { PanelState } from './panel-states.ts';
import { book, card, connection, contact, edit, found, main, person, sales } from './views.ts';

const phone = (number: string) => [{ label: null, number, hidden: false }];
const another = customer({ connection: 'sales', id: 's2', company: '安信建材', phones: phone('13700004444') });

const desk = connection({ id: 'desk', provider: 'wechat-console', name: '聊天后台' });
const lixiao = connection({ ...sales, can: main.can });
const inLixiao = customer({
  connection: 'sales',
  id: 's1',
  company: '华盛科技（南山）',
  stage: { id: '4', name: '报价中' },
  owner: { id: 'u9', name: '王敏' },
  remark: '要含税报价。',
  tags: [tag('老客户')],
  phones: [...phone('138 0000 1111'), ...phone('0755-86660000')],
});
const inDesk = customer({ connection: 'desk', id: 'd1', phones: [{ label: null, number: '138****1111', hidden: true }], source: null });
const three = [
  card(found({ reasons: ['linked'] })),
  card(found({ reasons: ['same-number'], customer: inLixiao, fetchedAt: NOW - 3_600_000 }), { connection: lixiao }),
  card(found({ reasons: ['phone'], customer: inDesk }), { connection: desk }),
];
const connections = [main, lixiao, desk];
const refused = edit(
  { kind: 'remark', text: '周五前要报价' },
  { state: { kind: 'rejected', problem: { kind: 'refused', message: '备注包含敏感词' } } },
  inLixiao,
);

/** What is stored on this device beside a customer: left by a book whose customers were sent to a CRM, or written here. */
const besideOf = (of: string): BesideView => ({
  ref: { connection: of, id: 'c1' },
  at: NOW,
  note: '孩子明年高考，六月以后再联系。\n生日: 1990-08-12',
  tags: [tag('老家长'), tag('转介绍', null, '#ffb020')],
  followUps: [
    {
      id: 'd1',
      text: '约了周五下午看样',
      at: iso(1),
      by: null,
      kind: null,
      remindAt: new Date(NOW + 90 * 60_000).toISOString(),
      automatic: false,
    },
    { id: 'd2', text: '电话里问了交期', at: iso(6), by: null, kind: null, remindAt: null, automatic: false },
  ],
});
const iso = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
const onlyRead = { ...sales.can, addFollowUp: false, followUps: false };

/** One person, or two, in several connections. */
export const personStates: Record<string, PanelState> = {
  'two-people': {
    view: person([
      card(found({ reasons: ['linked'] })),
      card(found({ certainty: 'likely', reasons: ['name'], customer: another, against: { connection: 'main', why: 'number' } }), {
        connection: sales,
      }),
    ]),
    connections: [main, sales],
  },
  'guessed-by-all': {
    view: person(
      [
        card(found({ certainty: 'likely', reasons: ['nickname', 'only-one'] })),
        card(found({ certainty: 'likely', reasons: ['nickname', 'only-one'], customer: inLixiao }), { connection: lixiao }),
        card(found({ certainty: 'likely', reasons: ['nickname', 'only-one'], customer: inDesk }), { connection: desk }),
      ],
      contact({ name: '大伟' }),
    ),
    connections,
  },
  'one-record': { view: person(three), connections },
  'one-record-all': { view: person(three), connections, preferences: { writeTo: 'all' } },
  'one-record-open': { view: person(three), connections, press: ['main section section button[aria-expanded] >> nth=0'] },
  'one-record-trouble': {
    view: person([
      three[0]!,
      { ...three[1]!, edits: [refused] },
      card({ kind: 'failed' }, { connection: desk, problem: { kind: 'timed-out', seconds: 15 } }),
    ]),
    connections,
    preferences: { writeTo: 'all' },
  },
  'one-record-read-only': {
    view: person([card(found({ customer: customer({ connection: 'sales' }) }), { connection: sales }), card(found())]),
    connections: [sales, main],
  },
  'on-device': {
    view: person([
      card(found({ customer: { ...bareCustomer, connection: 'sales' }, beside: besideOf('sales') }), {
        connection: { ...sales, can: onlyRead },
      }),
    ]),
    connections: [sales],
  },
  'on-device-begun': {
    view: person([
      card(
        found({
          customer: { ...bareCustomer, connection: 'sales' },
          beside: { ...besideOf('sales'), note: null, tags: [], followUps: [] },
        }),
        { connection: { ...sales, can: onlyRead } },
      ),
    ]),
    connections: [sales],
    press: ['[data-beside] button[data-hotkey=f]'],
  },
  'each-a-card': { view: person(three), connections, preferences: { cards: 'each' } },
  gone: {
    view: person([
      card(found({ reasons: ['linked'], freshness: 'gone' }), {
        problem: { kind: 'not-found' },
        edits: [
          edit({ kind: 'remark', text: '周五前要报价，优先交期。' }, { state: { kind: 'rejected', problem: { kind: 'not-found' } } }),
        ],
      }),
    ]),
    connections: [main, book],
  },
  'wrong-link': {
    view: person([card(found({ reasons: ['linked'], customer: another, against: { connection: null, why: 'number' } }))]),
  },
  'refused-beside': {
    view: {
      kind: 'person',
      contact: contact(),
      cards: [card(found())],
      said: { contact: '', what: 'refused', count: 1, at: NOW - 2_000 },
    },
    connections: [main, sales],
  },
};
