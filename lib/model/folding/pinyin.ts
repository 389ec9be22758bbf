import { pinyinTable } from './pinyin-table';

// Characters that are read differently when they are a surname.
const surnameReadings =
  '曾zeng单shan解xie仇qiu查zha区ou朴piao盖ge乐yue员yun翟zhai覃qin缪miao召shao折she种chong秘bi繁po葛ge华hua车che冼xian褚chu尉wei万wan俞yu那na宓fu黑he晟cheng';

let readings: Map<string, string> | undefined;
/** How many characters were looked up without the table. To make it costs as much as to look so many up in the text. */
let lookedUp = 0;
const FEW = 300;
/** No reading has more characters than that, in UTF-16 units. */
const LONGEST = 200;
let surnames: Map<string, string> | undefined;

/** The toneless reading of one character (ü as v), or undefined where it is not known. */
export function syllable(char: string): string | undefined {
  if (!readings && ++lookedUp <= FEW) return inTable(char);
  readings ??= readTable(pinyinTable, /(?<![a-z])([a-z]+)([^a-z]+)/g, (sound, chars) => [chars, sound]);
  return readings.get(char);
}

// The characters stand behind their reading.
function inTable(char: string): string | undefined {
  const at = char < '\u3400' ? -1 : pinyinTable.indexOf(char);
  return at < 0 ? undefined : /(?<![a-z])[a-z]+(?=[^a-z]*$)/.exec(pinyinTable.slice(Math.max(0, at - LONGEST), at))?.[0];
}

/** The toneless reading of a folded Chinese name without spaces, its first character read as a surname; null where a sign is not Chinese. */
export function pinyinOf(name: string): string | null {
  return syllablesOf(name)?.join('') ?? null;
}

/** The same, one toneless reading per character. */
export function syllablesOf(name: string): string[] | null {
  surnames ??= readTable(surnameReadings, /([^a-z])([a-z]+)/g, (char, sound) => [char, sound]);
  const read: string[] = [];
  for (const char of name) {
    const sound = (read.length === 0 ? surnames.get(char) : undefined) ?? syllable(char);
    if (sound === undefined) return null;
    read.push(sound);
  }
  return read.length === 0 ? null : read;
}

/** Two characters that most people read alike, also where north and south differ (zh-z, n-l, ng-n). */
export function soundsAlike(a: string, b: string): boolean {
  const one = syllable(a);
  const other = syllable(b);
  return one !== undefined && other !== undefined && (one === other || blur(one) === blur(other));
}

function blur(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/ng$/, 'n');
}

function readTable(source: string, entry: RegExp, read: (a: string, b: string) => [string, string]): Map<string, string> {
  const made = new Map<string, string>();
  for (const [, a = '', b = ''] of source.matchAll(entry)) {
    const [chars, sound] = read(a, b);
    for (const char of chars) made.set(char, sound);
  }
  return made;
}
