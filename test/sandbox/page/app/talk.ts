import { people, type Person } from '../../people.ts';
import { createRandom } from './ids.ts';

export interface Line {
  /** True when the agent said it. */
  mine: boolean;
  text: string;
  /** For rooms: which member speaks, by place in the list. */
  speaker: number;
  /** Minutes before the newest line of this talk. */
  minutesAgo: number;
}

const LINES = 30;

/** What was said with somebody so far, oldest first: the same thirty lines at every start. */
export function talkWith(person: Pick<Person, 'key' | 'kind' | 'members' | 'record'>): Line[] {
  const random = createRandom(`talk ${person.key}`);
  const texts = (person.kind === 'service' ? monologue(person.key) : conversation(person, random)).slice(0, LINES);
  return texts.map((line, index) => ({
    ...line,
    speaker: Math.floor(random() * Math.max(1, person.members.length)),
    minutesAgo: (LINES - 1 - index) * 3 + Math.floor((LINES - 1 - index) / 4) * 47,
  }));
}

function conversation(person: Pick<Person, 'record'>, random: () => number): Pick<Line, 'text' | 'mine'>[] {
  return shuffled(TOPICS, random).flatMap((topic) =>
    topic.map((text, place) => ({ text: fill(text, person, random), mine: place % 2 === 1 })),
  );
}

/** To the file helper only the agent speaks; WeChat's own account speaks alone. */
function monologue(key: string): Pick<Line, 'text' | 'mine'>[] {
  const mine = key === 'filehelper';
  return Array.from({ length: LINES }, (_, index) => ({
    mine,
    text: mine ? NOTES[index % NOTES.length]! : `登录提醒：第 ${index + 1} 次在网页上登录`,
  }));
}

const NOTES = [
  '华盛 报价 v3，周五前发',
  '样品地址：杭州市滨江区长河路 99 号 启明医药仓库',
  '开票资料见邮件',
  'https://www.example.com/price/2026',
  '梅梅 15200001414 售后回访',
  '下周二拜访：10:00 云帆，14:00 泰和',
];

function fill(text: string, person: Pick<Person, 'record'>, random: () => number): string {
  return text
    .replace('{own}', () => writePhone(person.record?.phone ?? unknownPhone(random), random))
    .replace('{other}', () => writePhone(otherPhone(random), random))
    .replace('{n}', () => String(Math.floor(random() * 9 + 1) * 10))
    .replace('{price}', () => String(Math.floor(random() * 90 + 10) * 100));
}

/** Each topic alternates between them and the agent. */
const TOPICS: string[][] = [
  ['在吗？想问一下上次说的那款还有货吗', '在的，现货还有 {n} 件，今天下单明天能发'],
  ['价格能不能再优惠一点', '量大的话可以申请，您这次大概要多少？', '先来 {n} 套试试', '好的，{n} 套以内单价 {price} 元，含税含运费'],
  ['合同什么时候能给我', '今天下班前发您邮箱，盖章件明天寄出'],
  ['发票开专票可以吗', '可以的，麻烦把开票资料发我一下[微笑]'],
  ['我电话 {own}，加急的话直接打给我', '收到，已经记下了👌'],
  ['你联系一下我同事，她的号码是 {other}', '好的，我下午联系她'],
  ['样品收到了，质量不错[强]', '太好了，您看什么时候方便定一下数量？'],
  ['周五之前能给报价吗', '没问题，周四下午给您'],
  ['交期大概多久', '常规 7 天，加急 3 天，加急费 {price} 元'],
  ['资料发我看看', '产品手册在这里 https://www.example.com/catalog?year=2026&page={n}'],
  ['物流单号有了吗', '有的，在这里查：https://express.example.cn/track/88{n}0{price}'],
  ['收货人写王经理，{own}', '好的，地址还是原来的仓库吗？', '对，还是原来的', '收到😄 今天安排发货'],
  ['你们年会优惠还有吗', '还有三天，满 {price} 减 {n}', '我再和老板商量一下', '好的，不着急，有问题随时找我[抱拳]'],
  ['安装需要我们自己来吗', '我们有师傅上门，师傅电话 {other}，到之前会提前联系您'],
  ['上次那批有 {n} 个包装破了', '非常抱歉，马上给您补发，麻烦拍几张照片给我', '补发收到了，谢谢', '应该的，以后有问题直接找我就行😊'],
  ['你们支持账期吗', '老客户可以月结 30 天，我帮您申请'],
  ['客服电话打不通', '您打这个试试：{other}，工作日 9 点到 18 点'],
  ['明天上午方便来一趟吗', '方便，10 点到您公司楼下可以吗？', '可以，到了给我打电话', '好的，明天见[握手]'],
  ['尺寸 < 60 的有没有？我们 A & B 两个仓都要', '有的，"标准款" 和 <加厚款> 都能做到 60 以内'],
  ['这个月还能再订一批吗', '可以，月底前下单还是老价格'],
  ['收到，谢谢🌹', '不客气，合作愉快[玫瑰]'],
  ['定金打过去了，{price} 元，你查一下', '查到了，马上安排生产'],
  ['有没有同行在用', '有的，同城已经有 {n} 多家在用，案例我整理好发您'],
  ['微信不常看，有事打 {own}', '好的，重要的事我打您电话'],
  ['售后多久', '整机一年，核心部件三年☀️'],
];

/** Everything that can be said, for those who need to know the emoji in it. */
export const TALK_TEXTS = TOPICS.flat();

const WRITINGS: ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => `${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`,
  (digits) => `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`,
  (digits) => `+86 ${digits}`,
  (digits) => `(+86)${digits.slice(0, 3)}-${digits.slice(3)}`,
  (digits) => Array.from(digits, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
];

function writePhone(digits: string, random: () => number): string {
  return WRITINGS[Math.floor(random() * WRITINGS.length)]!(digits);
}

/** Somebody else's number: now and then a customer's, else one that nobody knows. */
function otherPhone(random: () => number): string {
  const known = people.flatMap((person) => person.record?.phone ?? []);
  return random() < 0.5 ? known[Math.floor(random() * known.length)]! : unknownPhone(random);
}

function unknownPhone(random: () => number): string {
  return `177${String(Math.floor(random() * 100_000_000)).padStart(8, '0')}`;
}

function shuffled<T>(items: T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, place: random() }));
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
