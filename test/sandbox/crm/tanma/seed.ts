import { isIn, people, type CrmRecord, type Person } from '../../people.ts';
import { inventedText } from '../chance.ts';
import { externalUserIdOf } from '../wecom.ts';
import { FIELD, SALES, SOURCE_IDS, STAGE_IDS, tagByName } from './library.ts';
import type { TanmaCustomer, TanmaTables } from './customer.ts';
import { documentedCustomers } from './documented.ts';

const FIRST_ID = 520100000000000;

/** Fills a new database with the vendor's documented examples and the sandbox's people. */
export function fillTanma(tables: TanmaTables): void {
  for (const customer of documentedCustomers) tables.customers.put(customer.customerId, customer);
  people.forEach((person, index) => {
    if (isIn('tanma', person.record)) addPerson(tables, person, person.record, index);
  });
}

function addPerson(tables: TanmaTables, person: Person, record: CrmRecord, index: number): void {
  const customer = customerOf(person, record, index);
  tables.customers.put(customer.customerId, customer);
  addFollowUp(tables, customer, 2, `将客户阶段修改为【${record.stage}】`, record.createdAt);
  if (record.note) addFollowUp(tables, customer, 1, `电话沟通：${record.note}`, laterDay(record.createdAt));
}

function addFollowUp(tables: TanmaTables, customer: TanmaCustomer, type: 1 | 2, content: string, createTime: string): void {
  const id = tables.followUps.nextId(610200000000001);
  tables.followUps.put(id, { id, customerId: customer.customerId, salesId: customer.ownerId, type, content, createTime });
}

function customerOf(person: Person, record: CrmRecord, index: number): TanmaCustomer {
  const friend = index % 5 !== 3 || index < 16;
  const owner = SALES.find((sales) => sales.name === record.owner)!;
  return {
    customerId: FIRST_ID + index * 4096,
    relationId: FIRST_ID + index * 4096 + 67584,
    person: person.key,
    name: record.name,
    phones: record.phone ? [record.phone] : [],
    company: record.company,
    remark: person.remark || record.name,
    nickname: friend ? person.nickname : null,
    avatar: friend ? `http://wx.qlogo.cn/mmhead/sandbox/${person.avatarSeq}/0` : null,
    externalUserId: friend ? externalUserIdOf(person) : null,
    ownerId: owner.salesId,
    helperIds: index % 6 === 4 ? [SALES[(SALES.indexOf(owner) + 1) % 3]!.salesId] : [],
    stageId: STAGE_IDS[record.stage]!,
    sourceId: SOURCE_IDS[record.source] ?? null,
    gender: record.gender === '男' ? 1 : 2,
    note: record.note || null,
    tagIds: record.tags.flatMap((name) => tagByName(name)?.id ?? []),
    contentTagIds: index % 9 === 0 ? ['d430ec9166e511edb71d00163e06cc86:2l'] : [],
    point: index % 4 === 0 ? index : null,
    creditCode: record.company ? `9144${inventedText(`credit ${record.company}`, 14, '0123456789ABCDEFGHJKLMNPQRTUWXY')}` : null,
    fields: ordinaryFields(record, index),
    createTime: record.createdAt,
    updateTime: record.createdAt,
    friendTime: friend ? record.createdAt : null,
    row: {},
    v2Fields: null,
  };
}

function ordinaryFields(record: CrmRecord, index: number): TanmaCustomer['fields'] {
  return {
    [FIELD.number]: `编号- ${5_993_900 + index}`,
    '30898': record.city,
    ...(index % 3 === 0 && { '31270': [4, 5, 6].slice(0, 1 + (index % 2)), '31462': '2.2' }),
    ...(index % 4 === 1 && { '31457': 1 + (index % 3), '31562': record.createdAt.slice(0, 10), '31460': record.createdAt }),
    ...(index % 8 === 2 && { '30751': '09-01', '32477': index % 2 }),
  };
}

function laterDay(time: string): string {
  return time.replace(/-(\d\d) /, (_, day: string) => `-${String(Math.min(28, Number(day) + 1)).padStart(2, '0')} `);
}
