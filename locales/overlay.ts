import type { ChipsTexts } from '../components/chips/draw';
import type { SpokenLanguage } from '../lib/model/language';

/** The few words that go into the chat page, in a file of their own so that nothing else goes there with them. */
export const chipsTexts: Record<SpokenLanguage, ChipsTexts> = {
  zh_CN: {
    lookingUp: '查找客户…',
    notInCrm: '不在 CRM 中',
    add: '添加客户',
    several: (count) => `${count} 位可能的客户`,
    likely: '待确认',
    problem: '暂时查不到',
    locked: '已锁定',
    panel: '客户面板',
  },
  zh_TW: {
    lookingUp: '查找客戶…',
    notInCrm: '不在 CRM 中',
    add: '新增客戶',
    several: (count) => `${count} 位可能的客戶`,
    likely: '待確認',
    problem: '暫時查不到',
    locked: '已鎖定',
    panel: '客戶面板',
  },
  en: {
    lookingUp: 'Looking up…',
    notInCrm: 'Not in CRM',
    add: 'Add',
    several: (count) => `${count} possible customers`,
    likely: 'Is this right?',
    problem: 'Cannot look up now',
    locked: 'Locked',
    panel: 'Customer panel',
  },
};
