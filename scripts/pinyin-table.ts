import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { pinyinTable } from '../lib/model/folding/pinyin-table.ts';

// Makes lib/model/folding/pinyin-table.ts anew: node scripts/pinyin-table.ts, then oxfmt.
// Characters: all of GB 2312 and those of the present table, where further characters that names are made of can be added by hand.
const file = new URL('../lib/model/folding/pinyin-table.ts', import.meta.url);
const source = `/**
 * Toneless syllables, each followed by the characters that are mainly read so: GB 2312 and characters common in given names.
 * Made with pinyin-pro by scripts/pinyin-table.ts; ü is written v.
 */
export const pinyinTable =
  '${grouped([...gb2312(), ...pinyinTable.replace(/[a-z]/g, '')])}';
`;
writeFileSync(file, source);

function grouped(chars: string[]): string {
  const groups = new Map<string, string>();
  for (const char of [...new Set(chars)].toSorted()) {
    const sound = pinyin(char, { toneType: 'none', v: true }).replace('ü', 'v');
    if (/^[a-z]+$/.test(sound)) groups.set(sound, (groups.get(sound) ?? '') + char);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([sound, members]) => sound + members)
    .join('');
}

function gb2312(): string[] {
  const decoder = new TextDecoder('gb2312');
  const found: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) found.push(decoder.decode(Uint8Array.of(row, cell)));
  }
  return found.filter((char) => /^\p{Script=Han}$/u.test(char));
}
