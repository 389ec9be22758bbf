import { isIn, people, type CrmRecord, type Person } from '../../people.ts';
import { inventedText } from '../chance.ts';
import { fromChinaTime } from '../time.ts';
import { documentedAccounts, documentedContacts, documentedCustomers, documentedTasks } from './documented.ts';
import { fillMessages } from './messages.ts';
import type { ConsoleTables, Contact, Customer } from './tables.ts';
import { tagNamed } from './tags.ts';

const FIRST_CONTACT = 47_700_000;
const FIRST_CUSTOMER = 3_064_000;
const WXID = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Fills a new database: everybody in the chat is a contact, whom the console knows is a customer too. */
export function fillConsole(tables: ConsoleTables): void {
  for (const account of documentedAccounts) tables.accounts.put(account.wechatUserId, account);
  for (const contact of documentedContacts) tables.contacts.put(contact.wechatContactId, contact);
  for (const customer of documentedCustomers) tables.customers.put(customer.customerId, customer);
  for (const task of documentedTasks) tables.tasks.put(task.customerId, task);
  tables.tags.put(42906, { tagId: 42906, tagName: '高意向', isPub: '0' });
  tables.tags.put(81100608, { tagId: 81100608, tagName: '老客', isPub: '1' });
  people.forEach((person, index) => {
    if (person.kind === 'person') addPerson(tables, person, index);
  });
}

function addPerson(tables: ConsoleTables, person: Person, index: number): void {
  const contact = contactOf(person, index);
  tables.contacts.put(contact.wechatContactId, contact);
  fillMessages(tables, contact, index);
  if (!isIn('wechat-console', person.record)) return;
  for (const name of person.record.tags) tagNamed(tables, name);
  tables.customers.put(FIRST_CUSTOMER + index, customerOfPerson(person, person.record, contact, index));
}

function contactOf(person: Person, index: number): Contact {
  return {
    wechatContactId: FIRST_CONTACT + index,
    person: person.key,
    account: 13806,
    userName: `wxid_${inventedText(`wxid ${person.key}`, 12, WXID)}22`,
    alias: index % 3 === 0 ? `kb_${inventedText(`alias ${person.key}`, 8, WXID)}` : null,
    nickName: person.nickname,
    remarkName: person.remark,
    headImgUrl: `http://wx.qlogo.cn/mmhead/sandbox/${person.avatarSeq}/132`,
    sex: { 男: '1', 女: '2', '': '0' }[person.record?.gender ?? ''],
    pinyin: ['', ''],
    customerNickName: null,
    isStar: '',
  };
}

function customerOfPerson(person: Person, record: CrmRecord, contact: Contact, index: number): Customer {
  const createTime = fromChinaTime(record.createdAt)!;
  return {
    customerId: FIRST_CUSTOMER + index,
    customerName: record.name,
    customerPhone: record.phone ?? '',
    remarks: record.note,
    wechatContactId: contact.wechatContactId,
    company: record.company ?? '',
    createTime,
    lastUpdateTime: createTime,
    tags: record.tags.join(','),
    nickName: person.nickname,
    xfield1: '',
  };
}
