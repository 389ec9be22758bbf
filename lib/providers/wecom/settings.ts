import type { SettingField } from '../provider';

/** What the relay's config names; there is no form for them. */
export const SETTINGS: SettingField[] = [
  {
    key: 'baseUrl',
    label: { zh_CN: '接口地址', zh_TW: '介面位址', en: 'API address' },
    help: {
      zh_CN: '企业微信的接口地址，一般不用改。',
      zh_TW: '企業微信的介面位址，一般不用改。',
      en: 'Where WeCom’s API is; usually left as it is.',
    },
    secret: false,
    required: true,
    kind: 'url',
    address: {
      path: '',
      calls: 'cgi-bin',
      inClear: { zh_CN: '应用的 Secret 和客户资料', zh_TW: '應用的 Secret 和客戶資料', en: 'the secret of the app and customers' },
    },
    place: 'address',
    initial: 'https://qyapi.weixin.qq.com',
  },
  {
    key: 'corpId',
    label: { zh_CN: '企业 ID', zh_TW: '企業 ID', en: 'Corp id' },
    help: {
      zh_CN: '在管理后台“我的企业”页面底部。',
      zh_TW: '在管理後台「我的企業」頁面底部。',
      en: 'At the bottom of “My company” in the admin console.',
    },
    secret: false,
    required: true,
    kind: 'text',
    place: 'credentials',
  },
  {
    key: 'secret',
    label: { zh_CN: '自建应用的 Secret', zh_TW: '自建應用的 Secret', en: 'Secret of the app' },
    help: {
      zh_CN: '自建应用要在“客户联系”的“可调用接口的应用”中，中继的出口地址要在它的企业可信 IP 中。',
      zh_TW: '自建應用要在「客戶聯絡」的「可調用介面的應用」中，中繼的出口位址要在它的企業可信 IP 中。',
      en: 'Of an app of your own that is among those which may call the customer contact API, with the relay’s address among its trusted ones.',
    },
    secret: true,
    required: true,
    kind: 'password',
    place: 'credentials',
  },
  {
    key: 'userId',
    label: { zh_CN: '谁的备注优先', zh_TW: '誰的備註優先', en: 'Whose remarks come first' },
    help: {
      zh_CN: '可选，成员的 userid。同一客户有多位跟进人时显示和修改这位成员的备注。',
      zh_TW: '可選，成員的 userid。同一客戶有多位跟進人時顯示和修改這位成員的備註。',
      en: 'Optional, the userid of a member. Where several colleagues have one customer, this member’s remarks are shown and edited.',
    },
    secret: false,
    required: false,
    kind: 'text',
    place: 'options',
  },
];
