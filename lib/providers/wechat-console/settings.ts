import type { LocalizedText, SettingField } from '../provider';

const OPTIONAL: LocalizedText = {
  zh_CN: '可选。四项都填时由客边自行登录；否则使用浏览器在该地址的登录状态。登录凭据会出现在请求地址中，请只用于 HTTPS 或内网。',
  zh_TW: '可選。四項都填時由客邊自行登入；否則使用瀏覽器在該位址的登入狀態。登入憑據會出現在請求位址中，請只用於 HTTPS 或內網。',
  en: 'Optional. With all four Kebian signs in by itself; otherwise the browser’s own session at that address counts. Signing in puts them into the address of the call: use HTTPS or an internal network.',
};

const HEADER: LocalizedText = {
  zh_CN: '可选。登录后会话值的用法没有公开文档：客边以 token 请求头和 Cookie 发送；若贵司另有约定，在这里填写请求头。',
  zh_TW: '可選。登入後工作階段值的用法沒有公開文件：客邊以 token 標頭和 Cookie 傳送；若貴司另有約定，在這裡填寫標頭。',
  en: 'Optional. How the console wants the session after signing in is not published: Kebian sends it as the header "token" and with cookies. Where yours wants another header, it goes here.',
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
    place: 'address',
    placeholder: 'https://console.example.com',
  },
  optional('appId', { zh_CN: 'appId', zh_TW: 'appId', en: 'appId' }, OPTIONAL, false),
  optional('appSecret', { zh_CN: 'appSecret', zh_TW: 'appSecret', en: 'appSecret' }, OPTIONAL, true),
  optional('userName', { zh_CN: '账号', zh_TW: '帳號', en: 'User name' }, OPTIONAL, false),
  optional('password', { zh_CN: '密码', zh_TW: '密碼', en: 'Password' }, OPTIONAL, true),
  optional('headerName', { zh_CN: '请求头名称', zh_TW: '標頭名稱', en: 'Header name' }, HEADER, false),
  optional('headerValue', { zh_CN: '请求头的值', zh_TW: '標頭的值', en: 'Header value' }, HEADER, true),
];

function optional(key: string, label: LocalizedText, help: LocalizedText, secret: boolean): SettingField {
  return { key, label, help, secret, required: false, kind: secret ? 'password' : 'text', place: 'credentials' };
}
