import { fold, unseparated } from './folding/fold';
import { fitsMaskedName, isMaskedName, isSharedName } from './shared-name';

/**
 * The key of a shown name: without counters, unread marks, presence, the state of an order and levels, in one width, case and script. Two names
 * with one key count as the same name; '' for a name that consists of nothing else.
 */
export function linkName(name: string): string {
  const folded = fold(withoutSigns(name)).replace(BRACKETS, (whole, inner: string) => (isPassing(inner) ? ' ' : whole));
  const parts = folded.trim().split(SEPARATORS);
  // Every second part is a separator.
  while (parts.length > 2 && LEVEL.test(parts[0]!)) parts.splice(0, 2);
  while (parts.length > 2 && isState(parts.at(-1)!, /[·|/]/.test(parts.at(-2)!))) parts.length -= 2;
  if (parts.length > 4 && /^\d{1,3}$/.test(parts.at(-1)!) && LEVEL.test(parts.at(-3)!)) parts.length -= 4;
  const joined = parts.join('');
  const left = /\d$|vip$/.test(joined) ? joined.replace(ATTACHED(), '') : joined;
  return left === '' ? '' : unseparated(left);
}

/** Whether a name is no key for a link: several contacts may have it, or it consists of states only. */
export function isNoKey(name: string): boolean {
  // A masked name (王**) is judged as shown, others without their states (用户12·在线).
  return isSharedName(withoutSigns(name)) || isSharedName(linkName(name));
}

/** Whether two names are likely those of one person: one contains the other, or one is a masked form of the other. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [linkName(one), linkName(other)];
  if (a === b) return true;
  if (isMaskedName(one) || isMaskedName(other)) return fitsMaskedName(one, other);
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.includes(short) && weightOf(short) >= 2 && !isSharedName(short);
}

/** One Chinese character identifies a person about as well as two letters. */
function weightOf(key: string): number {
  const han = key.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + ([...key].length - han) / 2;
}

/** Marks for unread messages: coloured dots and squares, bells and letters with a count beside them, and a star by itself. */
const SIGNS = () =>
  /[\u25a0-\u25ff\u2b1b\u2b1c\u2b24\u2b55\u26aa\u26ab\u{1f534}\u{1f535}\u{1f7e0}-\u{1f7eb}\u{1f518}\u{1f514}\u{1f515}\u{1f4ac}\u{1f4e5}\u{1f4e8}\u{1f4e9}\u{1f195}\u2757\u203c\u2755\u2022]\ufe0f?(?:\s?\d{1,3}\+?(?![\d\p{L}]))?|(?:^|(?<=[\s\p{Cf}]))[*＊](?=[\s\p{Cf}]|$)/gu;
const BRACKETS = /[([{【「『〔〖<《]([^()[\]{}【】「」『』〔〕〖〗<>《》]*)[)\]}】」』〕〗>》]/gu;
const SEPARATORS = /((?:[\s·|/,、_~—–-]|:(?!\d))+)/u;

/** Most names have none of the signs, and the first use of the expression takes a millisecond. */
function withoutSigns(name: string): string {
  return /^[\u4e00-\u9fff\x20-\x29\x2b-\x7e]*$/.test(name) ? name : name.replace(SIGNS(), ' ');
}

function isPassing(inner: string): boolean {
  const parts = inner.split(/[\s·|/,、+_~—–-]|:(?!\d)/u).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => isState(part, true));
}

/** `counts`: a bare number is a count here. */
function isState(part: string, counts: boolean): boolean {
  const word = part.replace(/…|\.{3}$/u, '');
  const [count = ''] = COUNT.exec(word) ?? [];
  const bare = word.slice(0, word.length - count.length);
  // 99+ is always a count; a bare number may belong to the name.
  if (bare === '') return counts || (count !== '' && (!/^\d/.test(count) || count.endsWith('+')));
  return [word, bare].some((one) => STATES.some((state) => state.test(one)));
}

const COUNT = /[+x×*]?\d{1,4}\+?(?:(?:条|个|封|则)(?:未读|新?消息)?|次|单|件|人|位|未读|new|unread|msgs?|messages?)?$/u;
const LEVEL = /^(?:s?vip\d{0,2}|lv\.?\d{0,3}|level\d{0,3}|(?:会员)?等级\d{0,3}|v\d{1,2}|\d{1,2}(?:级|星|钻|皇?冠)(?:会员|卖家|买家)?)$/u;
/** 小鹿VIP3. */
const ATTACHED = () => /(?<=[\p{Script=Han}\p{So}])(?:s?vip\d{0,2}|lv\.?\d{1,3})$/u;

const STATES = [
  LEVEL,
  /^(?:普通|黄金|白金|铂金|白银|青铜|钻石|黑金|至尊|金卡|银卡|钻卡)(?:会员|用户|客户)?$/u,
  /^(?:已|未|待|正在|刚|等待?)[\p{Script=Han}]{1,4}$/u,
  /^(?:刚刚|在线|离线|忙碌|离开|隐身|上线|下线|超时|首单|新客户?|老客户?|回头客|草稿|有?新消息|(?:有人)?@[我你])$/u,
  /^(?:(?:高|中|低|无)意向|意向(?:高|中|低|强|弱)?)(?:客户)?$/u,
  /^(?:下单|拍下|付款|支付|发货|收货|签收|退款|退货|换货|售后|成交|完成|取消|关闭|评价|催付|催单|复购|流失|结束|回复|接待)(?:数|量|成功|失败|中|完成)?$/u,
  /^(?:订单|购买|消费|咨询|消息)[数量]?$/u,
  /^(?:对方)?(?:正在)?输入中?$/u,
  /^(?:咨询|服务|排队|跟进|处理|会话|进行|等待|派送|运输|配送|审核|洽谈|沟通|报价|通话)中$/u,
  /^(?:online|offline|away|busy|typing|unread|new)$/u,
  /^(?:\d{1,3}|[一二两三几])(?:秒|分|分钟|小时|天|周|个?月|min|sec|s|m|h|d)(?:前|ago)?$/u,
  /^(?:昨天|今天|前天|(?:[01]?\d|2[0-3]):[0-5]\d)$/u,
];
