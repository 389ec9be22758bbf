import type { LocalizedText, Provider } from '../provider';
import { originsOf } from '../settings';
import { createConnection } from './connection';
import { SETTINGS, WAYS } from './settings';
import { sharesOf } from './shares';

/** 励销云 (formerly 爱客CRM) through its open API; see README.md for what it can and cannot do. */
export const lixiao: Provider = {
  id: 'lixiao',
  name: { zh_CN: '励销云 CRM', zh_TW: '勵銷雲 CRM', en: 'Lixiao CRM' },
  about: {
    zh_CN: '通过励销云（爱客CRM）开放接口查找客户，修改备注、标签、阶段、资料与自定义字段，查看和填写跟进。',
    zh_TW: '透過勵銷雲（愛客CRM）開放介面查找客戶，修改備註、標籤、階段、資料與自訂欄位，查看和填寫跟進。',
    en: 'Finds customers through the open API of Lixiao (IKCRM), edits remarks, tags, stage, details and custom fields, reads and writes follow-ups.',
  },
  settings: SETTINGS,
  ways: WAYS,
  tenant: ['userToken', 'corpId', 'login'],
  origins: originsOf,
  shares: sharesOf,
  connect: (settings, deps) => createConnection(settings, deps, READ_ONLY),
};

const READ_ONLY: LocalizedText = {
  zh_CN: '新建客户和标签、更换负责人、修改联系人没有公开或可靠的接口，隐藏的号码不能改写；请在励销云中操作。',
  zh_TW: '新增客戶和標籤、更換負責人、修改聯絡人沒有公開或可靠的介面，隱藏的號碼不能改寫；請在勵銷雲中操作。',
  en: 'New customers and labels, another owner and the contacts of a customer have no published or reliable call, and a withheld number cannot be written over. Please do that in Lixiao.',
};
