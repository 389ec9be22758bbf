import type { Spoken, Text } from './translate';

export type KeptKey = 'counting' | 'uncounted' | 'edits' | 'links' | 'reminders' | 'customers';

/** What is counted before something is deleted: of the settings and of the panel's question before a customer is. */
export const keptTexts: Record<Spoken, Record<KeptKey, Text>> = {
  zh_CN: {
    counting: '正在清点…',
    uncounted: '没能清点这台电脑上还有什么会一起丢失。',
    edits: '{count} 项未发送的修改',
    links: '{count} 条关联',
    reminders: '{count} 个提醒',
    customers: '{count} 位本机客户',
  },
  zh_TW: {
    counting: '正在清點…',
    uncounted: '沒能清點這台電腦上還有什麼會一起遺失。',
    edits: '{count} 項未送出的修改',
    links: '{count} 筆關聯',
    reminders: '{count} 個提醒',
    customers: '{count} 位本機客戶',
  },
  en: {
    counting: 'Counting…',
    uncounted: 'What else on this computer would be lost could not be counted.',
    edits: { one: '{count} unsent edit', other: '{count} unsent edits' },
    links: { one: '{count} link', other: '{count} links' },
    reminders: { one: '{count} reminder', other: '{count} reminders' },
    customers: { one: '{count} customer of the local book', other: '{count} customers of the local book' },
  },
};
