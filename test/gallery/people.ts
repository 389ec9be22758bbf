import type { Customer, CustomerField } from '../../lib/model/customer';
import type { Tag, TagGroup } from '../../lib/model/tag';
import { bareCustomer as bare } from '../support/bare-customer';

/** The moment at which the gallery stands still. */
export const NOW = Date.parse('2026-05-20T14:30:00+08:00');

export const tagGroups: TagGroup[] = [
  { name: '意向', tags: [tag('高意向', '意向', '#1a9c55'), tag('中意向', '意向', '#3b82f6'), tag('低意向', '意向', '#9ca3af')] },
  { name: '地区', tags: [tag('深圳', '地区'), tag('杭州', '地区'), tag('成都', '地区')] },
  { name: null, tags: [tag('VIP', null, '#8b5cf6'), tag('价格敏感'), tag('已寄样'), tag('代理商'), tag('复购', null, '#ffe600')] },
];

/** An invented customer; what matters to a picture is given. */
export function customer(change: Partial<Customer> = {}): Customer {
  return {
    connection: 'main',
    id: 'c-1',
    name: '张伟',
    company: '深圳华盛科技有限公司',
    remark: '华盛采购负责人，周五前要报价；优先交期，其次价格。',
    nickname: '大伟',
    phones: [{ label: null, number: '13800001111', hidden: false }],
    stage: { id: '3', name: '意向客户' },
    source: '展会扫码',
    owner: { id: 'u1', name: '李磊' },
    helpers: [{ id: 'u2', name: '王敏' }],
    tags: [tag('高意向', '意向', '#1a9c55'), tag('深圳', '地区'), tag('价格敏感'), tag('VIP', null, '#8b5cf6')],
    fields: [],
    createdAt: '2026-03-02T09:30:00+08:00',
    updatedAt: '2026-05-18T11:00:00+08:00',
    lastFollowUpAt: '2026-05-19T14:32:00+08:00',
    handle: {},
    ...change,
  };
}

export const longCustomer = customer({
  name: '欧阳修远志和他的朋友们以及他们的朋友们在青岛开的公司',
  company: '青岛绿源环保设备工程技术咨询服务有限责任公司（山东自由贸易试验区分公司）',
  remark: '名字和公司都很长。'.repeat(14),
  phones: [
    { label: '办公', number: '0532-88887777', hidden: false },
    { label: null, number: '134****6666', hidden: true },
    { label: '助理的备用手机', number: '+86+8613400006667', hidden: false },
  ],
  helpers: ['王敏', '张磊', '李静', '陈思远', '欧阳静'].map((name) => ({ id: null, name })),
  tags: [
    '高意向',
    '价格敏感',
    'VIP',
    '深圳',
    '复购',
    '待回访',
    '企业采购',
    '已寄样',
    '代理商',
    '售后',
    '一个特别特别长的标签名称用来看看会不会撑破界面还要再长一点',
  ].map((name) => tag(name)),
});

export const bareCustomer = bare({ connection: 'main', id: 'c-1', name: 'Lily', updatedAt: '2026-05-18T11:00:00+08:00' });

export const hostileCustomer = customer({
  name: `O'Brien "Bob" <b>&amp;`,
  company: 'Smith & Sons <Trading>',
  remark: '<img src=x onerror=alert(1)>',
  tags: [tag('<script>', null, 'url(https://example.com/x.png)'), tag('‮reversed‬', null, 'red;position:fixed')],
});

export const fields: CustomerField[] = [
  field('industry', '行业', 'choice', 'i2', { options: options('i', ['互联网', '智能制造', '零售']) }),
  field('budget', '预算（万元）', 'number', 65),
  field('birthday', '生日', 'date', '1988-04-12'),
  field('address', '收货地址', 'long-text', '深圳市南山区科技园北区朗山路 16 号 3 栋 502，前台代收'),
  field('interests', '关注产品', 'choices', ['p1', 'p3'], { options: options('p', ['标准版', '专业版', '定制']) }),
  field('visit', '预约到访', 'date-time', '2026-05-22T15:00:00+08:00'),
  field('second', '备用电话', 'phone', null),
  field('wechat', '微信号', 'text', null),
  field('score', '系统评分', 'number', 87, { editable: false }),
];

/** The stage as a field that can be changed. */
export const stageField: CustomerField = {
  ...field('status', '销售阶段', 'choice', '3', { options: stages() }),
  isStage: true,
};

function stages() {
  return ['初步沟通', '意向客户', '报价中', '已成交'].map((name, index) => ({ id: `${index + 2}`, name }));
}

function field(
  id: string,
  label: string,
  type: CustomerField['type'],
  value: CustomerField['value'],
  more: Partial<CustomerField> = {},
): CustomerField {
  return { id, label, type, options: [], editable: true, value, ...more };
}

function options(prefix: string, names: string[]) {
  return names.map((name, index) => ({ id: `${prefix}${index + 1}`, name }));
}

export function tag(name: string, group: string | null = null, color: string | null = null): Tag {
  return { id: `t-${name}`, name, group, color };
}
