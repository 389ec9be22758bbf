import type { ChipsTexts } from '../components/chips/draw';
import type { SpokenLanguage } from '../lib/model/language';

/** The few words that go into the chat page, in a file of their own so that nothing else goes there with them. */
export const chipsTexts: Record<SpokenLanguage, ChipsTexts> = {
  zh_CN: {
    lookingUp: '查找客户…',
    notInCrm: '没有客户资料',
    add: '添加客户',
    several: (count) => `${count} 位可能的客户`,
    likely: '待确认',
    problem: '暂时查不到',
    storage: '本机存储打不开，请看客户面板',
    locked: '已锁定',
    panel: '客户面板',
    edit: '修改客户',
    numbers: (count) => `屏幕上的消息里有 ${count} 个电话号码`,
    openByHand: (keys) => (keys ? `按 ${keys} 或点工具栏上的客边图标打开客户面板` : '点工具栏上的客边图标打开客户面板'),
  },
  zh_TW: {
    lookingUp: '查找客戶…',
    notInCrm: '沒有客戶資料',
    add: '新增客戶',
    several: (count) => `${count} 位可能的客戶`,
    likely: '待確認',
    problem: '暫時查不到',
    storage: '本機儲存空間打不開，請看客戶面板',
    locked: '已鎖定',
    panel: '客戶面板',
    edit: '修改客戶',
    numbers: (count) => `畫面上的訊息裡有 ${count} 個電話號碼`,
    openByHand: (keys) => (keys ? `按 ${keys} 或點工具列上的客邊圖示開啟客戶面板` : '點工具列上的客邊圖示開啟客戶面板'),
  },
  en: {
    lookingUp: 'Looking up…',
    notInCrm: 'No customer record',
    add: 'Add',
    several: (count) => `${count} possible customers`,
    likely: 'Is this right?',
    problem: 'Cannot look up now',
    storage: 'Storage cannot be opened: see the panel',
    locked: 'Locked',
    panel: 'Customer panel',
    edit: 'Edit customer',
    numbers: (count) => `Phone numbers in the messages on screen: ${count}`,
    openByHand: (keys) =>
      keys
        ? `Press ${keys} or Kebian’s button in the toolbar to open the customer panel`
        : 'Press Kebian’s button in the toolbar to open the customer panel',
  },
};

/** Shown where a script was left behind. Firefox ends such scripts, so its build leaves these texts out. */
export const reloadTexts: Record<SpokenLanguage, string> = {
  zh_CN: '客边已更新，刷新网页后恢复',
  zh_TW: '客邊已更新，重新整理網頁後恢復',
  en: 'Reload the page to reconnect Kebian',
};
