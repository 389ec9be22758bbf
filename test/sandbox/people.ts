import type { RelayAloneId } from '../../lib/providers/on-relay';
import type { ProviderId } from '../../lib/providers/registry';

/**
 * The invented people of the sandbox: the chat page shows them, the CRM servers know most of them.
 * Everything is derived from fixed lists, so that every run and every server sees the same people.
 */
export interface Person {
  /** Stable name of this person inside the sandbox; never shown. */
  key: string;
  kind: 'person' | 'room' | 'service';
  /** The name they gave themselves on WeChat, emoji as plain characters. */
  nickname: string;
  /** What the agent wrote as remark in WeChat, '' when nothing; the page shows it before the nickname. */
  remark: string;
  /** Sequence number of the picture: the same at every login. */
  avatarSeq: number;
  /** Members, for rooms. */
  members: string[];
  /** What the CRMs know, null for somebody who is in none of them. */
  record: CrmRecord | null;
}

export interface CrmRecord {
  name: string;
  phone: string | null;
  company: string | null;
  stage: string;
  source: string;
  tags: string[];
  note: string;
  owner: string;
  city: string;
  gender: '男' | '女';
  createdAt: string;
  /** The CRMs that know them; all where it is null. */
  only: System[] | null;
}

/** A CRM of the sandbox: every one that has a server of its own, also those that only a relay can be connected to. */
export type System = Exclude<ProviderId, 'local' | 'relay'> | RelayAloneId;

const SURNAMES = [...'赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭'];
const GIVEN = [
  '嘉怡',
  '子涵',
  '建国',
  '晓峰',
  '雨桐',
  '志强',
  '思远',
  '慧敏',
  '俊杰',
  '美玲',
  '海涛',
  '欣妍',
  '文博',
  '丽华',
  '宇航',
  '秀英',
  '国栋',
  '梓萱',
  '立新',
  '诗琪',
];
const COMPANIES = ['华盛科技', '启明医药', '远航物流', '泰和商贸', '云帆软件', '金禾食品', '安信建材', '博雅教育', '恒通电子', '绿源环保'];
const CITIES = ['深圳', '杭州', '成都', '南京', '武汉', '厦门', '青岛', '西安'];
export const STAGES = ['新入库', '初步沟通', '意向客户', '报价中', '已成交'];
export const SOURCES = ['展会扫码', '朋友介绍', '官网', '短视频', '老客户'];
export const TAGS = ['高意向', '价格敏感', 'VIP', '深圳', '复购', '待回访', '企业采购', '已寄样', '代理商', '售后'];
const EMOJI = ['🌸', '☀️', '🍀', '🐱', '🌊', '🎈', '🦋', '🍋'];
const OWNERS = ['李磊', '王敏', '张磊'];

export const people: Person[] = [
  ...namedPeople(),
  ...Array.from({ length: 170 }, (_, index) => ordinaryPerson(index)),
  ...Array.from({ length: 12 }, (_, index) => room(index)),
];

/** Finds a person by key; a wrong key is a mistake in the caller. */
export function personByKey(key: string): Person {
  const found = people.find((person) => person.key === key);
  if (!found) throw new Error(`The sandbox has no person called ${key}`);
  return found;
}

/** Whether a CRM knows somebody. */
export function isIn(system: System, record: CrmRecord | null): record is CrmRecord {
  return record !== null && (record.only === null || record.only.includes(system));
}

/** What the chat page shows for somebody. */
export function shownName(person: Person): string {
  return person.remark || person.nickname;
}

function namedPeople(): Person[] {
  return [
    person('zhang-wei', '大伟', '张伟 13800001111', {
      name: '张伟',
      phone: '13800001111',
      company: '深圳华盛科技有限公司',
      stage: '意向客户',
      tags: ['高意向', '深圳', '价格敏感', 'VIP'],
      note: '华盛采购负责人，周五前要报价；优先交期，其次价格。',
      source: '展会扫码',
    }),
    person('wang-fang-1', '芳芳🌸', '王芳', {
      name: '王芳',
      phone: '13900002222',
      company: '启明医药有限公司',
      stage: '报价中',
      tags: ['企业采购'],
      note: '要样品三份，收件地址见合同。',
      city: '杭州',
    }),
    person('wang-fang-2', 'Fang', '王芳', {
      name: '王芳',
      phone: '13700003333',
      company: '南京云帆软件有限公司',
      stage: '初步沟通',
      tags: ['待回访'],
      note: '下周二之后再联系。',
      city: '南京',
    }),
    person('lily', 'Lily', '', { name: 'Lily', phone: '13600004444', company: '启明医药有限公司', stage: '新入库', tags: [], note: '' }),
    person('chen-yu', '晨语', '陈雨', {
      name: '陈雨',
      phone: '13500005555',
      company: '成都金禾食品有限公司',
      stage: '已成交',
      tags: ['复购', 'VIP'],
      note: '每月 5 日补货。',
      city: '成都',
    }),
    person('long-name', '这是一个非常非常长的微信昵称用来看看界面会不会被撑破还要再长一点点', '', {
      name: '欧阳修远志和他的朋友们',
      phone: '13400006666',
      company: '青岛绿源环保设备工程技术咨询服务有限责任公司',
      stage: '意向客户',
      tags: TAGS.slice(0, 9),
      note: '名字和公司都很长。',
    }),
    person('quotes', `O'Brien "Bob" <b>&amp;`, '', {
      name: `O'Brien "Bob" <b>&amp;`,
      phone: '13300007777',
      company: 'Smith & Sons <Trading>',
      stage: '新入库',
      tags: [],
      note: '<img src=x onerror=alert(1)>',
    }),
    person('rtl', 'محمد علي', '', { name: 'محمد علي', phone: '13200008888', company: null, stage: '新入库', tags: ['代理商'], note: '' }),
    person('emoji-only', '🌸☀️🍀', '', null),
    person('emoji-mixed', '晴天🌈', '', {
      name: '林晴',
      phone: '13100009999',
      company: '厦门博雅教育有限公司',
      stage: '初步沟通',
      tags: ['待回访'],
      note: '',
    }),
    person('stranger', '路人甲', '', null),
    person('traditional', '陳靜儀', '', {
      name: '陈静仪',
      phone: '15000001212',
      company: '厦门远航物流有限公司',
      stage: '意向客户',
      tags: ['高意向'],
      note: '讲粤语。',
    }),
    person('decorated', '老周', 'A周子涵 杭州 已报价', {
      name: '周子涵',
      phone: '15100001313',
      company: '杭州安信建材有限公司',
      stage: '报价中',
      tags: ['价格敏感'],
      note: '',
    }),
    person('console-only', '阿梅', '梅梅', {
      name: '梅梅',
      phone: '15200001414',
      company: null,
      stage: '新入库',
      tags: ['售后'],
      note: '只在聊天后台里。',
      only: ['wechat-console'],
    }),
    person('tanma-only', '老魏', '魏建国', {
      name: '魏建国',
      phone: '15300001515',
      company: '武汉恒通电子有限公司',
      stage: '意向客户',
      tags: ['企业采购'],
      note: '',
      only: ['tanma'],
    }),
    { key: 'filehelper', kind: 'service', nickname: '文件传输助手', remark: '', avatarSeq: 1, members: [], record: null },
    { key: 'weixin', kind: 'service', nickname: '微信团队', remark: '', avatarSeq: 2, members: [], record: null },
    { key: 'room-nameless', kind: 'room', nickname: '', remark: '', avatarSeq: 3, members: ['大伟', '芳芳🌸', 'Lily'], record: null },
  ];
}

function person(key: string, nickname: string, remark: string, record: Partial<CrmRecord> | null): Person {
  const filled: CrmRecord | null = record && {
    name: nickname,
    phone: null,
    company: null,
    stage: STAGES[0]!,
    source: SOURCES[0]!,
    tags: [],
    note: '',
    owner: OWNERS[0]!,
    city: '深圳',
    gender: '女',
    createdAt: '2026-03-02 09:30:00',
    only: null,
    ...record,
  };
  return { key, kind: 'person', nickname, remark, avatarSeq: 600_000 + (hash(key) % 99_000), members: [], record: filled };
}

function ordinaryPerson(index: number): Person {
  const name = SURNAMES[index % SURNAMES.length]! + GIVEN[Math.floor(index / 2) % GIVEN.length]!;
  const key = `person-${index}`;
  const emoji = EMOJI[index % EMOJI.length]!;
  const remarks = [name, '', `${name} ${COMPANIES[index % COMPANIES.length]}`, `A${name}`, `${name} ${phone(index)}`];
  const inCrm = index % 7 !== 4;
  return person(
    key,
    `${name.slice(1)}${emoji}`,
    inCrm ? remarks[index % remarks.length]! : remarks[0]!,
    inCrm ? ordinaryRecord(index, name) : null,
  );
}

function ordinaryRecord(index: number, name: string): Partial<CrmRecord> {
  const city = CITIES[index % CITIES.length]!;
  return {
    name,
    city,
    phone: phone(index),
    company: `${city}${COMPANIES[index % COMPANIES.length]}有限公司`,
    stage: STAGES[index % STAGES.length]!,
    source: SOURCES[index % SOURCES.length]!,
    tags: TAGS.filter((_, position) => (index + position) % 4 === 0).slice(0, 3),
    gender: index % 2 ? '男' : '女',
    note: index % 3 ? '' : `${city}的客户，${['喜欢电话沟通', '只在晚上回复', '需要开专票'][index % 3]}。`,
    owner: OWNERS[index % OWNERS.length]!,
    createdAt: `2026-0${(index % 9) + 1}-${String((index % 27) + 1).padStart(2, '0')} 10:${String(index % 60).padStart(2, '0')}:00`,
  };
}

function room(index: number): Person {
  const company = COMPANIES[index % COMPANIES.length]!;
  return {
    key: `room-${index}`,
    kind: 'room',
    nickname: `${company}项目群`,
    remark: '',
    avatarSeq: 700_000 + index,
    members: ['大伟', `${company}客服`, '李磊'],
    record: null,
  };
}

function phone(index: number): string {
  return `159${String(10_000_000 + index * 7919).slice(-8)}`;
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + character.codePointAt(0)!) % 1_000_003;
  return value;
}
