import type { Contact } from '../../lib/model/contact';
import type { Customer } from '../../lib/model/customer';
import type { Edit, Intent } from '../../lib/model/edit';
import { MEMBERS, type Abilities, type Card, type CardBody, type ConnectionView, type PanelView } from '../../lib/model/view';
import { NOW, customer } from './people.ts';

function members(can: boolean): Pick<Abilities, (typeof MEMBERS)[number]> {
  return Object.fromEntries(MEMBERS.map((member) => [member, can])) as Pick<Abilities, (typeof MEMBERS)[number]>;
}

export const main = connection();
export const book = connection({
  id: 'book',
  provider: 'local',
  name: '本地客户簿',
  can: { ...main.can, changes: [...main.can.changes, 'details', 'personal-name'] },
});
export const sales = connection({
  id: 'sales',
  provider: 'lixiao',
  name: '励销',
  can: {
    ...main.can,
    changes: [],
    addCustomer: false,
    newTags: false,
    readOnlyReason: {
      zh_CN: '这个账号没有开通修改接口。',
      zh_TW: '這個帳號沒有開通修改介面。',
      en: 'this account has no access to the editing interface.',
    },
  },
});

/** Everything that any CRM can do. */
export const able = connection({
  can: {
    ...main.can,
    changes: ['remark', 'add-tag', 'remove-tag', 'field', 'personal-name', 'details'],
    filters: ['whose', 'created', 'tags', 'stage', 'fields', 'colleagues', 'phone', 'remark', 'departments', 'sorting'],
    whose: ['mine', 'assisting'],
    filledFields: true,
    ...members(true),
    tagCustomers: true,
    befriend: true,
  },
});

export function connection(change: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'main',
    provider: 'tanma',
    name: '探马',
    providerName: { zh_CN: '探马 SCRM', zh_TW: '探馬 SCRM', en: 'Tanma SCRM' },
    values: { baseUrl: 'https://crm.example.com', appId: 'ww1234_AbCdEf' },
    secretsSet: ['appKey'],
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'field'],
      details: ['name', 'company', 'phones'],
      mostPhones: 20,
      addCustomer: true,
      newTags: true,
      readOnlyReason: null,
      filters: [],
      whose: [],
      filledFields: false,
      ...members(false),
      tagCustomers: false,
      befriend: false,
    },
    chosen: true,
    dropped: false,
    problem: null,
    waitingUntil: null,
    ...change,
  };
}

export function contact(change: Partial<Contact> = {}): Contact {
  return { site: 'wechat-web', id: '@abc', name: '张伟 13800001111', kind: 'person', avatar: '600001', ...change };
}

export function card(body: CardBody, change: Partial<Card> = {}): Card {
  return { connection: main, body, problem: null, edits: [], ...change };
}

export function found(change: Partial<Extract<CardBody, { kind: 'found' }>> = {}): CardBody {
  return {
    kind: 'found',
    certainty: 'sure',
    reasons: ['phone', 'name'],
    customer: customer(),
    freshness: 'fresh',
    fetchedAt: NOW - 125_000,
    ...change,
  };
}

export function person(cards: Card[], who: Contact = contact()): PanelView {
  return { kind: 'person', contact: who, cards };
}

export function edit(change: Intent, more: Partial<Edit> = {}, of: Customer = customer()): Edit {
  return {
    id: `e-${change.kind}-${more.id ?? ''}`,
    ref: { connection: of.connection, id: of.id },
    change,
    base: null,
    madeAt: NOW - 60_000,
    attempts: 1,
    notBefore: NOW,
    state: { kind: 'queued' },
    ...more,
  };
}
