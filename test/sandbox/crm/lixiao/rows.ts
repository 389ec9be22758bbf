import type { Json, JsonObject } from '../json.ts';
import { chinaIso, chinaTime } from '../time.ts';
import { choiceLabel, colleagueById, labelById, ME } from './library.ts';
import { phonesData, withHidden } from './phones.ts';
import { contactsOf, type Address, type LixiaoContact, type LixiaoCustomer, type LixiaoTables } from './tables.ts';

/** A row of `GET /customers`, with every key of the documented example. */
export function customerRow(tables: LixiaoTables, customer: LixiaoCustomer): JsonObject {
  const self = customer.userId === ME.id;
  return {
    id: customer.id,
    user_id: customer.userId,
    user_name: colleagueById(customer.userId)?.name ?? '',
    user_third_userid: null,
    name: customer.name,
    status: customer.choices.status,
    status_mapped: choiceLabel('status', customer.choices.status),
    category: customer.choices.category,
    category_mapped: choiceLabel('category', customer.choices.category),
    need_hidden_dispose: customer.phonePrivacy !== 'open',
    updated_at: minute(customer.updatedAt),
    created_at: minute(customer.createdAt),
    last_revist_log_content: customer.revisitContent,
    last_called_at: '',
    revisit_remind_at: minute(customer.remindAt),
    will_flow_time: '',
    approve_status: 'approved',
    approve_status_i18n: '已通过',
    custom_field_template_id: null,
    custom_field_template_i18n: '',
    phones_data: phonesData(customer, contactsOf(tables, customer.id)),
    is_user_self: self,
    is_creator_self: self,
    labels: labelsJson(customer),
    address: addressJson('Customer', customer.id, customer.id + 100_000, customer.address, customer),
    contacts: contactsOf(tables, customer.id).map(({ id, name }) => ({ id, name })),
    contacts_associate_with_traffic: false,
    ...customer.row,
  };
}

/** A row of `by_name`: it also says who this is in WeCom. */
export function namedRow(tables: LixiaoTables, customer: LixiaoCustomer): JsonObject {
  return { ...customerRow(tables, customer), ...wecomKeys(customer.wxExternalUserId) };
}

/** `data` of one customer. Custom fields stand under their names. */
export function customerDetail(tables: LixiaoTables, customer: LixiaoCustomer): JsonObject {
  const { source, industry, staff_size } = customer.choices;
  const owner = { id: customer.userId, name: colleagueById(customer.userId)?.name ?? '' };
  return {
    ...namedRow(tables, customer),
    ...customer.custom,
    company_name: customer.companyName,
    note: customer.note,
    source,
    source_mapped: choiceLabel('source', source),
    industry,
    industry_mapped: choiceLabel('industry', industry),
    staff_size,
    staff_size_mapped: choiceLabel('staff_size', staff_size),
    parent: {},
    is_editable: true,
    creator: owner,
    user: owner,
    not_revisit_at_time_str: '',
    real_revisit_at: minute(customer.revisitedAt),
    assist_users: customer.assistIds.map((id) => ({ id, name: colleagueById(id)?.name ?? '' })),
    contacts: contactsOf(tables, customer.id).map((contact) => briefContact(contact, customer)),
  };
}

/** A contact of a customer, as the list of contacts and an update answer it. */
export function contactJson(contact: LixiaoContact, customer: LixiaoCustomer): JsonObject {
  return {
    id: contact.id,
    customer_id: contact.customerId,
    name: contact.name,
    department: contact.department,
    gender: contact.gender,
    birth_date: contact.birthDate,
    note: contact.note,
    category: contact.category,
    job: contact.job,
    ...wecomKeys(contact.wxExternalUserId),
    address: addressJson('Contact', contact.id, contact.id + 200_000, contact.address, customer),
  };
}

/** `yyyy-MM-dd HH:mm`, '' for never. */
export function minute(ms: number | null): string {
  return ms === null ? '' : chinaTime(ms).slice(0, 16);
}

function briefContact(contact: LixiaoContact, customer: LixiaoCustomer): JsonObject {
  const { tel, phone } = contact.address;
  const address = { tel, ...withHidden('tel', tel, customer), phone, ...withHidden('phone', phone, customer) };
  return { id: contact.id, name: contact.name, ...wecomKeys(contact.wxExternalUserId), address };
}

function wecomKeys(external: string | null): JsonObject {
  return { wx_external_userid: external, wx_contact_type: external === null ? null : 1 };
}

function labelsJson(customer: LixiaoCustomer): Json[] {
  return customer.labelIds.flatMap((id) => (labelById(id) as unknown as JsonObject | null) ?? []);
}

/** The address with the serializer's own settings left in it, as the vendor does. */
function addressJson(owner: string, ownerId: number, id: number, address: Address, customer: LixiaoCustomer): JsonObject {
  const { country_id, province_id, city_id, district_id, tel, phone, email, qq, fax, wechat, wangwang, zip, url, detail_address } = address;
  const { empty, createdAt } = customer;
  return {
    id,
    addressable_id: ownerId,
    addressable_type: owner,
    country_id,
    province_id,
    city_id,
    district_id,
    tel: tel ?? empty,
    phone: phone ?? empty,
    email: email ?? empty,
    qq: qq ?? empty,
    fax: fax ?? empty,
    wechat: wechat ?? empty,
    wangwang,
    zip,
    url: url ?? '',
    detail_address: detail_address ?? empty,
    created_at: chinaIso(createdAt),
    updated_at: chinaIso(createdAt),
    lat: null,
    lng: null,
    off_distance: null,
    region_info: '',
    snippet: null,
    organization_id: 5004848,
    mode: 'compat',
    time_format: 'ruby',
    use_to_json: true,
    ...withHidden('tel', tel, customer),
    ...withHidden('phone', phone, customer),
  };
}
