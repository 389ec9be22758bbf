import type { Customer, Field } from '../../model/customer';
import { isMasked } from '../../model/masked';
import { read, unwrapList } from '../answer';
import { row, type Relation, type Row } from './schema';

/**
 * The row of list-by-qw-user-id in the shape of a search row. Its fields carry fixed names instead of the tenant's ids, and a text
 * whatever their kind: the id of a choice, a JSON list of phone numbers. It names its colleague by the WeCom account alone; `salesName`
 * is what that colleague is called, as far as it is known.
 */
export function toRow({ fields, ...relation }: Relation, known: Field[], salesName: string | null): Row {
  const values = fields.flatMap(({ field, valueAsText }) => {
    const id = fieldFor(field, known)?.id;
    return id ? [[id, valueAsText]] : [];
  });
  const { qwUserId, lastUpdateTime, ...same } = relation;
  const sales = { qwSalesId: qwUserId, salesName: salesName ?? qwUserId };
  return read(row, { ...Object.fromEntries(values), ...same, ...sales, getUpdateTime: lastUpdateTime });
}

/**
 * The customer of such a row: a part of the record, without the tenant's own fields, to be asked for whole before it is shown as that.
 * Name, company and phone numbers are the row's also where the tenant calls these fields otherwise.
 */
export function partlyKnown(customer: Customer, { fields }: Relation, known: Field[]): Customer {
  const unnamed = (field: string) => (fieldFor(field, known) ? undefined : fields.find((one) => one.field === field)?.valueAsText?.trim());
  const mobiles = textsOf(unnamed('mobile')).map((number) => ({ label: null, number, hidden: isMasked(number) }));
  return {
    ...customer,
    name: unnamed('name') || customer.name,
    company: customer.company ?? (unnamed('corp_name') || null),
    phones: customer.phones.length > 0 ? customer.phones : mobiles,
    brief: true,
  };
}

function fieldFor(field: string, known: Field[]): Field | undefined {
  return known.find(({ label }) => LABELS[field]?.includes(label));
}

function textsOf(value: string | undefined): string[] {
  const list = value ? unwrapList(value) : [];
  const texts = (Array.isArray(list) ? list : [list]).filter((one: unknown) => typeof one === 'string' || typeof one === 'number');
  return texts.map((one) => String(one).trim()).filter(Boolean);
}

/** What tenants call the fields that these rows name. */
const LABELS: Record<string, string[]> = {
  name: ['姓名', '客户姓名', '客户名称', '名称'],
  corp_name: ['企业', '公司', '企业名称', '公司名称'],
  mobile: ['电话', '手机', '手机号', '手机号码', '联系电话'],
  customer_source: ['客户来源', '来源'],
  customer_stage: ['销售阶段', '客户阶段'],
  gender: ['性别'],
  description: ['描述'],
  address: ['地址'],
  birthday: ['生日'],
  purchase_intention: ['意向', '购买意向'],
};
