import type { Field } from '../../lib/model/customer';
import type { Target } from '../../lib/model/sheet/columns';
import type { Plan } from '../../lib/model/sheet/plan';
import { readRow } from '../../lib/model/sheet/read-row';
import { isTaken, type Damaged } from '../../lib/model/sheet/row-fault';

export const field = (id: string, label: string, type: Field['type']): Field => ({ id, label, type, options: [], editable: true });
export const FIELDS = [
  field('wechat', '微信号', 'text'),
  field('birthday', '生日', 'date'),
  field('address', '地址', 'address'),
  field('money', '预算', 'number'),
  field('wants', '需求', 'choices'),
];

/** What a row becomes; the columns are named after their targets, with a digit behind one that is there twice. */
export function read(columns: Record<string, string>, damaged: Damaged = 'leave-out') {
  const targets = Object.keys(columns).map((name) => name.replace(/\d$/, '') as Target);
  const plan: Plan = { targets, headings: targets.map(String), fields: FIELDS, home: 'CN', damaged };
  const found = readRow(7, Object.values(columns), plan)!;
  return { ...found.imported, faults: found.faults.map(({ kind }) => kind), taken: isTaken(found, damaged) };
}
