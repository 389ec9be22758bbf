import type { Field } from '../../model/customer';
import { read } from '../answer';
import { row, type Relation, type Row } from './schema';

/**
 * The row of list-by-qw-user-id in the shape of a search row. Its fields carry fixed names instead of the tenant's ids, and a text
 * whatever their kind: the id of a choice, a JSON list of phone numbers.
 */
export function toRow({ fields, ...relation }: Relation, known: Field[]): Row {
  const values = fields.flatMap(({ field, valueAsText }) => {
    const id = known.find(({ label }) => label === LABELS[field])?.id;
    return id ? [[id, valueAsText]] : [];
  });
  const { qwUserId, lastUpdateTime, ...same } = relation;
  return read(row, { ...Object.fromEntries(values), ...same, qwSalesId: qwUserId, salesName: qwUserId, getUpdateTime: lastUpdateTime });
}

const LABELS: Record<string, string> = {
  name: '姓名',
  corp_name: '企业',
  mobile: '电话',
  customer_source: '客户来源',
  customer_stage: '销售阶段',
  gender: '性别',
  description: '描述',
  address: '地址',
  birthday: '生日',
  purchase_intention: '意向',
};
