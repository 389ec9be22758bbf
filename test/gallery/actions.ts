import type { ChatPageView } from '../../lib/model/chat-pages';

import type { OptionsActions } from '../../components/options/actions.ts';
import type { PanelActions } from '../../components/panel/actions';
import type { Alike } from '../../lib/model/alike';
import type { ShownCustomer } from '../../components/panel/whole-customer';
import type { Customer, CustomerRef } from '../../lib/model/customer';
import type { QuestionName, Questions } from '../../lib/model/questions';
import type { LocalHit } from '../../lib/model/search/local-hit';
import { earlierMessages, followUps, friends, messages, replies, tasks } from './work.ts';
import { customer, fields, NOW, stageField, tagGroups } from './people.ts';

const wang = ['王芳', '王建国', '王思雨'].map((name, index) =>
  customer({ id: `s${index}`, name, company: ['启明医药有限公司', null, '杭州安信建材有限公司'][index] ?? null }),
);

/** Whoever of the gallery's people is opened apart from a chat. */
export function openedPerson({ id }: CustomerRef): ShownCustomer | null {
  const found = [...wang, customer()].find((one) => one.id === id);
  return found ? { customer: found, freshness: 'fresh', fetchedAt: NOW } : null;
}

function hitOf({ connection, id, name, company, remark, nickname, phones, tags, owner }: Customer): LocalHit {
  return {
    ref: { connection, id },
    name,
    company,
    remark,
    nickname,
    phones: phones.map(({ number }) => number),
    tags: tags.map((tag) => tag.name),
    owner: owner?.name ?? null,
  };
}

/** 13900002222 and 路人乙 are there already. */
function alikeTo(name: string, company: string | null, phones: string[]): Alike[] {
  const of = { ref: { connection: 'book', id: 's9' }, phone: '+86 139-0000-2222' };
  const byPhone = phones.some((phone) => phone.replace(/\D/g, '').endsWith('13900002222'));
  if (byPhone) return [{ ...of, name: '王芳', company: '启明医药有限公司', by: 'phone' }];
  return name === '路人乙' && company === null ? [{ ...of, name, company, by: 'name' }] : [];
}

type Answers = { [Q in QuestionName]: (asked: Questions[Q]['ask']) => Questions[Q]['answer'] | Promise<Questions[Q]['answer']> };

const colleagues = [
  { id: 'u1', name: '李磊' },
  { id: 'u2', name: '王敏' },
];

/** What the gallery's CRM answers. */
export const answers: Answers = {
  tags: () => tagGroups,
  fields: () => [...fields, stageField],
  colleagues: () => colleagues,
  sortings: () => [
    { id: 'created_at', name: '创建时间' },
    { id: 'updated_at', name: '更新时间' },
  ],
  followUps: () => ({ items: followUps, next: null, total: null }),
  followUpKinds: () => [
    { id: '1', name: '电话' },
    { id: '2', name: '拜访' },
  ],
  messages: ({ page }) => ({ items: page === null ? messages : earlierMessages, next: page === null ? '2' : null, total: 5 }),
  friendsWithTag: ({ offline }) => (offline ? friends : friends.slice(0, 2)),
  customerOfFriend: ({ friend: { id } }) => (id === 'f1' ? customer() : null),
  taskPeople: () => ({ items: colleagues, next: null, total: 2 }),
  tasksOf: ({ filter: { name } }) => ({ items: tasks.filter((task) => task.name.includes(name)), next: null, total: tasks.length }),
  addTask: () => null,
  removeTask: () => null,
  removeAllTasks: () => null,
  findByPhone: ({ phone }) =>
    phone.startsWith('139')
      ? { source: 'task', customers: [], tasks: tasks.slice(0, 1) }
      : { source: 'customer', customers: [customer()], tasks: [] },
  phonePopUp: () => true,
  setPhonePopUp: () => null,
};

/** Questions are answered by the gallery's CRM, but for those that have an answer here. */
export function answering(own: Partial<Answers> = {}): Pick<PanelActions, 'ask' | 'order'> {
  const given: Answers = { ...answers, ...own };
  return { ask: async (question, asked) => given[question](asked), order: async (order, asked) => given[order](asked) };
}

/** Actions that answer from the gallery's own people and change nothing. */
export const panelActions: PanelActions = {
  lookUpAgain: () => Promise.resolve(),
  choose: () => undefined,
  refuse: () => undefined,
  unlink: () => undefined,
  takeBack: () => undefined,
  submitAlso: () => Promise.resolve([]),
  loadSubmitAlso: () => undefined,
  prefer: () => Promise.resolve(null),
  addCustomer: () => Promise.resolve(null),
  alike: (_connection, { name, company, phones }) => Promise.resolve(alikeTo(name, company, phones)),
  submit: () => Promise.resolve(null),
  retry: () => undefined,
  discard: () => undefined,
  undo: async () => null,
  resolve: () => undefined,
  ...answering(),
  loadTags: () => Promise.resolve(tagGroups),
  searchLocal: (query) =>
    Promise.resolve({ hits: [...wang, customer()].filter(({ name }) => name.includes(query)).map(hitOf), next: null }),
  openCustomer: () => Promise.resolve(),
  search: (_connection, { text = '' }) =>
    Promise.resolve({
      items: [...wang, customer()].filter(({ name }) => name.includes(text)),
      next: text === '王' ? '2' : null,
      total: null,
    }),
  exportSearch: () => Promise.resolve(null),
  countAbout: () => Promise.resolve({ edits: 2, links: 1, reminders: 0, followUps: 0, beside: 0, customers: 0 }),
  removeCustomer: () => Promise.resolve(null),
  followUps: () => Promise.resolve({ items: followUps, next: null, total: null }),
  knownFollowUps: () => null,
  reminderDone: () => undefined,
  takeWanted: () => undefined,
  openBeside: () => undefined,
  changeBeside: () => Promise.resolve(null),
  loadBesideTags: async () => [],
  chatNumbers: async () => ['13812345678', '057188889999'],
  loadReplies: async () => replies,
  remindLater: () => undefined,
  chatWith: async () => null,
  copy: () => undefined,
  openOptions: () => undefined,
  showCustomers: () => undefined,
  oldBackup: () => Promise.resolve(undefined),
  tryStorage: () => undefined,
  openChatPage: () => undefined,
  teachPage: () => undefined,
  unlock: () => Promise.resolve({ kind: 'wrong-passphrase' }),
  signInAgain: () => undefined,
};

export const optionsActions: OptionsActions = {
  toldOfReading: () => undefined,
  useLocalBook: () => Promise.resolve(null),
  test: () => Promise.resolve({ kind: 'connected', user: null, detail: null, suggestions: [] }),
  save: () => Promise.resolve(null),
  allow: () => Promise.resolve(null),
  rename: () => Promise.resolve(null),
  setPassphrase: () => Promise.resolve(null),
  changePassphrase: () => Promise.resolve({ kind: 'wrong-passphrase' }),
  removePassphrase: () => Promise.resolve(null),
  unlock: () => Promise.resolve({ kind: 'wrong-passphrase' }),
  lock: () => Promise.resolve(null),
  tryStorage: () => undefined,
  setLockAfter: () => Promise.resolve(null),
  wipe: () => Promise.resolve(null),
  move: () => Promise.resolve(null),
  countKept: () => Promise.resolve({ edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 }),
  remove: () => Promise.resolve(null),
  keep: () => Promise.resolve(null),
  resume: () => Promise.resolve(null),
  forget: () => Promise.resolve(null),
  useBookAgain: () => Promise.resolve(null),
  exportLinks: () => Promise.resolve(null),
  setPreferences: () => Promise.resolve(null),
  exportSettings: () => Promise.resolve(null),
  readSettings: () => Promise.resolve({ kind: 'good', connections: [], preferences: {}, sites: [], links: 0, leftOut: [], origins: [] }),
  importSettings: () => Promise.resolve(null),
  showCustomers: () => undefined,
  openChatPage: () => undefined,
  switchPage: () => Promise.resolve(null),
  allowPage: () => Promise.resolve(null),
  removePage: () => Promise.resolve(null),
  teachPage: () => Promise.resolve(true),
  copy: () => Promise.resolve(),
};

/** One page of each kind. */
export const chatPages: ChatPageView[] = [
  { id: 'wechat-web', name: 'wx.qq.com', url: 'https://wx.qq.com/', kind: 'known', on: true, resting: false, permitted: true, parts: [] },
  {
    id: 'mpkf',
    name: 'mpkf.weixin.qq.com',
    url: 'https://mpkf.weixin.qq.com/',
    kind: 'unverified',
    on: false,
    resting: false,
    permitted: false,
    parts: [],
  },
  {
    id: 'our-desk',
    name: '聚合聊天',
    url: 'https://chat.example.com/',
    kind: 'taught',
    on: true,
    resting: false,
    permitted: false,
    parts: [
      ['id', ['[data-wxid]@data-wxid']],
      ['name', ['.chat-header .name']],
    ],
  },
];
