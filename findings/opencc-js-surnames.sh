#!/usr/bin/env bash
# opencc-js 1.4.2. One would expect that a surname that is one in both scripts stays what it is when a name is converted to traditional signs.
# Seen: of seven surnames four become the other sign of their pair, which is a word and no surname (余 餘, 于 於, 范 範, 郁 鬱), for all of
# t, tw and hk; 钟, 谷 and 宁 become what people of that name write (鍾 谷 寧). Names may be compared by what both convert to in the
# simplified script, never shown as converted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error opencc-js@1.4.2 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { Converter } from 'opencc-js';

const names = ['余小朗', '于小朗', '钟小朗', '范小朗', '郁小朗', '谷小朗', '宁小朗'];
const back = Converter({ from: 't', to: 'cn' });
const seen = {};
for (const to of ['t', 'tw', 'hk']) {
  const there = Converter({ from: 'cn', to });
  seen[to] = names.map(there);
}
console.table(names.map((name, at) => ({ name, t: seen.t[at], tw: seen.tw[at], hk: seen.hk[at], 'and back': back(seen.t[at]) })));
for (const to of ['t', 'tw', 'hk']) deepStrictEqual(seen[to], ['餘小朗', '於小朗', '鍾小朗', '範小朗', '鬱小朗', '谷小朗', '寧小朗']);
deepStrictEqual(seen.t.map(back), ['余小朗', '于小朗', '钟小朗', '范小朗', '郁小朗', '谷小朗', '宁小朗']);
END
node seen.mjs
