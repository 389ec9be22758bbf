import { allSyllables, pinyinOf, readingsOf } from '../folding/pinyin';
import cantonese from './data/cantonese.json' with { type: 'json' };
import hongKong from './data/hong-kong.json' with { type: 'json' };
import inLetters from './data/surnames-in-letters.json' with { type: 'json' };
import wadeGiles from './data/wade-giles.json' with { type: 'json' };
import { singleSurnames, surnameShare } from './surnames';

interface Tables {
  initials: [written: string, sound: string][];
  finals: Map<string, string>;
  whole: Map<string, string>;
}

const NONE: readonly string[] = [];
let tables: Tables | undefined;
const sounds = new Map<string, string | null>();
let mandarin: Map<string, string[]> | undefined;
let listed: Map<string, string[]> | undefined;
let families: ReturnType<typeof readFamilies> | undefined;
/** Caches the readings of words in Latin letters. */
const surnames = new Map<string, readonly string[]>();

/** The sound of a Cantonese syllable in the spelling of Hong Kong or Jyutping (with y for j); null where it is none. */
export function soundOf(syllable: string): string | null {
  const { initials, finals, whole } = (tables ??= readTables());
  const known = whole.get(syllable);
  if (known !== undefined) return known;
  for (const [written, sound] of initials) {
    const final = syllable.startsWith(written) ? finals.get(syllable.slice(written.length)) : undefined;
    if (final !== undefined) return sound + final;
  }
  return null;
}

/** The Cantonese sound of a character; null where it is unknown. */
export function cantoneseOf(char: string): string | null {
  let sound = sounds.get(char);
  if (sound === undefined) sounds.set(char, (sound = readSound(char)));
  return sound;
}

/** The pinyin syllables that this Wade-Giles syllable may stand for, and the syllable itself where it is pinyin. */
export function mandarinOf(syllable: string): readonly string[] {
  return (mandarin ??= readMandarin()).get(syllable) ?? NONE;
}

/** Whether a character may be romanised so, in Cantonese or in Mandarin. */
export function isWritten(char: string, syllable: string, system: 'cantonese' | 'mandarin'): boolean {
  if (system === 'cantonese') return cantoneseOf(char) !== null && cantoneseOf(char) === soundOf(syllable);
  return readingsOf(char).some((reading) => mandarinOf(syllable).includes(reading));
}

/** The surnames, of one character or two, that a word in Latin letters may stand for. */
export function surnamesWritten(word: string): readonly string[] {
  let found = surnames.get(word);
  if (found === undefined) {
    listed ??= readListed();
    const sound = soundOf(word);
    const { bySound, byPinyin } = (families ??= readFamilies());
    const alike = new Set([
      ...((sound !== null && bySound.get(sound)) || NONE),
      ...mandarinOf(word).flatMap((read) => byPinyin.get(read) ?? NONE),
    ]);
    // Of surnames that sound alike, the most frequent ones.
    const ranked = [...alike].toSorted((a, b) => surnameShare(b) - surnameShare(a));
    found = [...new Set([...(listed.get(word) ?? []), ...ranked])].slice(0, MOST_SURNAMES);
    if (surnames.size >= MOST_READ) surnames.clear();
    surnames.set(word, found);
  }
  return found;
}

/** The surnames of one character whose usual pinyin is this. */
export function surnamesRead(pinyin: string): readonly string[] {
  return (families ??= readFamilies()).byPinyin.get(pinyin) ?? NONE;
}

function readFamilies(): { bySound: Map<string | null, string[]>; byPinyin: Map<string | null, string[]> } {
  return { bySound: Map.groupBy(singleSurnames(), cantoneseOf), byPinyin: Map.groupBy(singleSurnames(), pinyinOf) };
}

const MOST_SURNAMES = 16;
const MOST_READ = 2_000;

function readListed(): Map<string, string[]> {
  return new Map([
    ...Object.entries(inLetters.one).map(([written, chars]): [string, string[]] => [written, [...chars]]),
    ...Object.entries(inLetters.two).map(([written, pair]): [string, string[]] => [written, [pair]]),
  ]);
}

function readTables(): Tables {
  const pairs = (lists: Record<string, string>) =>
    Object.entries(lists).flatMap(([sound, written]) => written.split(' ').map((one): [string, string] => [one, sound]));
  const initials = [...pairs(hongKong.initials).toSorted(([one], [other]) => other.length - one.length), ['', ''] as [string, string]];
  return { initials, finals: new Map(pairs(hongKong.finals)), whole: new Map(Object.entries(hongKong.whole)) };
}

/** Each sound is followed by its characters. A worker that was started for one contact needs a few: a table would take it longer. */
function readSound(char: string): string | null {
  const chars = cantonese.chars;
  let end = isOneCharacter(char) ? chars.lastIndexOf(char) : -1;
  if (end < 0) return null;
  while (!/[a-z]/.test(chars[end - 1]!)) end--;
  return /(?<![a-z])[a-z]+$/.exec(chars.slice(Math.max(0, end - LONGEST_SOUND), end))![0];
}

const LONGEST_SOUND = 8;

/** Neither a letter nor a half of a character. */
function isOneCharacter(char: string): boolean {
  return /^[^a-z\ud800-\udfff]$/u.test(char);
}

function readMandarin(): Map<string, string[]> {
  const made = new Map<string, string[]>();
  const whole: Record<string, string> = wadeGiles.whole;
  const [initials, finals]: Record<string, string>[] = [wadeGiles.initials, wadeGiles.finals];
  for (const syllable of allSyllables()) {
    const [, initial = '', final = ''] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+)$/.exec(syllable) ?? [];
    const written = whole[syllable]?.split(' ') ?? [(initials?.[initial] ?? '') + (finals?.[final] ?? final)];
    for (const one of new Set([...written, syllable, syllable.replace('v', 'u')])) made.set(one, [...(made.get(one) ?? []), syllable]);
  }
  return made;
}
