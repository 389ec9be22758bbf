import type { LocalizedText } from '../provider';

/** Why nothing can be edited: the relay has not said yet what may be. */
export const NOT_ASKED_YET: LocalizedText = {
  zh_CN: '还没有从中继取得可用的功能；请在设置中测试此连接。',
  zh_TW: '尚未從中繼取得可用的功能；請在設定中測試此連線。',
  en: 'The relay has not said yet what can be done here. Test the connection in the settings.',
};

/** Why nothing can be edited: the relay does not let this agent. */
export const MAY_NOT_EDIT: LocalizedText = {
  zh_CN: '管理员在中继上没有允许您修改客户。',
  zh_TW: '管理員在中繼上沒有允許您修改客戶。',
  en: 'Your administrator does not allow you to edit customers through the relay.',
};
