import { inventedText, LETTERS } from '../chance.ts';
import type { JsonObject } from '../json.ts';

/** What the team has set up in tanma: its sales people, stages, tags and fields. */
export interface Sales {
  salesId: number;
  qwUserId: string;
  name: string;
  departmentId: number;
  department: string;
}

export const SALES: Sales[] = [
  { salesId: 453638473541811, qwUserId: 'LiLei', name: '李磊', departmentId: 966461, department: '江鑫祥科技/华南部' },
  { salesId: 453638473541822, qwUserId: 'WangMin', name: '王敏', departmentId: 558613, department: '江鑫祥科技/华东部' },
  { salesId: 453638473541824, qwUserId: 'ZhangLei', name: '张磊', departmentId: 558613, department: '江鑫祥科技/华东部' },
  { salesId: 398600000000001, qwUserId: 'dowen', name: '杜文', departmentId: 966461, department: '江鑫祥科技/华南部' },
  {
    salesId: 398600000000002,
    qwUserId: 'd41d8cd98f00b204e9800998ecf8427e',
    name: '匿名员工',
    departmentId: 966461,
    department: '江鑫祥科技/华南部',
  },
];

export const STAGE_IDS: Record<string, number> = {
  新入库: 480693588891904,
  初步沟通: 398792098304064,
  意向客户: 474555082656000,
  报价中: 396823724189760,
  已成交: 519900112233472,
};

export const SOURCE_IDS: Record<string, number> = { 展会扫码: 1, 朋友介绍: 2, 官网: 3, 短视频: 4, 老客户: 5 };

export interface LibraryTag {
  id: number;
  name: string;
  qwTagId: string;
}

/** A tag's short number serves searches, its `et…` text is WeCom's; a group has both too. */
export interface LibraryGroup extends LibraryTag {
  tags: LibraryTag[];
}

export const TAG_GROUPS: LibraryGroup[] = [
  group(2801070, '意向', ['高意向', '价格敏感', '待回访', '已寄样'], 2801078),
  group(2801071, '客户类型', ['VIP', '复购', '企业采购', '代理商', '售后'], 2801090),
  group(2801072, '地区', ['深圳', '杭州', '厦门'], 2801110),
  {
    id: 2801073,
    name: '历史标签',
    qwTagId: wecomTagId('历史标签'),
    tags: [{ id: 2801120, name: '老库导入', qwTagId: 'etvRo3DwAAq7llRWbNwJvWxLxioIuhtQ' }],
  },
];

/** A field as `list-fields` shows it. Types: 1 text, 2 choice, 3 date, 4 number, 5 long text, 6 choices, 7 date-time, 8 phone. */
export interface LibraryField {
  id: number;
  name: string;
  type: number;
  outerField: string | null;
  items?: { id: number; name: string }[];
  stable: boolean;
}

/** Keys under which a row of `customer/search` carries what this sandbox keeps of a customer. */
export const FIELD = { phone: 30744, name: 30747, gender: 30750, number: 31560, source: 31897, note: 31898, company: 31899, stage: 31900 };

export const FIELDS: LibraryField[] = [
  { id: FIELD.phone, name: '电话', type: 8, outerField: null, stable: true },
  { id: FIELD.company, name: '企业', type: 1, outerField: null, stable: true },
  { id: FIELD.note, name: '描述', type: 5, outerField: null, stable: true },
  { id: FIELD.name, name: '姓名', type: 1, outerField: null, stable: true },
  { id: FIELD.stage, name: '销售阶段', type: 2, outerField: null, items: itemsOf(STAGE_IDS), stable: true },
  { id: FIELD.source, name: '客户来源', type: 2, outerField: null, items: itemsOf(SOURCE_IDS), stable: true },
  { id: FIELD.gender, name: '性别 ', type: 2, outerField: null, items: itemsOf({ 其它: 0, 男: 1, 女: 2 }), stable: true },
  { id: FIELD.number, name: '编号', type: 1, outerField: null, stable: false },
  { id: 30751, name: '生日', type: 3, outerField: null, stable: true },
  { id: 30898, name: '地区', type: 1, outerField: null, stable: true },
  { id: 31892, name: '装修风格', type: 1, outerField: 'style', stable: false },
  { id: 31457, name: '采购意向', type: 2, outerField: null, items: itemsOf({ 强: 1, 一般: 2, 弱: 3 }), stable: false },
  { id: 31270, name: '感兴趣的产品', type: 6, outerField: 'products', items: itemsOf({ 主机: 4, 配件: 5, 服务: 6 }), stable: false },
  { id: 32477, name: '是否含税', type: 2, outerField: null, items: itemsOf({ 否: 0, 是: 1 }), stable: false },
  { id: 31562, name: '预计签约日期', type: 3, outerField: null, stable: false },
  { id: 31460, name: '上次到访时间', type: 7, outerField: null, stable: false },
  { id: 31462, name: '预算（万元）', type: 4, outerField: 'budget', stable: false },
];

export function tagByName(name: string): LibraryTag | null {
  return allTags().find((tag) => tag.name === name) ?? null;
}

export function tagById(id: number): LibraryTag | null {
  return allTags().find((tag) => tag.id === id) ?? null;
}

export function salesById(salesId: number): Sales {
  return SALES.find((sales) => sales.salesId === salesId)!;
}

/** The name that belongs to an id in one of the tables above, null when none does. */
export function nameOfId(table: Record<string, number>, id: number | null): string | null {
  return Object.entries(table).find(([, known]) => known === id)?.[0] ?? null;
}

/** A field in the shape of `list-fields`. */
export function fieldJson(field: LibraryField): JsonObject {
  const { items, stable, ...rest } = field;
  const options: JsonObject = items ? { items: items } : {};
  return { ...rest, ...options, stable, customerImportRequired: field.id === FIELD.name };
}

function allTags(): LibraryTag[] {
  return TAG_GROUPS.flatMap((group) => group.tags);
}

function group(id: number, name: string, tags: string[], firstId: number): LibraryGroup {
  const children = tags.map((tag, index) => ({ id: firstId + index, name: tag, qwTagId: wecomTagId(tag) }));
  return { id, name, qwTagId: wecomTagId(name), tags: children };
}

function wecomTagId(name: string): string {
  return `et${inventedText(`tag ${name}`, 30, LETTERS)}`;
}

function itemsOf(table: Record<string, number>): { id: number; name: string }[] {
  return Object.entries(table).map(([name, id]) => ({ id, name }));
}
