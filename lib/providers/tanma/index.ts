import type { LocalizedText, Provider } from '../provider';
import { originsOf } from '../settings';
import { createConnection } from './connection';

/** 探马 SCRM through its open API; see README.md for what it can and cannot do. */
export const tanma: Provider = {
  id: 'tanma',
  name: { zh_CN: '探马 SCRM', zh_TW: '探馬 SCRM', en: 'Tanma SCRM' },
  about: {
    zh_CN: '通过探马开放接口查找客户、标签与自定义字段。只读。',
    zh_TW: '透過探馬開放介面查找客戶、標籤與自訂欄位。唯讀。',
    en: 'Finds customers, tags and custom fields through the open API of Tanma. Read-only.',
  },
  settings: [
    {
      key: 'baseUrl',
      label: { zh_CN: '接口地址', zh_TW: '介面位址', en: 'API address' },
      help: {
        zh_CN: '一般不用改；私有部署时填管理员给出的地址。',
        zh_TW: '一般不用改；私有部署時填管理員給的位址。',
        en: 'Usually left as it is; with an installation of your own, the address that your administrator gives you.',
      },
      secret: false,
      required: true,
      kind: 'url',
      address: {
        path: 'apiServer',
        calls: 'api',
        inClear: {
          zh_CN: 'appId、签名和客户资料',
          zh_TW: 'appId、簽章和客戶資料',
          en: 'the appId, signatures and customers',
        },
      },
      place: 'address',
      initial: 'https://account.tanmarket.cn/apiServer',
    },
    {
      key: 'appId',
      label: { zh_CN: 'appId', zh_TW: 'appId', en: 'appId' },
      help: {
        zh_CN: '企业 ID、下划线和六个字符。由管理员在探马后台的开放接口页面取得。',
        zh_TW: '企業 ID、底線和六個字元。由管理員在探馬後台的開放介面頁面取得。',
        en: 'The corp id, an underscore and six characters; an administrator finds it in Tanma under open API.',
      },
      secret: false,
      required: true,
      kind: 'text',
      place: 'credentials',
      placeholder: 'ww0123456789abcdef_AbCdEf',
    },
    {
      key: 'appKey',
      label: { zh_CN: 'appKey', zh_TW: 'appKey', en: 'appKey' },
      help: {
        zh_CN: '用于签名的密钥，只保存在本机，从不发送。',
        zh_TW: '用於簽章的金鑰，只保存在本機，從不傳送。',
        en: 'The secret that calls are signed with. It stays on this machine and is never sent.',
      },
      secret: true,
      required: true,
      kind: 'password',
      place: 'credentials',
    },
    {
      key: 'qwUserId',
      label: { zh_CN: '我的企业微信账号', zh_TW: '我的企業微信帳號', en: 'My WeCom account' },
      help: {
        zh_CN: '可选。填写后，同一客户有多位跟进人时优先显示自己的那条。',
        zh_TW: '可選。填寫後，同一客戶有多位跟進人時優先顯示自己的那筆。',
        en: 'Optional. When several colleagues follow one customer, your own entry is shown.',
      },
      secret: false,
      required: false,
      kind: 'text',
      place: 'options',
      placeholder: 'ZhangLei',
    },
  ],
  tenant: ['appId'],
  origins: originsOf,
  connect: (settings, deps) => createConnection(settings, deps, READ_ONLY),
};

const READ_ONLY: LocalizedText = {
  zh_CN: '探马没有公开修改标签、备注、跟进和销售阶段的接口，请在探马中修改。',
  zh_TW: '探馬沒有公開修改標籤、備註、跟進和銷售階段的介面，請在探馬中修改。',
  en: 'The vendor publishes no call that writes tags, remarks, follow-ups or stages. Please change them in Tanma itself.',
};
