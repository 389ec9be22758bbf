import type { CustomersCatalogue } from './translate';

/** Traditional Chinese of the page of all customers. */
export const zh_TW: CustomersCatalogue = {
  name: '客邊',
  'nav.label': '檢視',

  'all.title': '全部客戶',
  'all.none': '還沒有客戶',

  'import.title': '匯入與匯出',

  'duplicates.title': '重複客戶',

  'backup.title': '備份',

  'replies.title': '快速回覆',

  'schema.title': '欄位與標籤',
};
