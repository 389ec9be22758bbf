/** What the team has set up in lixiao: colleagues, labels, choices and custom fields. */
export interface Colleague {
  id: number;
  name: string;
  departmentId: number;
}

export const COLLEAGUES: Colleague[] = [
  { id: 10334601, name: '李磊', departmentId: 700101 },
  { id: 10334602, name: '王敏', departmentId: 700101 },
  { id: 10334603, name: '张磊', departmentId: 700102 },
  { id: 10334573, name: '李曦宁', departmentId: 700102 },
];

/** Whoever signs in with the sandbox's credentials. */
export const ME = COLLEAGUES[0]!;

export interface Label {
  id: number;
  group_id: number;
  content: string;
  color: string;
}

export const LABELS: Label[] = [
  { id: 900012, group_id: 800002, content: '1500万;,2000万)&&--', color: '#2da8aa' },
  { id: 900011, group_id: 800002, content: '1千万-1500万', color: '#2da8aa' },
  { id: 1000035, group_id: 900009, content: '行业先进企业', color: '#ffcc00' },
  { id: 900010, group_id: 900009, content: '全国产品质量公证十佳品牌', color: '#ffcc00' },
  ...labels(900101, 800101, '#f5683d', ['高意向', '价格敏感', '待回访', '已寄样']),
  ...labels(900121, 800102, '#3b7cff', ['VIP', '复购', '企业采购', '代理商', '售后']),
  ...labels(900141, 800103, '#7a5af5', ['深圳']),
];

/** A choice: `value` is the id that rows and filters use, always as text in a row. */
export interface Choice {
  value: string;
  label: string;
}

export const CHOICES = {
  status: choices(1476046, ['初访', '新入库', '初步沟通', '意向客户', '报价中', '已成交']),
  category: choices(1476201, ['重点客户', '一般客户']),
  source: choices(1476301, ['展会扫码', '朋友介绍', '官网', '短视频', '老客户']),
  industry: choices(1476401, ['制造', '商贸', '医药', '教育', '软件']),
  staff_size: choices(1476501, ['20人以下', '20-99人', '100-499人', '500人以上']),
  /** Kinds of follow-up. */
  revisit: choices(1476601, ['电话', '微信', '上门拜访', '其他']),
};

export type ChoiceKind = keyof typeof CHOICES;

export function choiceLabel(kind: ChoiceKind, value: string): string {
  return CHOICES[kind].find((choice) => choice.value === value)?.label ?? '';
}

export function choiceValue(kind: ChoiceKind, label: string): string {
  return CHOICES[kind].find((choice) => choice.label === label)?.value ?? '';
}

export function labelById(id: number): Label | null {
  return LABELS.find((label) => label.id === id) ?? null;
}

export function labelByContent(content: string): Label | null {
  return LABELS.find((label) => label.content === content) ?? null;
}

export function colleagueById(id: number): Colleague | null {
  return COLLEAGUES.find((colleague) => colleague.id === id) ?? null;
}

function labels(firstId: number, groupId: number, color: string, contents: string[]): Label[] {
  return contents.map((content, index) => ({ id: firstId + index, group_id: groupId, content, color }));
}

function choices(first: number, names: string[]): Choice[] {
  return names.map((label, index) => ({ value: String(first + index), label }));
}
