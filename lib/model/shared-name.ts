/**
 * Names that a page shows for many people: its default name, masked names, single characters, and the names of shops' own desks. General
 * knowledge, compiled for Kebian. Does not use the tables of `folding/`, because the scripts in taught pages contain it as well.
 */

/** Whether several contacts of a page may have this name, so that it does not identify one. */
export function isSharedName(name: string): boolean {
  const bare = bareOf(name);
  return [...bare].length <= 1 || !/[\p{L}\p{N}\p{So}\p{Co}]/u.test(bare) || isDefault(bare) || isMaskedName(bare) || isOwnDesk(bare);
}

/** Whether shops use this name for themselves or their agents: 旗舰店-2号客服, 某某旗舰店, 客服小美. */
export function isOwnDesk(name: string): boolean {
  const bare = bareOf(name);
  return SHOP.test(bare) || DESK.test(bare);
}

const SHOP = /(?:旗舰|旗艦|专卖|專賣|专营|專營|官方)店(?:$|[-_:·.|])/;
const DESK =
  /^(?:官方|在线|在線|人工)?客服|(?:官方|在线|在線|人工|售前|售后|售後|商城|专属|專屬|[-_:·.|店号號])客服(?:$|[-_:·.|\d])|客服\d{0,4}[号號]?$|customerservice/;

/** 王**, S*******n, X*K, 张某, 李xx: masked names. */
export function isMaskedName(name: string): boolean {
  const bare = bareOf(name);
  if (/[*✱∗]{2}|[●•×]{2}|[\p{Script=Han}](?:xx|x{3}|某某?)$/u.test(bare)) return true;
  return /[\p{L}\p{N}][*✱∗]/u.test(bare) && [...bare.replace(MASK, '')].length <= 2;
}

/** Whether two names, at least one of them masked, may be the same. */
export function fitsMaskedName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) =>
    bareOf(name)
      .replace(/(?:x{2,3}|某某?)$/u, '*')
      .split(MASK),
  ) as [string[], string[]];
  const either = (x: string, y: string, holds: (long: string, short: string) => boolean) => holds(x, y) || holds(y, x);
  const starts = either(a[0]!, b[0]!, (long, short) => long.startsWith(short));
  return starts && either(a.at(-1)!, b.at(-1)!, (long, short) => long.endsWith(short));
}

const MASK = /[*✱∗●•×]+/gu;

function bareOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s\ufe00-\ufe0f]+/gu, '')
    .toLowerCase();
}

/** 微信用户, 用户1234, 访客20251104-12, guest_a1b2. */
function isDefault(bare: string): boolean {
  let end = bare.length;
  while (end > 0 && /[0-9a-z_#:.()-]/.test(bare[end - 1]!)) end--;
  const [head, tail] = [bare.slice(0, end), bare.slice(end)];
  return head === '' ? DEFAULT_LATIN.test(tail) : DEFAULT_HAN.test(head) && (tail.length <= 1 || /\d/.test(tail));
}

const DEFAULT_HAN =
  /^(?:企业微信|微信|淘宝|天猫|拼多多|京东|抖音|快手|小红书|支付宝|公众号|小程序|网站|网页|手机|临时|臨時|未登录|陌生|普通|注册|默认|新|匿名|未知){0,2}(?:用户名?|用戶|使用者|会员|會員|买家|買家|客户|客戶|顾客|顧客|访客|訪客|游客|遊客|粉丝|粉絲|网友|網友|路人|客人|朋友|好友|陌生人|联系人|聯絡人|匿名|未知|未命名|无名|無名|无?昵称|暱稱)$/;
const DEFAULT_LATIN =
  /^(?:wechat|taobao|new|anonymous|unknown|web|app)?[-_]?(?:user|guest|visitor|customer|member|client|buyer|anonymous|unknown|noname|nickname|momo|null|undefined)(?:[a-z]?|[-_#:.(]{1,3}[0-9a-f]*|[-_#:.(]{0,3}\d[0-9a-z_-]*)\)?$/;
