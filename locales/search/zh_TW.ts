import type { zh_CN } from './zh_CN';
import type { Text } from '../translate';

export const zh_TW: Record<keyof typeof zh_CN, Text> = {
  'search.title': '搜尋',
  'search.change': '更換客戶',
  'search.placeholder': '姓名、手機號碼或公司',
  'search.hint': '輸入姓名、備註、公司、手機號碼或標籤的任意部分，也可以用拼音。',
  'search.crm': '在 CRM 中搜尋',
  'search.local': '本機保存的客戶',
  'search.localNothing': '本機沒有找到，可以在 CRM 中搜尋。',
  'search.recent': '最近聯絡人',
  'search.recentCustomer': '{name} · {customer}',
  'search.filling': '{connection}：已有 {count} 位客戶，正在繼續取得',
  'search.kept': '{connection}：{count} 位客戶',
  'search.limited': '{connection}：{count} 位客戶，已達本機保存上限，CRM 中還有更多',
  'search.stopped': '{connection}：{count} 位客戶，取得已中斷',
  'search.filters': '篩選',
  'search.nothing': '沒有找到',
  'search.more': '更多結果',
  'search.searching': '正在搜尋',
  'search.choose': '設為「{name}」的客戶',
  'search.current': '目前客戶',
  'search.unlink': '取消連結',
  'search.unlinkHelp': '「{name}」目前對應{customer}（{connection}）。',
  'search.results': '{count} 筆結果',
};
