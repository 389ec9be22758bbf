import { ask, state } from '../worker';

/** The example that the manual shows. */
export const EXAMPLE = {
  format: 'kebian-settings',
  version: 1,
  connections: [
    {
      id: 'main',
      provider: 'tanma',
      name: '探马',
      baseUrl: 'https://account.tanmarket.cn/apiServer',
      credentials: { appId: 'ww0123_AbCdEf', appKey: 'k-1' },
      options: { qwUserId: 'ZhangLei' },
    },
    { id: 'sales', provider: 'lixiao', baseUrl: 'https://e.lixiaocrm.com', credentials: { userToken: 't-1' } },
    {
      id: 'desk',
      provider: 'wechat-console',
      baseUrl: 'https://console.example.com',
      credentials: { appId: 'a', appSecret: 's-1', userName: 'u', password: 'p-1' },
      options: { bodies: 'json' },
    },
    { id: 'book', provider: 'local' },
  ],
  sites: [
    {
      id: 'our-desk',
      name: '聚合聊天',
      matches: ['https://chat.example.com/*'],
      read: { id: ['[data-wxid]@data-wxid'], name: ['.chat-header .name'] },
    },
  ],
  privacy: { maskPhones: true, keepCustomersFor: '7d' },
  language: 'auto',
  theme: 'auto',
};
export const SECRETS = ['k-1', 't-1', 's-1', 'p-1'];

export type Doc = typeof EXAMPLE;
export const changed = (change: (document: Doc) => void): string => {
  const document = structuredClone(EXAMPLE);
  change(document);
  return JSON.stringify(document);
};
export const exported = async (secrets: boolean) => JSON.parse(await ask('exportSettings', { secrets, links: false })) as Doc;
export const ids = async () => ((await state()).connections ?? []).map(({ id }) => id);
