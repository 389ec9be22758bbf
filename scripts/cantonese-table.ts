import { readFileSync, writeFileSync } from 'node:fs';
import { soundOf } from '../lib/model/match/romanised.ts';

// Generates lib/model/match/data/cantonese.json: node --import ./test/bench/match/resolve.ts scripts/cantonese-table.ts Unihan_Readings.txt,
// then oxfmt. Unihan_Readings.txt is a file of the Unicode Character Database (Unicode 15.0; Debian's package unicode-data has it). It contains
// the Cantonese readings (kCantonese) of the General Standard characters (kTGHZ2013), spelled as in Hong Kong passports.
const file = new URL('../lib/model/match/data/cantonese.json', import.meta.url);

const chars = new Map<string, { usual: boolean; sound: string }>();
for (const line of readFileSync(process.argv[2] ?? 'Unihan_Readings.txt', 'utf8').split('\n')) {
  const [code = '', key, value = ''] = line.split('\t');
  if (!code.startsWith('U+')) continue;
  if (key !== 'kCantonese' && key !== 'kTGHZ2013') continue;
  const char = String.fromCodePoint(Number.parseInt(code.slice(2), 16));
  const known = chars.get(char) ?? { usual: false, sound: '' };
  if (key === 'kTGHZ2013') known.usual = true;
  // Jyutping writes j for y; the first reading is the usual one.
  else known.sound = soundOf((value.split(' ')[0] ?? '').replace(/\d$/, '').replace(/^j/, 'y')) ?? '';
  chars.set(char, known);
}

const bySound = Map.groupBy(
  [...chars].filter(([char, { usual, sound }]) => usual && sound !== '' && char.length === 1),
  ([, { sound }]) => sound,
);
const sounds = [...bySound].toSorted(([one], [other]) => (one < other ? -1 : 1));
const source =
  'Cantonese readings of the characters of the General Standard, each sound followed by its characters. Made by scripts/cantonese-table.ts from the Unihan database of Unicode 15.0 (kCantonese, kTGHZ2013; © 1991-2022 Unicode, Inc., Unicode License; changed: without tones, the first reading only, sounds that Hong Kong writes alike are one).';
writeFileSync(
  file,
  `${JSON.stringify({ source, chars: sounds.map(([sound, group]) => sound + group.map(([char]) => char).join('')).join('') }, null, 2)}\n`,
);
