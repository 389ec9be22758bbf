/**
 * Words that make a text about somebody instead of naming them: family, acquaintances, staff, introductions. General knowledge of how
 * people write; compiled for this file. Folded: simplified characters, lower case.
 */

/** Behind a name, a number or both: 张伟老婆, 张伟的朋友, 老公138…. */
const behind =
  '老婆|老公|爱人|媳妇|妻子|丈夫|对象|男友|女友|男朋友|女朋友|未婚妻|未婚夫|前妻|前夫|太太|夫人|内人|家属|家人|家里人|家里|父母|爸妈|爸爸|妈妈|妈咪|老爸|老妈|父亲|母亲|' +
  '爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈母娘|老丈人|儿子|女儿|儿媳|儿媳妇|女婿|孩子|小孩|宝宝|孙子|孙女|外甥|外甥女|侄子|侄女|' +
  '哥哥|弟弟|姐姐|妹妹|姐夫|妹夫|嫂子|弟妹|弟媳|表哥|表弟|表姐|表妹|堂哥|堂弟|堂姐|堂妹|舅舅|叔叔|姑姑|姑妈|舅妈|亲戚|亲属|亲家|' +
  '朋友|好友|闺蜜|闺密|兄弟|同学|校友|战友|同事|同行|老乡|邻居|室友|网友|熟人|合伙人|搭档|前同事|下属|手下|员工|徒弟|学生|家长|' +
  '助理|助手|秘书|司机|财务|会计|出纳|前台|保姆|阿姨家|跟班|跟单|客服|管家|代办|代理人|委托人|联络人|助教|文员|内勤|' +
  '介绍|介绍人|推荐|推荐人|引荐|引荐人|转介|转介人|转介绍人|介绍来|推荐来|引流|带来|推来|推的|推过来|推送|拉来|转来|转过来|名片|代付|代购|代收|代下单|代问|代聊|的人|那边|这边';
/** Before a name: 找沈总, 介绍人张伟. */
const before =
  '找|转|代|托|问|经|通过|联系|请找|转告|转接|代找|介绍人|推荐人|引荐人|转介人|转介绍人|介绍方|推荐方|来自|经手人|委托人|代理人|替';

const behindLatin =
  'wife|husband|hubby|spouse|partner|mom|mum|mummy|mama|mother|ma|dad|daddy|papa|father|son|daughter|kid|child|brother|sister|bro|sis|uncle|aunt|cousin|' +
  'friend|friends|classmate|schoolmate|colleague|coworker|roommate|neighbor|neighbour|bf|gf|boyfriend|girlfriend|fiance|fiancee|' +
  'assistant|asst|secretary|driver|pa|boss|staff|employee|nanny|accountant|reception|receptionist|referral|referred|introduced|intro|lp|lg|laopo|laogong|xifu|pengyou|tongxue|tongshi|' +
  'family|relative|relatives';
const beforeLatin = 'via|ref|refby|by|from|thru|through|cc|of|for|co';

const words = {
  behind: new Set(behind.split('|')),
  before: new Set(before.split('|')),
  behindLatin: new Set(behindLatin.split('|')),
  beforeLatin: new Set(beforeLatin.split('|')),
};
const longest = 5;

/** Words of one sign are parts of names too: only at the end of a text and behind two signs at least they say who somebody is. */
const endings = new Set('妈爸娘爹');
const doubled = new Set('妈爸阿大姑舅老干板');

/** The word of relation that begins at this place of a Chinese text, or ''. */
export function relationAt(text: string, at: number): string {
  for (let length = Math.min(longest, text.length - at); length > 1; length--) {
    const word = text.slice(at, at + length);
    if (words.behind.has(word)) return word;
  }
  return at >= 2 && at === text.length - 1 && endings.has(text[at]!) && !doubled.has(text[at - 1]!) ? text[at]! : '';
}

/** The word at the beginning of a Chinese text that says that who comes behind it is meant by somebody else, or ''. */
export function introducingAt(text: string): string {
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const word = text.slice(0, length);
    if (words.before.has(word)) return word;
  }
  return '';
}

export function isRelationInLetters(word: string): boolean {
  return words.behindLatin.has(word);
}

export function isIntroducingInLetters(word: string): boolean {
  return words.beforeLatin.has(word);
}
