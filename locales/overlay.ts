import type { Spoken } from './translate';

/** The few texts beside the chat title. They travel with the content script, so they stand apart from the big catalogues. */
export interface OverlayTexts {
  lookingUp: string;
  notInCrm: string;
  add: string;
  several(count: number): string;
  panel: string;
  problem: string;
  unsure: string;
  more(count: number): string;
  stage: string;
  tags: string;
  remark: string;
}

export const overlayTexts: Record<Spoken, OverlayTexts> = {
  zh_CN: {
    lookingUp: '正在查询',
    notInCrm: '不在 CRM 中',
    add: '添加',
    several: (count) => `${count} 位可能的客户`,
    panel: '客户面板',
    problem: '出了问题，请看客户面板',
    unsure: '待确认',
    more: (count) => `另有 ${count} 个标签`,
    stage: '阶段',
    tags: '标签',
    remark: '备注',
  },
  zh_TW: {
    lookingUp: '正在查詢',
    notInCrm: '不在 CRM 中',
    add: '新增',
    several: (count) => `${count} 位可能的客戶`,
    panel: '客戶面板',
    problem: '發生問題，請看客戶面板',
    unsure: '待確認',
    more: (count) => `另有 ${count} 個標籤`,
    stage: '階段',
    tags: '標籤',
    remark: '備註',
  },
  en: {
    lookingUp: 'Looking up',
    notInCrm: 'Not in CRM',
    add: 'Add',
    several: (count) => (count === 1 ? '1 possible customer' : `${count} possible customers`),
    panel: 'Customer panel',
    problem: 'Something is wrong, see the customer panel',
    unsure: 'To be confirmed',
    more: (count) => (count === 1 ? '1 more tag' : `${count} more tags`),
    stage: 'Stage',
    tags: 'Tags',
    remark: 'Remark',
  },
};
