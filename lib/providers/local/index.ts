import type { Provider } from '../provider';
import { createConnection } from './connection';

/** The local book: customers that live in this browser alone. Works without any CRM. */
export const local: Provider = {
  id: 'local',
  name: { zh_CN: '本地客户簿', zh_TW: '本機客戶簿', en: 'Local book' },
  about: {
    zh_CN: '客户只保存在这台电脑的浏览器里，不需要任何 CRM。',
    zh_TW: '客戶只保存在這台電腦的瀏覽器裡，不需要任何 CRM。',
    en: 'Customers kept in this browser alone; needs no CRM.',
  },
  settings: [],
  tenant: [],
  origins: () => [],
  connect: (_settings, deps) => createConnection(deps),
};
