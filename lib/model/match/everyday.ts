import { mayBePerson, type Token } from '../folding/fold';
import { plainLetters } from '../folding/letters';
import { isSharedName } from '../shared-name';
import letters from './data/common-in-letters.json' with { type: 'json' };
import data from './data/everyday-words.json' with { type: 'json' };
import type { Lexicon } from './lexicon';
import type { Profile } from './profile';
import type { Shown, Span } from './shown';
import { isCompound, isJapaneseSurname, surnameOf, surnameShare } from './surnames';

/** Words that many people use as a nickname although each can be a full name. */
const words = new Set(data.words.split(' '));

/**
 * A word that is not a full name, or not only that: Lily, 客户, 蓝天, 游客. It is not rare just because only one customer has it, whatever pictures
 * stand beside it. With `span`, what is shown there.
 */
export function isEveryday(shown: Shown, lexicon: Lexicon, span: Span = { from: 0, to: shown.flat.length }): boolean {
  const [only, more] = within(shown, span).filter(({ kind }) => kind === 'han' || kind === 'latin');
  if (only === undefined || more !== undefined) return only === undefined;
  const { kind, text } = only;
  return (
    kind === 'latin' ||
    words.has(text) ||
    isSharedName(text) ||
    REPEATED.test(text) ||
    FAMILIAR.test(text) ||
    isWithoutSurname(text, lexicon)
  );
}

/** 安安, 哈哈哈. */
const REPEATED = /^(.)\1+$/u;
/** 强子, 阿强, 阿明哥: what relatives and friends call one of whom they say the given name. */
const FAMILIAR = /^(?:.子|阿.[哥姐叔姨弟妹]?)$/u;

function isWithoutSurname(text: string, lexicon: Lexicon): boolean {
  const surname = surnameOf(text);
  return text.length <= 4 && surnameShare(surname) <= 2e-6 && lexicon.surname(surname) < 0.002;
}

function within({ tokens }: Shown, { from, to }: Span): Token[] {
  return tokens.flatMap(({ kind, text, start }) => {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return part === '' ? [] : { kind, text: part };
  });
}

/** A surname of this share stands before another one in names of four characters: 陈方安生. */
const FREQUENT = 0.002;
/** Two characters of this share at the end make four characters a name: 谭秀英琴. */
const GIVEN = 0.005;
/** What a name ends in that is no person's and belongs to one firm or shop. */
const FIRM = /(?:公司|集团|店|厂|商行|银行|部|院|社|馆|所|中心|超市|商城|市场|酒楼|饭庄|学校|幼儿园|合作社)$/u;
/** The characters by which Uighur, Kazakh and Arabic names are written. */
const BY_SOUND =
  /^[阿卜布不都杜热拉合买提江力木尔吾依古丽娜孜扎克别格斯曼穆罕默德苏艾哈麦尼亚肉萨吐逊亚生迪娅帕夏图尼沙巴来海麦叶尔兰汗塔努赛义玛依努热西图拜尔赫]+$/u;

/** Whether the customer's stored name is a nickname. */
function isNickname({ name, parts }: Profile, lexicon: Lexicon): boolean {
  return parts.length === 0 && isPhrase(name, lexicon);
}

/** 阳光总在风雨后, 花开富贵: many call themselves by the same words, which begin with a surname only by chance. */
export function isPhrase(name: string, lexicon: Lexicon): boolean {
  if (name.length < 4 || !/^\p{Script=Han}+$/u.test(name) || FIRM.test(name) || BY_SOUND.test(name)) return false;
  if (!mayBePerson(name)) return true;
  const isDouble = surnameShare(name[0]!) > 2e-6 && surnameShare(name[1]!) >= FREQUENT;
  return !isCompound(name.slice(0, 2)) && !isDouble && [...name.slice(2)].some((sign) => lexicon.lastOfGiven(sign) < GIVEN);
}

const first = new Set(letters.first.split(' '));
const last = new Set(letters.last.split(' '));
const crowded = new Set(letters.crowded.split(' '));
/** So many customers, for names in letters with such names, show by themselves how frequent a name is. */
const MANY = 100;
/** A shorter word is not rare, such as those that Cantonese, Vietnamese and Burmese names are made of. */
const LONG_WORD = 6;

/**
 * Whether a name in letters, of two to four words, may have many bearers where it comes from, as 王伟 has in China: John Smith, Mohammed Ali, Nguyễn Văn An,
 * สมชาย ใจดี. What the surnames of a Chinese name tell of its frequency is unknown there, so only a long name counts as rare.
 */
function isCommonInLetters({ latin }: Profile, lexicon: Lexicon): boolean {
  if (lexicon.totals.foreign >= MANY || latin.length < 2) return false;
  const words = latin.map(plainLetters);
  const long = words.filter((word) => word.length >= LONG_WORD && !first.has(word) && !last.has(word));
  return words.some((word) => crowded.has(word)) || words.length < 3 || long.length < 2 || !/^\p{Script=Latin}+$/u.test(words.join(''));
}

/** 佐藤健一, 高桥诚, 田中: the surnames in the table are the most frequent ones of Japan. How frequent given names are is not learned from Chinese ones. */
function isJapaneseName(name: string): boolean {
  return name.length > 1 && name.length < 6 && isJapaneseSurname(name.slice(0, 2));
}

/** Whether the customer's name is no evidence by itself, although only one customer has it: a nickname, or a name that is frequent elsewhere. */
export function isOfManyBearers(profile: Profile, lexicon: Lexicon): boolean {
  return isNickname(profile, lexicon) || isCommonInLetters(profile, lexicon) || isJapaneseName(profile.name);
}
