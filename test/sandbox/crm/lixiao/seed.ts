import { isIn, people, type CrmRecord, type Person } from '../../people.ts';
import { fromChinaTime } from '../time.ts';
import { externalUserIdOf } from '../wecom.ts';
import { documentedCustomers } from './documented.ts';
import { NICKNAME_FIELD } from './fields.ts';
import { choiceValue, COLLEAGUES, labelByContent, ME } from './library.ts';
import { credentials, setToken } from './session.ts';
import { EMPTY_ADDRESS, type LixiaoContact, type LixiaoCustomer, type LixiaoTables } from './tables.ts';

const FIRST_CUSTOMER = 2_500_000;
const FIRST_CONTACT = 5_700_000;
const HOUR = 60 * 60_000;

/** Fills a new database with the vendor's documented examples and the sandbox's people, and lets the static token in. */
export function fillLixiao(tables: LixiaoTables): void {
  setToken(tables, credentials.userToken);
  for (const customer of documentedCustomers) tables.customers.put(customer.id, customer);
  people.forEach((person, index) => {
    if (isIn('lixiao', person.record)) addPerson(tables, person, person.record, index);
  });
}

function addPerson(tables: LixiaoTables, person: Person, record: CrmRecord, index: number): void {
  const customer = customerOf(person, record, index);
  tables.customers.put(customer.id, customer);
  if (record.company) tables.contacts.put(FIRST_CONTACT + index, contactOf(customer, record, index));
  if (customer.revisitedAt !== null) addRevisit(tables, customer);
}

function customerOf(person: Person, record: CrmRecord, index: number): LixiaoCustomer {
  const at = fromChinaTime(record.createdAt)!;
  const source = choiceValue('source', record.source);
  return {
    id: FIRST_CUSTOMER + index,
    person: person.key,
    userId: COLLEAGUES.find(({ name }) => name === record.owner)!.id,
    assistIds: index % 6 === 4 ? [ME.id] : [],
    common: index % 13 === 12,
    name: record.name,
    companyName: record.company,
    choices: { status: choiceValue('status', record.stage), category: index % 3 ? '' : '1476201', source, industry: '', staff_size: '' },
    note: record.note || null,
    labelIds: record.tags.flatMap((tag) => labelByContent(tag)?.id ?? []),
    productIds: index % 5 === 0 ? [660001] : [],
    address: { ...EMPTY_ADDRESS, phone: record.phone, detail_address: record.city },
    custom: customFields(person, record, index),
    phonePrivacy: privacyOf(person, index),
    wxExternalUserId: index % 5 === 3 && index >= 16 ? null : externalUserIdOf(person),
    createdAt: at,
    updatedAt: at,
    revisitedAt: record.note ? at + 26 * HOUR : null,
    revisitContent: record.note ? `电话沟通：${record.note}` : null,
    remindAt: null,
    empty: index % 2 ? '' : null,
    row: {},
    phoneUser: null,
  };
}

/** A few numbers are withheld, so that showing them is noticed. */
function privacyOf(person: Person, index: number): LixiaoCustomer['phonePrivacy'] {
  if (person.key === 'decorated' || index % 11 === 10) return 'masked';
  return person.key === 'rtl' || index % 29 === 28 ? 'invisible' : 'open';
}

function customFields(person: Person, record: CrmRecord, index: number): LixiaoCustomer['custom'] {
  return {
    [NICKNAME_FIELD]: person.nickname,
    text_area_asset_41c9d0: index % 4 ? null : `需要${record.city}本地送货`,
    select_asset_3f9d21: index % 3 ? '' : String(1 + (index % 3)),
    multi_select_asset_77ab10: index % 5 ? [] : ['1', '3'],
    date_asset_5c01de: index % 4 === 1 ? record.createdAt.slice(0, 10) : null,
    datetime_asset_8e1f02: null,
    numeric_asset_90aa31: index % 2 ? 0 : index * 1250.5,
    mobile_asset_6d20fb: '',
    text_asset_ffee00: `OLD-${index}`,
  };
}

function contactOf(customer: LixiaoCustomer, record: CrmRecord, index: number): LixiaoContact {
  return {
    id: FIRST_CONTACT + index,
    customerId: customer.id,
    name: record.name,
    department: null,
    gender: record.gender === '男' ? 'male' : 'female',
    birthDate: null,
    note: null,
    category: '',
    job: index % 2 ? '采购' : null,
    wxExternalUserId: customer.wxExternalUserId,
    address: EMPTY_ADDRESS,
  };
}

function addRevisit(tables: LixiaoTables, customer: LixiaoCustomer): void {
  const id = tables.revisits.nextId(6_600_001);
  const [at, content] = [customer.revisitedAt!, customer.revisitContent!];
  const log = { id, userId: customer.userId, loggableType: 'Customer', loggableId: customer.id, content, category: '1476601' };
  tables.revisits.put(id, { ...log, realRevisitAt: at, createdAt: at, remindAt: null });
}
