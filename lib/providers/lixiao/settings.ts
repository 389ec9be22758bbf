import type { SettingsWay } from '../../model/view';
import type { LocalizedText, SettingField } from '../provider';
import { TABS, type Tab } from './query';

const NONE: LocalizedText = { zh_CN: '', zh_TW: '', en: '' };
const ONE_SESSION: LocalizedText = {
  zh_CN: '同一账号只保留一个登录：由客边登录会使您在别处的登录下线，反之亦然。',
  zh_TW: '同一帳號只保留一個登入：由客邊登入會使您在別處的登入下線，反之亦然。',
  en: 'An account has one session only: signing in here ends yours elsewhere, and the other way round.',
};
const FROM_ADMINISTRATOR: LocalizedText = { zh_CN: '由管理员提供。', zh_TW: '由管理員提供。', en: 'Your administrator knows it.' };

const TAB_NAMES: Record<Tab, LocalizedText> = {
  my: { zh_CN: '我负责的', zh_TW: '我負責的', en: 'Mine' },
  sub: { zh_CN: '我下属的', zh_TW: '我下屬的', en: 'My team’s' },
  common: { zh_CN: '公海（无负责人）', zh_TW: '公海（無負責人）', en: 'Nobody’s (common pool)' },
  assist: { zh_CN: '我协作的', zh_TW: '我協作的', en: 'I assist' },
};

/** The connection form. A token, or a login with its password, must be there beside the address. */
export const SETTINGS: SettingField[] = [
  {
    key: 'baseUrl',
    label: { zh_CN: '接口地址', zh_TW: '介面位址', en: 'API address' },
    help: {
      zh_CN: '企微版 https://e.lixiaocrm.com；钉钉版 https://dingtalk.e.ikcrm.com；独立版 https://lxcrm.weiwenjia.com。',
      zh_TW: '企微版 https://e.lixiaocrm.com；釘釘版 https://dingtalk.e.ikcrm.com；獨立版 https://lxcrm.weiwenjia.com。',
      en: 'WeCom edition https://e.lixiaocrm.com, DingTalk edition https://dingtalk.e.ikcrm.com, stand-alone edition https://lxcrm.weiwenjia.com.',
    },
    secret: false,
    required: true,
    kind: 'url',
    address: {
      path: '',
      calls: 'api/v2',
      inClear: {
        zh_CN: '登录账号、密码、user_token 和客户资料',
        zh_TW: '登入帳號、密碼、user_token 和客戶資料',
        en: 'login, password, user_token and customers',
      },
    },
    place: 'address',
    initial: 'https://e.lixiaocrm.com',
  },
  {
    key: 'userToken',
    label: { zh_CN: 'user_token', zh_TW: 'user_token', en: 'user_token' },
    help: {
      zh_CN: '由管理员在励销云开放接口取得；可以只填令牌，也可以粘贴整个 Authorization 请求头。',
      zh_TW: '由管理員在勵銷雲開放介面取得；可以只填權杖，也可以貼上整個 Authorization 標頭。',
      en: 'From your administrator, who gets it in lixiao under open API. The token alone or the whole Authorization header.',
    },
    secret: true,
    required: false,
    kind: 'password',
    place: 'credentials',
  },
  optional('login', { zh_CN: '登录账号', zh_TW: '登入帳號', en: 'Login' }, NONE, false),
  optional('password', { zh_CN: '密码', zh_TW: '密碼', en: 'Password' }, ONE_SESSION, true),
  optional('corpId', { zh_CN: '企业 ID', zh_TW: '企業 ID', en: 'Corp id' }, FROM_ADMINISTRATOR, false),
  {
    ...optional(
      'tokenHeader',
      { zh_CN: '令牌请求头', zh_TW: '權杖標頭', en: 'Header for the token' },
      {
        zh_CN: '一般不用改。若接口不接受 Authorization 请求头，请选 access-token。',
        zh_TW: '一般不用改。若介面不接受 Authorization 標頭，請選 access-token。',
        en: 'Usually left as it is. Where the CRM does not take the header Authorization, choose access-token.',
      },
      false,
    ),
    place: 'options',
    initial: 'Authorization',
    choices: ['Authorization', 'access-token'].map((value) => ({ value, name: { zh_CN: value, zh_TW: value, en: value } })),
  },
  {
    ...optional(
      'scope',
      { zh_CN: '客户范围', zh_TW: '客戶範圍', en: 'Whose customers' },
      {
        zh_CN: '搜索和认人时查哪些客户。',
        zh_TW: '搜尋和認人時查哪些客戶。',
        en: 'The customers that are searched and recognised.',
      },
      false,
    ),
    place: 'options',
    choices: [
      { value: '', name: { zh_CN: '所有人的', zh_TW: '所有人的', en: 'Everybody’s' } },
      ...TABS.map((value) => ({ value, name: TAB_NAMES[value] })),
    ],
  },
];

/** A token leads over a password, so that the one must go when the other is chosen. */
export const WAYS: SettingsWay[] = [
  {
    id: 'token',
    name: {
      zh_CN: 'user_token（Authorization 请求头）',
      zh_TW: 'user_token（Authorization 標頭）',
      en: 'user_token (header Authorization)',
    },
    keys: ['userToken'],
    required: ['userToken'],
    values: { tokenHeader: 'Authorization' },
  },
  {
    id: 'access-token',
    name: { zh_CN: 'user_token（access-token 请求头）', zh_TW: 'user_token（access-token 標頭）', en: 'user_token (header access-token)' },
    keys: ['userToken'],
    required: ['userToken'],
    values: { tokenHeader: 'access-token' },
  },
  {
    id: 'password',
    name: { zh_CN: '账号和密码', zh_TW: '帳號和密碼', en: 'Login and password' },
    keys: ['login', 'password', 'corpId', 'tokenHeader'],
    required: ['login', 'password'],
    values: {},
  },
];

function optional(key: string, label: LocalizedText, help: LocalizedText, secret: boolean): SettingField {
  return { key, label, help, secret, required: false, kind: secret ? 'password' : 'text', place: 'credentials' };
}
