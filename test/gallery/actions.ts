import type { OptionsActions } from '../../components/options/actions.ts';
import type { PanelActions } from '../../components/panel/actions';
import type { Customer } from '../../lib/model/customer';
import type { LocalHit } from '../../lib/model/search/local-hit';
import { customer, tagGroups } from './people.ts';

const wang = ['王芳', '王建国', '王思雨'].map((name, index) =>
  customer({ id: `s${index}`, name, company: ['启明医药有限公司', null, '杭州安信建材有限公司'][index] ?? null }),
);

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

/** Actions that answer from the gallery's own people and change nothing. */
export const panelActions: PanelActions = {
  lookUpAgain: () => undefined,
  choose: () => undefined,
  refuse: () => undefined,
  unlink: () => undefined,
  addCustomer: () => Promise.resolve(null),
  submit: () => Promise.resolve(null),
  retry: () => undefined,
  discard: () => undefined,
  undo: () => undefined,
  loadTags: () => Promise.resolve(tagGroups),
  searchLocal: (query) =>
    Promise.resolve({ hits: [...wang, customer()].filter(({ name }) => name.includes(query)).map(hitOf), next: null }),
  loadCustomer: ({ id }) => Promise.resolve([...wang, customer()].find((one) => one.id === id)!),
  search: (_connection, query) =>
    Promise.resolve({
      items: [...wang, customer()].filter(({ name }) => name.includes(query)),
      next: query === '王' ? '2' : null,
      total: null,
    }),
  copy: () => undefined,
  openOptions: () => undefined,
  openChatPage: () => undefined,
  signInAgain: () => undefined,
};

export const optionsActions: OptionsActions = {
  useLocalBook: () => Promise.resolve(null),
  test: () => Promise.resolve({ kind: 'connected', user: null, detail: null }),
  save: () => Promise.resolve(null),
  rename: () => undefined,
  move: () => undefined,
  remove: () => Promise.resolve(null),
  setPreferences: () => undefined,
  exportSettings: () => Promise.resolve(null),
  readSettings: () => Promise.resolve({ kind: 'good', connections: [], preferences: {}, links: 0 }),
  importSettings: () => Promise.resolve(null),
  openChatPage: () => undefined,
};
