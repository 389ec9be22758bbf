import { findPhones } from './find-phones';
import { withoutOrderNumber } from './numbered-name';
import { surnameShare, surnameOf } from './match/surnames';
import { LABELLED_POSTCODE, withoutPostcode } from './postcode';
import type { Region } from './regions';

/** The parts of a record that a piece of a message can fill. */
export const PIECES = ['name', 'phone', 'fax', 'company', 'address', 'postcode', 'email', 'wechat'] as const;
export type PieceKind = (typeof PIECES)[number];

/** A piece of a text, and the part of a record that it seems to be. */
export interface Piece {
  kind: PieceKind;
  text: string;
}

/** How much of a text is examined, in UTF-16 units. */
export const LONGEST_EXCERPT = 2_000;

/**
 * The pieces of a text from a chat that seem to describe a person: what follows a label (收货人：…), numbers and e-mail addresses anywhere, and in
 * what is left a postal address, a company, and a Chinese name beside any of these. These are guesses that a person has to check. A browser may
 * join lines with blanks, so a line break counts as a blank.
 * @param home how numbers without a calling code are read
 */
export function piecesOf(text: string, home: Region | null = null): Piece[] {
  const rest = new Rest(text.slice(0, LONGEST_EXCERPT).normalize('NFC'));
  const found: Piece[] = [];
  for (const email of rest.take(EMAIL)) found.push({ kind: 'email', text: email });
  for (const wechat of rest.take(WECHAT)) found.push({ kind: 'wechat', text: wechat.replace(beforeWechat, '') });
  for (const code of rest.take(LABELLED_POSTCODE)) found.push({ kind: 'postcode', text: code.slice(code.search(/\d/)) });
  found.push(...labelled(rest));
  found.push(...phonesIn(rest, home));
  found.push(...unlabelled(rest.words(), found));
  if (found.every(({ kind }) => kind !== 'postcode')) found.push(...postcodesOf(found, rest.words()));
  const once = [...new Map(found.map((piece) => [`${piece.kind} ${piece.text}`, piece])).values()];
  return PIECES.flatMap((kind) => once.filter((piece) => piece.kind === kind));
}

// The form of a WeChat id. One that consists of digits is found as a phone number instead.
const WECHAT =
  /(?:wxid_\w{4,30}|(?:微信[号號]?|wechat(?: id)?|(?<![a-z])[vw]x)(?:id)?\s?[:：=＝]?\s?(?=[a-z])[a-z0-9_-]{6,20})(?![\w@.-])/gi;
const beforeWechat = /^(?:微信[号號]?|wechat(?: id)?|[vw]x(?!id_))(?:id(?!_))?\s?[:：=＝]?\s?/i;

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

/**
 * Labels of what follows them; longer ones come first where one begins like another. The region is taken together with the street after it. A
 * label stands at the beginning of a word and is followed by a colon or a blank.
 */
const LABEL =
  /(?<![\p{L}\p{N}])(?:(?<name>收货人姓名|收貨人姓名|收件人姓名|收货人|收貨人|收件人|联系人|聯絡人|聯繫人|客户姓名|客戶姓名|姓名|名字|name|contact|recipient)|(?<phone>手机号码|手機號碼|手机号|手機號|联系电话|聯絡電話|聯繫電話|联系方式|聯絡方式|电话号码|電話號碼|手机|手機|电话|電話|mobile|phone|tel)|(?<company>公司名称|公司名稱|单位名称|單位名稱|公司|单位|單位|company)|(?<address>收货地址|收貨地址|收件地址|详细地址|詳細地址|联系地址|聯絡地址|通讯地址|通訊地址|公司地址|家庭住址|地址|住址|address)|(?<email>电子邮箱|電子郵箱|电子邮件|電子郵件|邮箱|郵箱|e-mail|email)|(?<region>所在地区|所在地區|所在区域|省市区|省市區|地区|地區))(?:\s?[:：=＝]\s?|\s)/giu;

/** What follows labels, up to the next label or, except for an address, the next punctuation mark. */
function labelled(rest: Rest): Piece[] {
  const text = rest.text;
  const labels = [...text.matchAll(LABEL)];
  const found: Piece[] = [];
  let region = '';
  for (const [at, label] of labels.entries()) {
    const kind = kindIn(label.groups);
    const from = label.index + label[0].length;
    const to = labels[at + 1]?.index ?? text.length;
    const said = valueOf(kind, text.slice(from, to));
    // Numbers are found separately; the label of a number is removed with it.
    rest.blank(label.index, kind === 'phone' || said === '' ? from : from + text.slice(from, to).indexOf(said) + said.length);
    if (kind === 'region') region = said;
    else if (kind === 'address' && said !== '') found.push({ kind, text: region && !said.startsWith(region) ? `${region} ${said}` : said });
    else if (kind !== 'phone' && said !== '') found.push({ kind, text: said });
    if (kind === 'address') region = '';
  }
  if (region !== '') found.push({ kind: 'address', text: region });
  return found;
}

/** The labels of a text, each with its position. */
export function labelsIn(text: string): { kind: PieceKind | 'region'; at: number }[] {
  return [...text.matchAll(LABEL)].map(({ groups, index }) => ({ kind: kindIn(groups), at: index }));
}

function kindIn(groups: Record<string, string> | undefined): PieceKind | 'region' {
  return Object.entries(groups ?? {}).find(([, words]) => words !== undefined)![0] as PieceKind | 'region';
}

function valueOf(kind: PieceKind | 'region', text: string): string {
  const line = text.trim().split(/[\n\r；;]/, 1)[0]!;
  if (kind === 'address' || kind === 'region') return trimmed(withoutNumber(line));
  if (kind === 'company') return trimmed(line.split(/[，,、|]|\s{1,8}(?=\p{Script=Han})/u, 1)[0]!);
  const name = trimmed(withoutNumber(line).split(/[，,、|/]/, 1)[0]!);
  return /^\p{Script=Han}/u.test(name) ? name.split(/\s/, 1)[0]! : name.split(/\s+/).slice(0, 4).join(' ');
}

/** An address ends before a mobile number. */
function withoutNumber(line: string): string {
  const number = /(?:\+?86[\s-]?)?(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/.exec(line);
  return number ? line.slice(0, number.index) : line;
}

function phonesIn(rest: Rest, home: Region | null): Piece[] {
  const { text } = rest;
  return findPhones(text, home, 'message').map(({ start, end }) => {
    const before = FAX_BEFORE.exec(text.slice(Math.max(0, start - 24), start));
    const after = FAX_AFTER.exec(text.slice(end, end + 12));
    rest.blank(start - (before?.[0].length ?? 0), end + (after?.[0].length ?? 0));
    return { kind: before || after ? 'fax' : 'phone', text: trimmed(text.slice(start, end)) };
  });
}

/** 电话/传真 is a number for both: it can be called. */
const FAX_BEFORE = /(?<![/／&、]\s?)(?:传真|傳真|(?<![a-z])fax)(?:号码?|號碼?| ?no\.?| number)?\s?[:：.]?\s?$/i;
const FAX_AFTER = /^\s?[(（](?:传真|傳真|fax)[)）]/i;

/** A postcode at one end of a Chinese address is cut off there; otherwise it may be a word beside it. */
function postcodesOf(found: Piece[], words: string[]): Piece[] {
  return found.flatMap((piece) => {
    if (piece.kind !== 'address' || !/\p{Script=Han}/u.test(piece.text)) return [];
    const { address, postcode } = withoutPostcode(piece.text);
    const code = postcode ?? words.find((word) => /^[0-8]\d{5}$/.test(word));
    piece.text = trimmed(address);
    return code ? [{ kind: 'postcode' as const, text: code }] : [];
  });
}

/** What is recognised by its form alone, in the text without labels and numbers. */
function unlabelled(words: string[], known: Piece[]): Piece[] {
  const has = (kind: PieceKind) => known.some((piece) => piece.kind === kind);
  const found: Piece[] = [];
  const kinds = words.map((word) => (isCompany(word) ? 'company' : isAddress(word) ? 'address' : null));
  const address = has('address') ? '' : addressOf(words, kinds);
  if (address !== '') found.push({ kind: 'address', text: address });
  const company = has('company') ? undefined : words.find((_, at) => kinds[at] === 'company');
  // 开票：杭州…有限公司
  if (company) found.push({ kind: 'company', text: company.split(/[:：]/).at(-1)!.trim() });
  // Two characters that begin with a surname can be many words, so they only count as a name beside another piece.
  const isBeside = known.length > 0 || found.length > 0;
  const name =
    has('name') || !isBeside ? undefined : words.map(bareName).find((word, at) => kinds[at] === null && !isPlace(word) && isName(word));
  if (name) found.push({ kind: 'name', text: name });
  return found;
}

/** The longest sequence of words that is an address: places, and after them short words with a number. */
function addressOf(words: string[], kinds: (string | null)[]): string {
  let [best, row] = ['', [] as string[]];
  for (const [at, word] of [...words, ''].entries()) {
    const isEnglish = row.length > 0 && ENGLISH_STREET.test(row[0]!);
    if (kinds[at] === 'address' || isPlace(word) || (row.length > 0 && (isUnit(word) || (isEnglish && ENGLISH_PLACE.test(word)))))
      row.push(word);
    else {
      const whole = row.join(isEnglish ? ', ' : ' ');
      if (whole.length > best.length && isAddress(whole)) best = whole;
      row = [];
    }
  }
  return best.replace(/^(?:我的|新|新的)?(?:收[货貨件])?地址(?:[是在为為]|改[成为為])?\s?/, '');
}

const PLACES = /省|市|自治[区區州]|[县縣区區]|[镇鎮乡鄉]|街道|路|街|大道|巷|弄|胡同|道|村|里|香港|九[龙龍]|新界|澳[门門]/g;
const HOUSE = /\d\s?[号號弄栋棟幢座楼樓层層室]|[号號][楼樓]|小[区區]|[花家]园|花園|大[厦廈]|广场|廣場|公寓|[单單]元|[A-Z]座/;
const ENGLISH_STREET = /^\d{1,5}[A-Za-z]?,?\s.*\b(?:road|rd|street|st|avenue|ave|lane|ln|drive|dr|boulevard|blvd|building|tower|block)\b/i;

const ENGLISH_PLACE = /^[A-Z][A-Za-z.' ]{1,30}(?: \d{4,6})?$/;

function isAddress(word: string): boolean {
  const places = word.match(PLACES)?.length ?? 0;
  return (word.length >= 5 && (places >= 2 || (places >= 1 && HOUSE.test(word)))) || ENGLISH_STREET.test(word);
}

/** 广东省, 南山区: a place, which is only an address together with other words. */
function isPlace(word: string): boolean {
  return /^(?:\p{Script=Han}{2,8}(?:省|市|[区區]|[县縣]|[镇鎮]|街道|路|村)|香港|九[龙龍]|新界|澳[门門])$/u.test(word) || HOUSE.test(word);
}

/** 1203, T1-1206, 3楼, and with the name of a building before it: SOHO T1-1206. */
function isUnit(word: string): boolean {
  const parts = word.split(' ');
  return parts.length <= 3 && parts.every(isUnitPart) && (parts.length === 1 || /\d/.test(word));
}

function isUnitPart(word: string): boolean {
  return /^[\dA-Za-z#-]{1,8}(?:[号號栋棟幢座楼樓层層室房期]|单元|單元)?[\dA-Za-z-]{0,6}$/.test(word) && /\d|座|[A-Z]$/.test(word);
}

const COMPANY =
  /(?:公司|集团|集團|有限|股份|工厂|工廠|商行|工作室|事务所|事務所|商店|门市部|門市部|经营部|經營部|合作社|学校|學校|医院|醫院)$/;
const ENGLISH_COMPANY = /\b(?:co\.?,? ?ltd|ltd|inc|llc|gmbh|corp|limited|company)\.?$/i;

/** 到公司, 去医院: preceded by words of a sentence. */
const SENTENCE = /[我你您他她请請到去来來给給把在是的了]/;

function isCompany(word: string): boolean {
  const isFirm = word.length >= 4 && word.length <= 60 && COMPANY.test(word);
  return (isFirm && (/有限|股份|集[团團]/.test(word) || !SENTENCE.test(word))) || ENGLISH_COMPANY.test(word);
}

/** A name without additions: 张三（收）, 李女士收. */
function bareName(word: string): string {
  return word.replace(/[（(]?\s?[收启啟]\s?[)）]?$/u, '').replace(/^[@＠]/, '');
}

export function isNameWord(word: string): boolean {
  return !isPlace(word) && !isAddress(word) && !isCompany(word) && isName(bareName(word));
}

/** A common surname and one to three more characters. */
function isName(whole: string): boolean {
  const word = withoutOrderNumber(whole);
  return /^\p{Script=Han}{2,4}$/u.test(word) && surnameShare(surnameOf(word)) >= 1e-4 && !NO_NAME.test(word);
}

/** Words in chats that begin with the character of a surname. */
const NO_NAME =
  /^(?:谢谢|謝謝|多谢|多謝|方便|马上|馬上|明天|高兴|高興|安排|包邮|包郵|时间|時間|都要|常用|应该|應該|白天|万一|萬一|连同|連同|于是|单位|單位|水果|平时|平時|全部|易碎|项目|項目|麻烦|麻煩|查收|顺丰|順豐|申通|圆通|圓通|中通|韵达|韻達|石家庄)/;

const SIGNS = ' \t\n\r\u3000,，.。、:：;；|/-—';

function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && SIGNS.includes(text[from]!)) from++;
  while (from < to && SIGNS.includes(text[to - 1]!) && text[to - 1] !== '.') to--;
  return text.slice(from, to);
}

/** A text from which pieces are taken. Each is replaced by a line break, so that the text on both sides stays separate. */
class Rest {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  blank(from: number, to: number): void {
    this.text = this.text.slice(0, from) + '\n'.repeat(to - from) + this.text.slice(to);
  }

  take(pattern: RegExp): string[] {
    const found = [...this.text.matchAll(pattern)];
    for (const { index, 0: text } of found) this.blank(index, index + text.length);
    return found.map(([text]) => text);
  }

  /** Words: Chinese is split at blanks and punctuation, Latin text at punctuation only. */
  words(): string[] {
    return this.text
      .replace(/(\d) (?=[号號弄栋棟幢座楼樓层層室房期巷段单單])/g, '$1')
      .split(/[\n\r\t，,；;。、|]+|(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})|(?<=\b(?:to|at|is)\s)(?=\d)/u)
      .map(trimmed)
      .filter(Boolean);
  }
}
