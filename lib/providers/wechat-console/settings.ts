import type { LocalizedText, SettingField } from '../provider';

const NONE: LocalizedText = { zh_CN: '', zh_TW: '', en: '' };

const OPTIONAL: LocalizedText = {
  zh_CN:
    '可选。appId、appSecret、账号和密码都填时由客边自行登录；否则使用浏览器在该地址的登录状态。登录凭据会出现在请求地址中，请只用于 HTTPS 或内网。',
  zh_TW:
    '可選。appId、appSecret、帳號和密碼都填時由客邊自行登入；否則使用瀏覽器在該位址的登入狀態。登入憑據會出現在請求位址中，請只用於 HTTPS 或內網。',
  en: 'Optional. With appId, appSecret, user name and password Kebian signs in by itself; otherwise the browser’s own session at that address counts. Signing in puts them into the address of the call: use HTTPS or an internal network.',
};

const ACCOUNT: LocalizedText = {
  zh_CN: '可选。工作台中管理员账号的编号（adminUserId），查看聊天记录时使用。',
  zh_TW: '可選。工作台中管理員帳號的編號（adminUserId），查看聊天記錄時使用。',
  en: 'Optional. The number of the administrator’s account in the console (adminUserId); chat histories are asked for with it.',
};

const WECHAT: LocalizedText = {
  zh_CN: '可选。用哪个微信号添加好友：该微信号在工作台中的 uin。不填则录入任务前不添加好友。',
  zh_TW: '可選。用哪個微信號加好友：該微信號在工作台中的 uin。不填則錄入任務前不加好友。',
  en: 'Optional. The console’s number (uin) of the WeChat account that asks people to be friends. Without it nobody is asked before a task is added.',
};

const OWN: LocalizedText = {
  zh_CN:
    '可选。您在聊天网页中登录的微信号在工作台中的编号（wechatUserId）。填写后，该微信号的客户优先；其他微信号的客户仅凭姓名时会先请您确认。',
  zh_TW:
    '可選。您在聊天網頁中登入的微信號在工作台中的編號（wechatUserId）。填寫後，該微信號的客戶優先；其他微信號的客戶僅憑姓名時會先請您確認。',
  en: 'Optional. The console’s number (wechatUserId) of the WeChat account that you chat with: its customers come first, and those of other accounts are never shown by the name alone without a question.',
};

const TAGS: LocalizedText = {
  zh_CN: '可选。工作台没有公开列出标签的接口：把要用来筛选的标签写在这里，如 高意向=42906, 老客=81100608。',
  zh_TW: '可選。工作台沒有公開列出標籤的介面：把要用來篩選的標籤寫在這裡，如 高意向=42906, 老客=81100608。',
  en: 'Optional. No published call lists the tags: write those that you want to filter by, as in 高意向=42906, 老客=81100608.',
};

const KINDS: LocalizedText = {
  zh_CN: '可选。服务记录的类型及其编号，如 回访=1843, 投诉=1844。',
  zh_TW: '可選。服務記錄的類型及其編號，如 回訪=1843, 投訴=1844。',
  en: 'Optional. The kinds of service records and their numbers, as in 回访=1843, 投诉=1844.',
};

const HEADER: LocalizedText = {
  zh_CN: '可选。登录后会话值的用法没有公开文档：客边以 token 请求头和 Cookie 发送；若贵司另有约定，在这里填写请求头。',
  zh_TW: '可選。登入後工作階段值的用法沒有公開文件：客邊以 token 標頭和 Cookie 傳送；若貴司另有約定，在這裡填寫標頭。',
  en: 'Optional. How the console wants the session after signing in is not published: Kebian sends it as the header "token" and with cookies. Where yours wants another header, it goes here.',
};

const BODIES: LocalizedText = {
  zh_CN:
    '录入任务（添加、加好友、删除）和来电弹窗开关这五个接口，文档只给出 JSON 示例，没有写明请求正文的格式，也没有要求签名。一般不用改；测试连接时若工作台只接受 JSON，会在这里提示。',
  zh_TW:
    '錄入任務（新增、加好友、刪除）和來電彈窗開關這五個介面，文件只給出 JSON 範例，沒有寫明請求本文的格式，也沒有要求簽章。一般不用改；測試連線時若工作台只接受 JSON，會在這裡提示。',
  en: 'For five calls (tasks: add, befriend, delete; the switch of the pop-up) the documentation shows JSON samples, but neither says how bodies are to be sent nor asks for a signature. Usually left as it is; testing the connection says so where the console takes JSON alone.',
};

/** The connection form. The address is the only thing that must be there. */
export const SETTINGS: SettingField[] = [
  {
    key: 'baseUrl',
    label: { zh_CN: '工作台地址', zh_TW: '工作台位址', en: 'Address of the console' },
    help: {
      zh_CN: '浏览器中打开工作台时的地址，到 /wechat_api 之前为止。',
      zh_TW: '瀏覽器中開啟工作台時的位址，到 /wechat_api 之前為止。',
      en: 'The address where you open the console, up to /wechat_api.',
    },
    secret: false,
    required: true,
    kind: 'url',
    address: {
      path: '',
      calls: 'wechat_api',
      inClear: {
        zh_CN: 'appSecret、账号、密码、登录状态、客户资料和聊天记录',
        zh_TW: 'appSecret、帳號、密碼、登入狀態、客戶資料和聊天記錄',
        en: 'appSecret, user name, password, session, customers and chat histories',
      },
    },
    place: 'address',
    placeholder: 'https://console.example.com',
  },
  optional('appId', { zh_CN: 'appId', zh_TW: 'appId', en: 'appId' }, OPTIONAL, false),
  optional('appSecret', { zh_CN: 'appSecret', zh_TW: 'appSecret', en: 'appSecret' }, NONE, true),
  optional('userName', { zh_CN: '账号', zh_TW: '帳號', en: 'User name' }, NONE, false),
  optional('password', { zh_CN: '密码', zh_TW: '密碼', en: 'Password' }, NONE, true),
  optional('headerName', { zh_CN: '请求头名称', zh_TW: '標頭名稱', en: 'Header name' }, HEADER, false),
  optional('headerValue', { zh_CN: '请求头的值', zh_TW: '標頭的值', en: 'Header value' }, NONE, true),
  option('adminUserId', { zh_CN: '管理员账号编号', zh_TW: '管理員帳號編號', en: 'Administrator’s number' }, ACCOUNT),
  option('wechatUserId', { zh_CN: '我的微信号编号', zh_TW: '我的微信號編號', en: 'My WeChat account’s number' }, OWN),
  option('uin', { zh_CN: '添加好友的微信号', zh_TW: '加好友的微信號', en: 'Befriending account' }, WECHAT),
  option('tagNumbers', { zh_CN: '标签编号', zh_TW: '標籤編號', en: 'Tag numbers' }, TAGS),
  option('serviceTypes', { zh_CN: '服务记录类型', zh_TW: '服務記錄類型', en: 'Kinds of service records' }, KINDS),
  {
    ...option('bodies', { zh_CN: '任务和弹窗的请求格式', zh_TW: '任務和彈窗的請求格式', en: 'Bodies of tasks and pop-up' }, BODIES),
    choices: [
      { value: 'form', name: { zh_CN: '表单', zh_TW: '表單', en: 'Forms' } },
      { value: 'json', name: { zh_CN: 'JSON', zh_TW: 'JSON', en: 'JSON' } },
    ],
  },
];

function optional(key: string, label: LocalizedText, help: LocalizedText, secret: boolean): SettingField {
  return { key, label, help, secret, required: false, kind: secret ? 'password' : 'text', place: 'credentials' };
}

function option(key: string, label: LocalizedText, help: LocalizedText): SettingField {
  return { key, label, help, secret: false, required: false, kind: 'text', place: 'options' };
}
