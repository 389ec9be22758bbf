import type { MatchRecord } from '../../../lib/model/match/records.ts';

/** A contact as a page would show it, with who it is (null = a stranger) and whose chat it is. */
export interface LabelledContact {
  id: string;
  shown: string;
  truth: string | null;
  kind: string;
  owner?: string;
}

/** An invented team: everybody in it is made up, character by character, from the seed. */
export interface Team {
  customers: MatchRecord[];
  contacts: LabelledContact[];
}

const surnames =
  '李张王刘陈黄杨赵周吴林徐孙胡朱何郭马高罗郑梁谢宋唐许邓冯曹彭沈叶卢贾丁薛魏蔡余戴姜范石姚谭廖邹熊陆郝崔邱尹洪汪任方柯牛乔屈纪翁'.split(
    '',
  );
const rare = ['欧阳', '皇甫', '司徒', '尉迟', '令狐', '闾', '冼', '亓', '芈'];
const given =
  '伟芳秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红志建国庆春梅琳倩雯婷雪莹颖佳嘉欣怡梦瑶思雅宁晓冬阳鹏飞翔宇浩然泽轩睿辰子涵博文俊凯旭东升健康荣贵福生根水木金山海波清源远航成功立德仁义礼智信'.split(
    '',
  );
const pairs = ['建国', '志强', '秀英', '桂兰', '子轩', '雨欣', '梓涵', '一诺', '俊杰', '晓燕', '海燕', '文静', '丽华', '国强', '金凤'];
const alike = [
  '伟玮维',
  '静婧靖',
  '丽莉立',
  '洋阳扬',
  '军俊君',
  '燕艳雁',
  '佳嘉家',
  '华桦骅',
  '宇雨语',
  '婷亭庭',
  '杰洁捷',
  '文雯纹',
  '英瑛樱',
  '辉晖徽',
];
const traditional = new Map(
  [...'張張陳陈黃黄楊杨趙赵吳吴劉刘鄭郑馮冯許许鄧邓蕭萧國国華华麗丽靜静偉伟軍军東东飛飞蘭兰紅红慶庆鳳凤傑杰濤涛穎颖夢梦雲云'].reduce<
    [string, string][]
  >((all, sign, at, signs) => (at % 2 ? [...all, [sign, signs[at - 1] ?? '']] : all), []),
);
const romanized = new Map(
  Object.entries({
    李: 'Li',
    张: 'Zhang',
    王: 'Wang',
    刘: 'Liu',
    陈: 'Chen',
    杨: 'Yang',
    吴: 'Wu',
    林: 'Lin',
    马: 'Ma',
    高: 'Gao',
    伟: 'Wei',
    芳: 'Fang',
    敏: 'Min',
    静: 'Jing',
    丽: 'Li',
    强: 'Qiang',
    军: 'Jun',
    洋: 'Yang',
    杰: 'Jie',
    涛: 'Tao',
    明: 'Ming',
    平: 'Ping',
    宇: 'Yu',
    浩: 'Hao',
    欣: 'Xin',
    梅: 'Mei',
  }),
);
const brandSigns = '联创锐捷鸿盛腾跃卓越鑫磐石蓝图青禾百川通达佰利禾木森源朗润微光星河御景'.split('');
const trades = ['模具', '印刷', '家纺', '灯饰', '五金', '软件', '农业', '旅游', '装饰', '珠宝', '食品', '化工', '仪器', '包装', '跨境电商'];
const forms = ['有限公司', '有限责任公司', '集团', '厂', '', '（中国）有限公司', '商行', '工作室'];
const cities = ['义乌', '临沂', '绵阳', '洛阳', '桂林', '银川', '赣州', '汕头', '湛江', '邯郸', '唐山', '襄阳', '遵义', '芜湖'];
const states = ['询价', '打样', '样品已寄', '付定金', '复购', '流失', '广交会', '抖音来的', 'B类', '月结', '介绍'];
const titles = ['总', '主任', '厂长', '姐', '哥', '校长', '博士', '医生', '总监', '董', '队长'];
const calls = [
  '向日葵',
  '南风',
  '听雨轩',
  '简单',
  '小确幸',
  '码农',
  '逆流而上',
  'Sunny',
  'Leo',
  'mango',
  '一杯清茶',
  '追梦人',
  '老李头',
  '嘟嘟',
  '星辰大海',
  'Z先生',
  '可乐加冰',
  '明天会更好',
  '小鹿',
  '北岛',
];
const pictures = ['🌻', '🍊', '🎈', '✨', '🐶', '🌊', '❤️', '🚀'];
const gaps = [' ', '-', '·', '_', '|', '/', '', '，'];

/** Mulberry32: the same seed, the same team. */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Customers and contacts; a quarter of the contacts are strangers, four of five known ones chat with the customer's own owner. */
export function inventTeam(seed: number, customers: number, contacts: number): Team {
  const dice = createDice(seed);
  const people = Array.from({ length: customers }, (_, at) => inventCustomer(dice, `v${seed}-${at}`));
  return { customers: people, contacts: Array.from({ length: contacts }, (_, at) => inventContact(dice, `@v${at}`, people)) };
}

export function inventCustomer(dice: () => number, id: string): MatchRecord {
  const name = inventName(dice);
  const company = dice() < 0.55 ? inventCompany(dice) : null;
  return {
    id,
    name,
    company,
    phones: Array.from({ length: dice() < 0.3 ? 0 : dice() < 0.9 ? 1 : 2 }, () => inventPhone(dice)),
    nickname: dice() < 0.6 ? inventNickname(dice) : null,
    remark: dice() < 0.6 ? inventRemark(dice, name, company) : null,
    tags: dice() < 0.4 ? [pick(dice, states)] : [],
    owner: `A${Math.floor(dice() * 25)}`,
    updatedAt: new Date(Date.UTC(2025, 0, 1 + Math.floor(dice() * 300))).toISOString(),
  };
}

function inventContact(dice: () => number, id: string, people: MatchRecord[]): LabelledContact {
  const truth = dice() < 0.25 ? null : pick(dice, people);
  const person = truth ?? inventCustomer(dice, 'stranger');
  const owner = (truth && dice() < 0.8 ? truth.owner : null) ?? `A${Math.floor(dice() * 25)}`;
  const [kind, shown] = show(dice, person);
  return { id, shown, truth: truth?.id ?? null, kind: truth ? kind : 'stranger', owner };
}

function show(dice: () => number, person: MatchRecord): [string, string] {
  const { name, remark, nickname, company, phones } = person;
  const way = dice();
  if (way < 0.37) return ['remark', remark ?? name];
  if (way < 0.6) return ['decorated', decorate(dice, name)];
  if (way < 0.72 && phones[0]) return ['phone', writePhone(dice, phones[0], dice() < 0.6 ? name : '')];
  if (way < 0.82 && nickname) return ['nickname', nickname];
  if (way < 0.89) return ['traditional', [...name].map((sign) => traditional.get(sign) ?? sign).join('')];
  if (way < 0.95 && company) return ['companyTitle', inventTitled(dice, name, company)];
  if (way < 0.98) return ['homophone', slip(dice, name)];
  const read = [...name].map((sign) => romanized.get(sign));
  if (read.every((part) => part !== undefined)) return ['pinyin', dice() < 0.5 ? read.join(' ') : [...read.slice(1), read[0]].join(' ')];
  return ['remark', remark ?? name];
}

function decorate(dice: () => number, name: string): string {
  const ways = [
    () => `${pick(dice, ['B', 'Z', 'AA', 'C1', '★', '0'])}${pick(dice, gaps)}${name}`,
    () => `${name}${pick(dice, pictures)}`,
    () => `${pick(dice, states)}${pick(dice, gaps)}${name}`,
    () => `[${pick(dice, cities)}]${name}`,
    () => `${Math.floor(dice() * 300)}号 ${name}`,
    () => `${name}（${pick(dice, states)}）${Math.floor(dice() * 12) + 1}月`,
  ];
  return pick(dice, ways)();
}

function inventTitled(dice: () => number, name: string, company: string): string {
  const brand = company
    .replace(/（中国）/, '')
    .replace(/(有限责任公司|有限公司|集团|厂|商行|工作室)$/, '')
    .replace(new RegExp(`^(${cities.join('|')})`), '');
  const who = name.slice(0, rare.some((surname) => name.startsWith(surname)) ? 2 : 1) + pick(dice, titles);
  return dice() < 0.6 ? `${brand}${pick(dice, gaps)}${who}` : `${who}(${brand})`;
}

function inventRemark(dice: () => number, name: string, company: string | null): string {
  const way = dice();
  if (way < 0.55) return name;
  if (way < 0.7 && company) return `${name}${pick(dice, gaps)}${company.slice(0, 4)}`;
  if (way < 0.75) return `${name.slice(0, 1)}${pick(dice, titles)}`;
  return dice() < 0.5 ? `${name}${pick(dice, gaps)}${pick(dice, cities)}` : `${pick(dice, states)}${pick(dice, gaps)}${name}`;
}

function inventName(dice: () => number): string {
  const surname = dice() < 0.02 ? pick(dice, rare) : pick(dice, surnames, 2);
  const way = dice();
  if (way < 0.18) return surname + pick(dice, given, 1.6);
  return surname + (way < 0.35 ? pick(dice, pairs, 1.3) : pick(dice, given, 1.4) + pick(dice, given, 1.4));
}

function inventCompany(dice: () => number): string {
  const brand = pick(dice, brandSigns) + pick(dice, brandSigns);
  return `${dice() < 0.5 ? pick(dice, cities) : ''}${brand}${pick(dice, trades)}${pick(dice, forms)}`;
}

function inventNickname(dice: () => number): string {
  const way = dice();
  if (way < 0.2) return pick(dice, pictures) + pick(dice, pictures);
  if (way < 0.35) return inventName(dice);
  return (
    pick(dice, calls) +
    (way < 0.6 ? '' : way < 0.8 ? pick(dice, pictures) : `${pick(dice, gaps)}${pick(dice, brandSigns)}${pick(dice, brandSigns)}`)
  );
}

function inventPhone(dice: () => number): string {
  return `1${pick(dice, ['31', '35', '52', '66', '77', '81', '98'])}${String(Math.floor(dice() * 1e8)).padStart(8, '0')}`;
}

function writePhone(dice: () => number, phone: string, name: string): string {
  const [a, b, c] = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)];
  const wide = phone.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const written = pick(dice, [
    phone,
    `${a}-${b}-${c}`,
    `${a} ${b} ${c}`,
    `+86${phone}`,
    `0086 ${phone}`,
    `(+86)${a}-${b}${c}`,
    wide,
    `${a}.${b}.${c}`,
  ]);
  return dice() < 0.5 ? `${name} ${written}`.trim() : `${written}${name}`;
}

function slip(dice: () => number, name: string): string {
  for (let at = name.length - 1; at > 0; at--) {
    const group = alike.find((signs) => signs.includes(name.charAt(at)));
    const other =
      group &&
      pick(
        dice,
        [...group].filter((sign) => sign !== name[at]),
      );
    if (other) return name.slice(0, at) + other + name.slice(at + 1);
  }
  return name;
}

// `bend` above 1 makes the first ones more frequent.
function pick<T>(dice: () => number, from: readonly T[], bend = 1): T {
  const found = from[Math.floor(dice() ** bend * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
