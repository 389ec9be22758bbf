import type { LocalizedText, Provider } from '../provider';
import { originsOf } from '../settings';
import { createConnection } from './connection';
import { SETTINGS } from './settings';

/** 企业微信 through its official API; only a relay runs it, since the API answers trusted addresses alone. See README.md for what it can and cannot do. */
export const wecom: Provider = {
  id: 'wecom',
  name: { zh_CN: '企业微信', zh_TW: '企業微信', en: 'WeCom' },
  about: {
    zh_CN: '通过企业微信的客户联系接口查找客户，修改备注、描述、企业、电话与企业标签。只在公司中继上运行。',
    zh_TW: '透過企業微信的客戶聯絡介面查找客戶，修改備註、描述、企業、電話與企業標籤。只在公司中繼上執行。',
    en: 'Finds customers through the customer contact API of WeCom, edits remarks, descriptions, companies, numbers and corp tags. Runs on a company relay alone.',
  },
  settings: SETTINGS,
  tenant: ['corpId'],
  origins: originsOf,
  connect: (settings, deps) => createConnection(settings, deps, READ_ONLY),
};

const READ_ONLY: LocalizedText = {
  zh_CN: '企业微信没有公开新建客户、更换负责人和修改个人标签的接口，请在企业微信中操作。',
  zh_TW: '企業微信沒有公開新增客戶、更換負責人和修改個人標籤的介面，請在企業微信中操作。',
  en: 'WeCom publishes no call that adds a customer, changes who has one or edits personal tags. Please do that in WeCom.',
};
