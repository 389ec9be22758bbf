import type { LocalizedText, Provider } from '../provider';
import { originsOf } from '../settings';
import { createConnection } from './connection';
import { SETTINGS } from './settings';

/** The chat console with the `/wechat_api` calls; see README.md for what it can and cannot do. */
export const wechatConsole: Provider = {
  id: 'wechat-console',
  name: { zh_CN: '微信客服工作台', zh_TW: '微信客服工作台', en: 'WeChat console' },
  about: {
    zh_CN: '带有 /wechat_api 接口的微信聚合聊天工作台：查找客户，修改资料、备注、标签和个性称呼。',
    zh_TW: '帶有 /wechat_api 介面的微信聚合聊天工作台：查找客戶，修改資料、備註、標籤和個性稱呼。',
    en: 'The console for many WeChat accounts that has /wechat_api calls: finds customers, edits details, remarks, tags and personal names.',
  },
  settings: SETTINGS,
  tenant: ['appId', 'userName', 'headerValue'],
  origins: originsOf,
  connect: (settings, deps) => createConnection(settings, deps, READ_ONLY),
};

const READ_ONLY: LocalizedText = {
  zh_CN: '公司、多个电话和其余自定义字段没有公开的修改接口，也不能从这里新建客户；请在工作台中操作。',
  zh_TW: '公司、多個電話和其餘自訂欄位沒有公開的修改介面，也不能從這裡新增客戶；請在工作台中操作。',
  en: 'No published call writes the company, further phone numbers or the other own fields, or adds a customer. Please do that in the console.',
};
