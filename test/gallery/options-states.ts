import type { SettingsReading } from '../../lib/model/settings-document';
import type { OptionsActions } from '../../components/options/actions.ts';
import type { FormerView } from '../../lib/model/former.ts';
import type { Suggestion } from '../../lib/model/suggestion.ts';
import { ALL_ALLOWED, type Rules } from '../../lib/model/rules.ts';
import type { ConnectionView, ProviderView, StorageNews } from '../../lib/model/view.ts';
import type { VaultView } from '../../lib/model/vault.ts';
import { NOW } from './people.ts';
import { book, main, sales } from './views.ts';

export interface OptionsState {
  connections: ConnectionView[];
  former?: FormerView[];
  managed?: boolean;
  /** What the administrator's policy allows; everything unless told. */
  rules?: Rules;
  /** Up to which number of what is read the person was told. */
  told?: number;
  vault?: VaultView;
  storage?: StorageNews;
  /** What the actions answer where it matters to the picture. */
  actions?: Partial<OptionsActions>;
  /** Text of a settings file to put into the file box. */
  file?: string;
  press?: string[];
}

/** A policy that forbids whatever one can forbid. */
export const NOTHING_ALLOWED = Object.fromEntries(Object.keys(ALL_ALLOWED).map((rule) => [rule, false])) as unknown as Rules;

export const NO_NEWS: StorageNews = { setAside: [], fullAt: null, policyFaults: [] };

const same = (text: string) => ({ zh_CN: text, zh_TW: text, en: text });

export const providers: ProviderView[] = [
  {
    id: 'tanma',
    name: { zh_CN: '探马 SCRM', zh_TW: '探馬 SCRM', en: 'Tanma SCRM' },
    about: { zh_CN: '企业微信客户管理。', zh_TW: '企業微信客戶管理。', en: 'Customers of WeCom.' },
    settings: [
      {
        key: 'baseUrl',
        label: same('API'),
        help: { zh_CN: '通常不用改。', zh_TW: '通常不用改。', en: 'Usually left as it is.' },
        secret: false,
        required: true,
        kind: 'url',
        address: {
          path: 'apiServer',
          inClear: { zh_CN: 'appId、签名和客户资料', zh_TW: 'appId、簽章和客戶資料', en: 'the appId, signatures and customers' },
        },
        place: 'address',
        initial: 'https://crm.example.com',
      },
      {
        key: 'appId',
        label: same('appId'),
        help: { zh_CN: '在“系统设置 › 开放接口”里。', zh_TW: '在「系統設定 › 開放介面」裡。', en: 'Under System › Open interface.' },
        secret: false,
        required: true,
        kind: 'text',
        place: 'credentials',
        placeholder: 'ww…_AbCdEf',
      },
      {
        key: 'appKey',
        label: same('appKey'),
        help: { zh_CN: '和 appId 在一起。', zh_TW: '和 appId 在一起。', en: 'Beside the appId.' },
        secret: true,
        required: true,
        kind: 'password',
        place: 'credentials',
      },
      {
        key: 'qwUserId',
        label: { zh_CN: '我的企微账号', zh_TW: '我的企微帳號', en: 'My WeCom account' },
        help: { zh_CN: '填写后优先匹配我负责的客户。', zh_TW: '填寫後優先比對我負責的客戶。', en: 'My own customers are matched first.' },
        secret: false,
        required: false,
        kind: 'text',
        place: 'credentials',
      },
    ],
  },
  {
    id: 'lixiao',
    name: same('励销 CRM'),
    about: { zh_CN: '销售线索与客户。', zh_TW: '銷售線索與客戶。', en: 'Leads and customers.' },
    settings: [
      {
        key: 'bodies',
        label: { zh_CN: '请求格式', zh_TW: '請求格式', en: 'Bodies' },
        help: { zh_CN: '一般不用改。', zh_TW: '一般不用改。', en: 'Usually left as it is.' },
        secret: false,
        required: false,
        kind: 'text',
        place: 'options',
        choices: [
          { value: 'form', name: { zh_CN: '表单', zh_TW: '表單', en: 'Forms' } },
          { value: 'json', name: same('JSON') },
        ],
      },
    ],
  },
  {
    id: 'local',
    name: { zh_CN: '本地客户簿', zh_TW: '本機通訊簿', en: 'Local book' },
    about: { zh_CN: '只存在这台电脑上。', zh_TW: '只存在這台電腦上。', en: 'On this computer only.' },
    settings: [],
  },
];

const suggestion: Suggestion = {
  values: { bodies: 'json' },
  says: {
    zh_CN: '此工作台不接受表单形式的请求，但接受 JSON。',
    zh_TW: '此工作台不接受表單形式的請求，但接受 JSON。',
    en: 'This console does not take forms, but it takes JSON.',
  },
  press: { zh_CN: '这些请求改用 JSON 发送', zh_TW: '這些請求改用 JSON 傳送', en: 'Send these calls as JSON' },
};

const broken: SettingsReading = {
  kind: 'broken',
  faults: [
    { path: 'connections[0].provider', expected: '"tanma" | "lixiao" | "local"', found: '"salesforce"' },
    { path: 'connections[1].baseUrl', expected: 'URL', found: '"crm"' },
    { path: 'privacy.keepCustomersFor', expected: '"0d" | "1d" | "7d" | "30d"', found: '"forever"' },
  ],
};
const good: SettingsReading = {
  kind: 'good',
  connections: [
    { id: 'main', name: '探马', provider: 'tanma', replaces: true, another: true, missingSecrets: [], address: null },
    { id: 'sales', name: '励销', provider: 'lixiao', replaces: false, another: false, missingSecrets: ['userToken'], address: null },
  ],
  preferences: { maskPhones: true, language: 'auto' },
  sites: [],
  links: 12,
  leftOut: [],
  origins: [],
};

const FORMER: FormerView[] = [
  {
    id: 'before',
    provider: 'tanma',
    name: '探马',
    values: { baseUrl: 'http://192.168.8.90:30097/apiServer' },
    why: 'address',
    counts: { edits: 3, links: 58, reminders: 1, followUps: 0, beside: 0, customers: 0 },
    candidates: ['main'],
  },
  {
    id: 'mine',
    provider: 'local',
    name: '',
    values: {},
    why: 'removed',
    counts: { edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 54 },
    candidates: [],
  },
];

/** Every state of the options page that must look finished. */
export const optionsStates: Record<string, OptionsState> = {
  'options-first': { connections: [] },
  'options-list': { connections: [main, { ...sales, problem: { kind: 'signed-out', elsewhere: true } }, book] },
  'options-reads-more': { connections: [main], told: 0 },
  'options-forbidden': { connections: [main], rules: NOTHING_ALLOWED, vault: { kind: 'open', lockAfter: 15 } },
  'options-first-forbidden': { connections: [], rules: NOTHING_ALLOWED },
  'options-unset': { connections: [], rules: NOTHING_ALLOWED, vault: { kind: 'locked', unset: true } },
  'options-managed': { connections: [main, book], managed: true },
  'options-passphrase': { connections: [main], press: ['#privacy .border-t button'] },
  'options-sealed': { connections: [main], vault: { kind: 'open', lockAfter: 15 } },
  'options-moving': { connections: [], vault: { kind: 'moving', done: 1_200, total: 3_400 } },
  'options-broken': { connections: [], vault: { kind: 'broken' }, press: ['#connections .border-t button'] },
  'options-lost': { connections: [], storage: { ...NO_NEWS, lostAt: NOW - 60_000 } },
  'options-locked': { connections: [], vault: { kind: 'locked' }, press: ['#connections .border-t button'] },
  'options-trouble': {
    connections: [main],
    storage: {
      setAside: [{ table: 'links', why: 'shape', at: NOW - 60_000 }],
      fullAt: NOW,
      policyFaults: [{ path: 'connections[0].provider', expected: 'tanma | lixiao', found: 'string' }],
    },
  },
  'options-pick': { connections: [book], press: ['#connections ul + div button'] },
  'options-form': { connections: [main], press: ['#connections li > div > span > button:nth-child(4)'] },
  'options-form-faults': { connections: [], press: ['#connections > div button', '#connections li button', 'form [type=submit]'] },
  'options-tested': {
    connections: [main],
    press: ['#connections li > div > span > button:nth-child(4)', 'form button[type=button]'],
    actions: { test: () => Promise.resolve({ kind: 'connected', user: '李磊', detail: '深圳销售一部', suggestions: [] }) },
  },
  'options-suggested': {
    connections: [sales],
    press: ['#connections li > div > span > button:nth-child(4)', 'form button[type=button]'],
    actions: {
      test: ({ values }) =>
        Promise.resolve({ kind: 'connected', user: '李磊', detail: null, suggestions: values['bodies'] === 'json' ? [] : [suggestion] }),
    },
  },
  'options-test-failed': {
    connections: [main],
    press: ['#connections li > div > span > button:nth-child(4)', 'form button[type=button]'],
    actions: { test: () => Promise.resolve({ kind: 'failed', problem: { kind: 'signature-refused' } }) },
  },
  'options-remove': { connections: [main, book], press: ['#connections li > div > span > button:nth-child(5)'] },
  'options-remove-kept': {
    connections: [{ ...main, problem: { kind: 'signed-out', elsewhere: false } }],
    press: ['#connections li > div > span > button:nth-child(5)'],
    actions: { countKept: () => Promise.resolve({ edits: 30, links: 212, reminders: 4, followUps: 0, beside: 0, customers: 0 }) },
  },
  'options-former': { connections: [main, { ...book, dropped: true }], former: FORMER },
  'options-import-faults': { connections: [main], file: '{}', actions: { readSettings: () => Promise.resolve(broken) } },
  'options-import': { connections: [main], file: '{}', actions: { readSettings: () => Promise.resolve(good) } },
};
