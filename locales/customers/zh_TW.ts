import type { CustomersCatalogue } from './translate';

/** Traditional Chinese of the page of all customers. */
export const zh_TW: CustomersCatalogue = {
  name: '客邊',
  'nav.label': '檢視',

  'all.title': '全部客戶',
  'all.none': '還沒有客戶',
  'all.connection': '來自',
  'all.search': '搜尋',
  'all.any': '不限',
  'all.filter.stage': '階段',
  'all.filter.noStage': '（無階段）',
  'all.filter.tag': '標籤',
  'all.filter.noTag': '（無標籤）',
  'all.filter.quiet': '多久未跟進',
  'all.filter.quietDays': '{count} 天以上未跟進',
  'all.filter.updated': '更新時間',
  'all.filter.today': '今天',
  'all.filter.updatedDays': '最近 {count} 天',
  'all.column.name': '姓名',
  'all.column.company': '公司',
  'all.column.phone': '手機',
  'all.column.stage': '階段',
  'all.column.tags': '標籤',
  'all.column.owner': '負責人',
  'all.column.followUp': '最近跟進',
  'all.column.updated': '更新',
  'all.nameless': '（沒有名字）',
  'all.choose': '選取 {name}',
  'all.chooseAll': '選取全部 {count} 位',
  'all.count': '{count} 位客戶',
  'all.countOf': '{count} 位，共 {total} 位',
  'all.loading': '正在讀取…',
  'all.limited': 'CRM 裡還有更多客戶，這裡只有儲存在本機的',
  'all.clear': '清除篩選',
  'all.opened': '客戶 {name}',
  'all.close': '關閉',

  'import.title': '匯入與匯出',

  'duplicates.title': '重複客戶',

  'backup.title': '備份',

  'replies.title': '快速回覆',

  'schema.title': '欄位與標籤',
};
