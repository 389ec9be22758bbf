import type { JsonObject } from '../json.ts';
import type { Account, Contact, Customer, Task } from './tables.ts';

/** The accounts, contacts, customers and tasks that the vendor's documentation shows as examples. */
export const documentedAccounts: Account[] = [
  { wechatUserId: 13806, uin: '663329897', userName: 'wxid_oo8w553uj5g612', nickName: '客边接待', adminUserId: 33726, online: true },
  { wechatUserId: 746, uin: '301965671', userName: 'wxid_jmg3nu2goog222', nickName: '你看那茶樹滿山', adminUserId: 11793, online: true },
];

export const documentedContacts: Contact[] = [
  {
    wechatContactId: 19564131,
    person: null,
    account: 13806,
    userName: 'wxid_8twmv8pkgvox22',
    alias: null,
    nickName: '售前-紅海',
    remarkName: '',
    headImgUrl:
      'http://wx.qlogo.cn/mmhead/ver_1/a7VEaKQezTBzyXcqCaHKdVwia4Zb4CTfmqz541bL2w9ClH5icRTib3OKQWGbgba0AJP19PvKebXVAcOaG7dKHfSCWfxKUpG2RIxvCIeyKgSrpY/132',
    sex: '1',
    pinyin: ['SQHH', 'shouqianhonghai'],
    customerNickName: null,
    isStar: '',
  },
  {
    wechatContactId: 47666822,
    person: null,
    account: 13806,
    userName: 'wxid_c47666822j22',
    alias: 'chenjia_0822',
    nickName: '陳佳',
    remarkName: '',
    headImgUrl: '',
    sex: '2',
    pinyin: ['CJ', 'chenjia'],
    customerNickName: null,
    isStar: '',
  },
  {
    wechatContactId: 1000004734,
    person: null,
    account: 746,
    userName: 'wxid_az12gf9ugnoh22',
    alias: 'zzzslcn',
    nickName: 'broccoli',
    remarkName: '',
    headImgUrl:
      'http://wx.qlogo.cn/mmhead/ver_1/ibiaQia8UnUtQE5I3qjTCLeYjnPhmv4qXLxVHfRIYS2UAiaeeXxWHYHme9OVp3s6hsgnPtfOPYiaRvW3nOaVS6laSJDuFzZvVmYa5VVhzILwj28I/132',
    sex: '2',
    pinyin: ['BROCCOLI', 'broccoli'],
    customerNickName: null,
    isStar: '',
  },
];

export const documentedCustomers: Customer[] = [
  {
    customerId: 3063060,
    customerName: '售前-紅海',
    customerPhone: '11111122222',
    remarks: '售前-紅海哥',
    wechatContactId: 19564131,
    company: '',
    createTime: 1565164517924,
    lastUpdateTime: 1565164517924,
    tags: '',
    nickName: '售前紅海',
    xfield1: '',
  },
  {
    customerId: 3063253,
    customerName: 'broccoli',
    customerPhone: '',
    remarks: '',
    wechatContactId: 1000004734,
    company: '',
    createTime: 1565171400000,
    lastUpdateTime: 1565171400000,
    tags: '老客',
    nickName: 'broccoli',
    xfield1: '',
  },
];

/** Keys ending in a number that every row of a task has, all empty. */
export function emptyExtraFields(): JsonObject {
  return Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`xfield${index + 1}`, null]));
}

/** Tasks of the two colleagues of the examples; of the second one's four the documentation shows the first. */
export const documentedTasks: Task[] = [
  manual(19381, 11855, 'hhhaaa', '客戶5', '18750920004', 1),
  manual(19380, 12206, '李小琳e', '客戶1', '18750920000', 3),
  manual(19382, 12206, '李小琳e', '客戶2', '18750920001', 4),
  manual(19383, 12206, '李小琳e', '客戶3', '18750920002', 5),
  manual(19384, 12206, '李小琳e', '客戶4', '18750920003', 6),
  assigned(19905, '池中客', '18600001111'),
];

/** What `addManualTaskBeforeAddFriend` answers in its example: another phone than was sent, and a user name beyond 2^53. */
export const documentedBeforeFriend = { sentPhone: '18756666666', customerId: 20026, answeredPhone: '18758888888' };

function manual(customerId: number, adminUserId: number, realName: string, customerName: string, phone: string, orderNum: number): Task {
  const number = customerName.slice(2);
  const row = {
    customerId,
    customerName,
    customerPhone: phone,
    address: null,
    company: `公司${number}`,
    createTime: '2019-11-28 17:17:45',
    lastUpdateTime: '2019-11-28 17:17:45',
    nickName: `個性${number}`,
    uin: null,
    adminUserId,
    syn: 1,
    userName: `wxid_00${number}`,
    ...emptyExtraFields(),
    dialStatus: 0,
    addStatus: 0,
    taskId: -1,
    orderNum,
    tags: null,
    remarks: null,
  };
  return { customerId, pool: 'manual', realName, row };
}

function assigned(customerId: number, customerName: string, phone: string): Task {
  const task = manual(customerId, 33726, '客边', customerName, phone, 0);
  return {
    ...task,
    pool: 'assigned',
    row: { ...task.row, company: '池中有限公司', nickName: null, userName: null, assignTime: '2019-12-02 09:00:00' },
  };
}
