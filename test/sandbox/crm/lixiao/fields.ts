import type { Json, JsonObject } from '../json.ts';
import { CHOICES, type Choice } from './library.ts';

/** One field of a customer as the vendor's field list shows it. `name` is the key for reading and writing. */
interface LixiaoField {
  name: string;
  label: string;
  type: string;
  options?: Choice[];
  locked?: boolean;
  disabled?: boolean;
  required?: boolean;
}

/** Custom fields beyond what every customer has; the names' endings are invented. */
export const CUSTOM_FIELDS: LixiaoField[] = [
  { name: 'text_asset_b7bca6', label: '微信昵称', type: 'text_field' },
  { name: 'text_area_asset_41c9d0', label: '需求描述', type: 'text_area' },
  { name: 'select_asset_3f9d21', label: '意向产品', type: 'select', options: options(['主机', '配件', '服务']) },
  { name: 'multi_select_asset_77ab10', label: '关注点', type: 'multi_select', options: options(['价格', '交期', '质量', '售后']) },
  { name: 'date_asset_5c01de', label: '预计签约日期', type: 'date_field' },
  { name: 'datetime_asset_8e1f02', label: '上次到访时间', type: 'datetime_field' },
  { name: 'numeric_asset_90aa31', label: '累计成交额', type: 'number_field', locked: true },
  { name: 'mobile_asset_6d20fb', label: '备用手机', type: 'mobile_field' },
  { name: 'text_asset_ffee00', label: '旧系统编号', type: 'text_field', disabled: true },
];

export const NICKNAME_FIELD = 'text_asset_b7bca6';

const BASIC_FIELDS: LixiaoField[] = [
  { name: 'name', label: '客户名称', type: 'text_field', required: true },
  { name: 'company_name', label: '公司名称', type: 'text_field' },
  { name: 'status', label: '跟进状态', type: 'select', options: CHOICES.status },
  { name: 'category', label: '客户类型', type: 'select', options: CHOICES.category },
  { name: 'source', label: '客户来源', type: 'select', options: CHOICES.source },
  { name: 'industry', label: '所属行业', type: 'select', options: CHOICES.industry },
  { name: 'staff_size', label: '人员规模', type: 'select', options: CHOICES.staff_size },
  { name: 'note', label: '备注', type: 'text_area' },
  { name: 'address.tel', label: '电话', type: 'tel_field' },
  { name: 'address.phone', label: '手机', type: 'mobile_field' },
  { name: 'address.wechat', label: '微信', type: 'text_field' },
];

/** Entities that have fields. This sandbox keeps some for customers alone; the others have a name. */
export const ENTITIES = ['product', 'customer', 'contact', 'contract', 'lead', 'opportunity'];

/** The groups of one entity's fields. The vendor does not show how choices lie in `collection_options`. */
export function fieldGroups(entity: string): Json[] {
  if (entity !== 'customer')
    return [fieldGroup(41, '基本信息', [{ name: 'name', label: '名称', type: 'text_field', required: true }], 5100)];
  return [fieldGroup(31, '基本信息', BASIC_FIELDS, 5000), fieldGroup(32, '自定义信息', CUSTOM_FIELDS, 5050)];
}

/** Whether a custom field may be written: it exists, is in use and is not locked. */
export function isWritable(name: string): boolean {
  return CUSTOM_FIELDS.some((field) => field.name === name && !field.locked && !field.disabled);
}

function fieldGroup(id: number, label: string, fields: LixiaoField[], firstId: number): JsonObject {
  const custom_fields = fields.map((field, index) => fieldJson(field, firstId + index, index));
  return { id, label, position: id, status: 'enable', custom_field_setting_id: 8800 + id, custom_fields };
}

function fieldJson(field: LixiaoField, id: number, position: number): JsonObject {
  return {
    id,
    name: field.name,
    label: field.label,
    field_type: field.type,
    category: field.name.includes('_asset_') ? 'custom' : 'common',
    position,
    placeholder: null,
    custom_column_name: field.name.includes('_asset_') ? field.name : null,
    input_field_options: field.options ? { collection_options: field.options as unknown as Json } : {},
    status: field.disabled ? 'disable' : 'enable',
    required: field.required ?? false,
    cannot_edit: field.locked ?? false,
    cannot_add: field.locked ?? false,
  };
}

function options(labels: string[]): Choice[] {
  return labels.map((label, index) => ({ value: String(index + 1), label }));
}
