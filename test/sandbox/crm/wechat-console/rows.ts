import type { JsonObject } from '../json.ts';
import type { Account, Contact, ConsoleTables, Customer } from './tables.ts';

/** The pager that the product leaves in its objects, with the page's html inside. */
export function pagerJunk(): JsonObject {
  return { page: { pageNo: 1, pageSize: -1, count: 0, content: [], html: pagerHtml(), firstResult: 0, maxResults: -1 }, sqlMap: {} };
}

/** A customer as `updateCustomer` answers it. */
export function customerJson(customer: Customer): JsonObject {
  return {
    ...pagerJunk(),
    customerId: customer.customerId,
    customerName: customer.customerName,
    customerPhone: customer.customerPhone,
    remarks: customer.remarks,
    wechatContactId: customer.wechatContactId,
    lastUpdateTime: customer.lastUpdateTime,
    tags: customer.tags,
    isCust: 0,
    nickName: customer.nickName,
    xfield1: customer.xfield1,
  };
}

/** A customer as the reading calls answer it: the customer, and who it is on WeChat. The vendor's documentation shows no such row. */
export function customerRow(tables: ConsoleTables, customer: Customer): JsonObject {
  const contact = customer.wechatContactId === null ? null : tables.contacts.get(customer.wechatContactId);
  return {
    ...customerJson(customer),
    wechatUserId: contact?.account ?? null,
    userName: contact?.userName ?? null,
    remarkName: contact?.remarkName ?? '',
    company: customer.company,
    isStar: contact?.isStar ?? '',
  };
}

/** A contact as `updateCustomer` answers it: both spellings of the pinyin keys are there. */
export function contactJson(contact: Contact, account: Account): JsonObject {
  const [initials, full] = contact.pinyin;
  return {
    ...pagerJunk(),
    wechatContactId: contact.wechatContactId,
    wechatUserId: account.wechatUserId,
    uin: '0',
    userName: contact.userName,
    nickName: contact.nickName,
    headImgUrl: contact.headImgUrl,
    remarkName: contact.remarkName,
    pYInitial: initials,
    pYQuanPin: full,
    remarkPYInitial: '',
    remarkPYQuanPin: '',
    sex: contact.sex,
    verifyFlag: '0',
    isDelete: 0,
    isSaving: 0,
    wechatUserName: account.userName,
    contactFlag: '3',
    province: '',
    city: '',
    wechatUserUin: account.uin,
    chatRoomSettings: 0,
    contactType: 0,
    seq: contact.userName,
    pyinitial: initials,
    pyquanPin: full,
  };
}

/** A contact as `findcontactbytagAll` answers it: no pager, more keys, other empties. */
export function taggedContactJson(contact: Contact, account: Account): JsonObject {
  const [initials, full] = contact.pinyin;
  return {
    wechatContactId: contact.wechatContactId,
    wechatUserId: account.wechatUserId,
    uin: '0',
    userName: contact.userName,
    nickName: contact.nickName,
    headImgUrl: contact.headImgUrl,
    remarkName: contact.remarkName,
    remarkPYInitial: '',
    remarkPYQuanPin: '',
    sex: contact.sex,
    verifyFlag: '0',
    isDelete: 0,
    isSaving: null,
    memberCount: null,
    groupId: null,
    wechatUserName: account.userName,
    alias: contact.alias,
    contactFlag: '3',
    province: '',
    city: '',
    op: null,
    wechatUserUin: account.uin,
    chatRoomSettings: 0,
    contactType: 0,
    seq: contact.userName,
    groupName: null,
    adminUserId: account.adminUserId,
    wechatUserNickName: account.nickName,
    customerNickName: contact.customerNickName,
    pyinitial: initials,
    pyquanPin: full,
  };
}

function pagerHtml(): string {
  const steps = ['« 上一頁', '1', '下一頁 »'].map((text) => `<li><a href="javascript:" onclick="page(0,-1,'');">${text}</a></li>`);
  const field = (value: number) => `<input type="text" value="${value}" onclick="this.select();"/>`;
  const totals = `<li class="disabled controls"><a href="javascript:">當前 ${field(1)} / ${field(-1)} 條,共 0 條</a></li>`;
  return `<ul>\n${[...steps, totals].join('\n')}\n</ul>\n<div style="clear:both;"></div>`;
}
