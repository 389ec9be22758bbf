import type { Provider } from '../provider';
import { originsOf } from '../settings';
import { createConnection, rememberedAbilities } from './connection';
import { signIn, signOut } from './sign-in';
import { SIGN_IN_WAY } from './sign-in-calls';

const NONE = { zh_CN: '', zh_TW: '', en: '' };

/** One of the CRMs that a company's relay speaks with; see README.md. */
export const relay: Provider = {
  id: 'relay',
  name: { zh_CN: '公司中继', zh_TW: '公司中繼', en: 'Company relay' },
  about: {
    zh_CN: '通过公司自己的中继使用 CRM：密钥和调用额度由中继统一保管，能做什么由管理员决定。',
    zh_TW: '透過公司自己的中繼使用 CRM：金鑰和呼叫額度由中繼統一保管，能做什麼由管理員決定。',
    en: 'Uses a CRM through your company’s own relay, which holds the secrets and the quota for all; your administrator decides what you can do.',
  },
  settings: [
    {
      key: 'baseUrl',
      label: { zh_CN: '中继地址', zh_TW: '中繼位址', en: 'Address of the relay' },
      help: {
        zh_CN: '由管理员提供，例如 https://relay.example.com。',
        zh_TW: '由管理員提供，例如 https://relay.example.com。',
        en: 'From your administrator, such as https://relay.example.com.',
      },
      secret: false,
      required: true,
      kind: 'url',
      address: {
        path: '',
        calls: 'v1',
        inClear: { zh_CN: '令牌和客户资料', zh_TW: '權杖和客戶資料', en: 'the token and customers' },
      },
      place: 'address',
      placeholder: 'https://relay.example.com',
    },
    {
      key: 'token',
      label: { zh_CN: '令牌', zh_TW: '權杖', en: 'Token' },
      help: {
        zh_CN: '管理员为您创建的个人令牌，只显示一次。',
        zh_TW: '管理員為您建立的個人權杖，只顯示一次。',
        en: 'Your own token, which your administrator has made for you; it is shown there once.',
      },
      secret: true,
      required: false,
      kind: 'password',
      place: 'credentials',
    },
    {
      key: 'signIn',
      label: { zh_CN: '登录方式', zh_TW: '登入方式', en: 'Sign-in' },
      help: NONE,
      secret: false,
      required: false,
      kind: 'text',
      place: 'options',
      choices: [
        { value: '', name: { zh_CN: '令牌', zh_TW: '權杖', en: 'Token' } },
        { value: SIGN_IN_WAY, name: { zh_CN: '公司账号', zh_TW: '公司帳號', en: 'Company account' } },
      ],
    },
    { key: 'account', label: NONE, help: NONE, secret: false, required: false, kind: 'text', place: 'options', found: true },
    {
      key: 'connection',
      label: { zh_CN: '中继上的连接', zh_TW: '中繼上的連線', en: 'Connection on the relay' },
      help: {
        zh_CN: '可选，中继上有多个 CRM 时由管理员告诉您名称。',
        zh_TW: '可選，中繼上有多個 CRM 時由管理員告訴您名稱。',
        en: 'Optional: its id, where the relay has several CRMs.',
      },
      secret: false,
      required: false,
      kind: 'text',
      place: 'options',
    },
  ],
  ways: [
    {
      id: 'company',
      name: { zh_CN: '用公司账号登录', zh_TW: '用公司帳號登入', en: 'Sign in with your company’s account' },
      keys: [],
      required: [],
      values: { signIn: SIGN_IN_WAY },
      signsIn: true,
    },
    {
      id: 'token',
      name: { zh_CN: '使用管理员给的令牌', zh_TW: '使用管理員給的權杖', en: 'Use a token from your administrator' },
      keys: ['token'],
      required: ['token'],
      values: {},
    },
  ],
  tenant: ['token', 'connection', 'account'],
  origins: originsOf,
  abilities: rememberedAbilities,
  connect: createConnection,
  signIn,
  signOut,
};
