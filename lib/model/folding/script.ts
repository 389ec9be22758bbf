import { PAIRS } from './script-table';

let publicSigns: string[] | undefined;
let table: Map<string, string> | undefined;
/** The simplified form of each character of the basic block by its UTF-16 unit, 0 where it is the same. */
let basic: Uint16Array | undefined;
const FIRST = 0x4e00;
const LAST = 0x9fff;
/** What was looked up without the table. Building it costs as much as this many lookups in the text. */
const found = new Map<string, string | undefined>();
const FEW = 500;
/** How many texts were read without the table. Thousands are many customers, each faster with it, however few characters they have. */
let texts = 0;
const MANY = 2_000;

/** Private-use characters of earlier GB 18030 versions, from U+E815 on, that Unicode has encoded since. */
const published =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';

/**
 * Variants of a character, each before the usual one: the Japanese ones (OpenCC's JPShinjitaiCharacters, Apache-2.0) and those that occur in
 * names. None is in the Table of General Standard Chinese Characters, except 锺, which the law allows for 钟 in names alone.
 */
const VARIANTS =
  '乗乘亜亚仏佛倶俱値值仮假伝传価价倹俭児儿兎兔両两氷冰剰剩剣剑剤剂労劳勲勋勧劝巻卷呉吴呪咒唖哑単单噛啮厳严圏圈囲围円圆図图団团尭尧塡填増增圧压塁垒壊坏壌壤壱壹奨奖粧妆姉姊姫姬嬢娘実实寛宽専专対对巌岩巣巢帯带廃废広广庁厅弾弹従从徴征徳德恵惠悪恶悩恼応应懐怀戦战戯戏戸户戻戾払拂抜拔拝拜挿插掲揭掻搔揺摇捜搜択择撃击拠据拡扩摂摄撹搅収收効效勅敕晩晚曁暨暦历暁晓曽曾桟栈楡榆栄荣楽乐様样検检桜樱権权歓欢歩步歳岁歴历帰归毎每気气汚污渉涉涙泪浄净渇渴渓溪満满溌泼渋涩沢泽済济滝泷瀬濑焔焰焼烧営营犠牺猟猎獣兽畳叠痺痹痩瘦発发皐皋砕碎稲稻穂穗穏稳穣穰竃灶粋粹経经縁缘県县縦纵総总繍绣縄绳絵绘繋系継继続续繊纤聡聪聴听粛肃脳脑臓脏挙举舎舍艶艳茘荔荘庄薫薰蔵藏薬药処处蛍萤蝋蜡覚觉覧览観观訳译読读変变譲让豊丰弐贰売卖頼赖賛赞軽轻輌辆転转逓递遅迟辺边郷乡隣邻酔醉醤酱醗酦醸酿釈释舗铺銭钱錬炼鉄铁鋳铸関关陥陷険险隠隐雑杂鶏鸡覇霸霊灵顕显騒骚駆驱験验駅驿髄髓髪发闘斗鼈鳖鴎鸥鹸碱塩盐麺面黒黑黙默斉齐斎斋歯齿齢龄竜龙亀龟髙高淸清靑青冨富濵滨﨑崎嵜崎邉边桒桑栁柳嶋岛吿告𠮷吉寳宝珎珍乹干衞卫鐡铁銕铁縂总囯国圀国燿耀晄晃愼慎栢柏曺曹蘓苏鄕乡囘回娯娱緖绪郞郎隷隶揷插硏研昻昂瑠琉璢琉玅妙眀明朙明秊年翆翠裵裴賔宾逹达頋顾鳯凤惪德渕渊濶阔煕熙熈熙凞熙爕燮琹琴畧略穐秋蕚萼讃赞躰体軆体頥颐呑吞冦寇宼寇厯历囙因坵丘埜野夀寿尙尚峩峨彛彝旾春暎映朶朵烱炯锺钟顚颠倂并巗岩徃往髩鬓靣面牎窗恊协竝并甞尝逰游宐宜淛浙稺稚頴颖颕颖';
let usual: Map<string, string> | undefined;

/** Replaces private-use characters of older systems by the code points that Unicode has for them now. */
export function publish(text: string): string {
  if (!/[\ue815-\ue864]/.test(text)) return text;
  publicSigns ??= [...published];
  return text.replace(/[\ue815-\ue864]/g, (sign) => publicSigns![sign.charCodeAt(0) - 0xe815]!);
}

/** Replaces every traditional character by its simplified form, and a variant by the usual character, one by one. */
export function simplify(text: string): string {
  if (!/[\u3400-\u9fff\uf900-\ufaff\ud840-\udbff]/.test(text)) return text;
  if (found.size > FEW || ++texts > MANY) table ??= readPairs();
  if (table && !changes(text)) return text;
  let out = '';
  for (const char of text) out += (table ? table.get(char) : inPairs(char)) ?? char;
  return out;
}

function variants(): Map<string, string> {
  if (!usual) {
    const signs = [...VARIANTS];
    usual = new Map(Array.from({ length: signs.length / 2 }, (_, at) => [signs[2 * at]!, signs[2 * at + 1]!]));
  }
  return usual;
}

/** A fast check, since most names have no traditional character. */
function changes(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= FIRST && unit <= LAST ? basic![unit - FIRST] !== 0 : unit >= 0x3400) return true;
  }
  return false;
}

// A worker that was started for one name reads it before the table would be built.
function inPairs(char: string): string | undefined {
  if (char < '\u3400') return undefined;
  if (!found.has(char)) found.set(char, variants().get(char) ?? simplifiedIn(char));
  return found.get(char);
}

function simplifiedIn(char: string): string | undefined {
  // Only the traditional form is followed by a space.
  const at = PAIRS.indexOf(`${char} `);
  return at < 0 ? undefined : /^[^|]*/.exec(PAIRS.slice(at + char.length + 1, at + char.length + 5))?.[0];
}

function readPairs(): Map<string, string> {
  const made = new Map<string, string>();
  for (const pair of PAIRS.split('|')) {
    const [from, to] = pair.split(' ');
    if (from && to) made.set(from, to);
  }
  for (const [from, to] of variants()) made.set(from, to);
  basic = new Uint16Array(LAST - FIRST + 1);
  for (const [from, to] of made) if (from >= '\u4e00' && from <= '\u9fff') basic[from.charCodeAt(0) - FIRST] = to.charCodeAt(0);
  return made;
}
