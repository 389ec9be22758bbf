#!/usr/bin/env bash
# flexsearch 0.8.212. One would expect that `tokenize: 'full'` finds every part of a text, in its order, and nothing else; and the encoder for
# Chinese the same of Chinese names.
# Seen: letters and digits that follow each other alike are made one before they are compared, so 99999 finds the number 13988213456; with the
# encoder for Chinese 国建 finds 建国, since each sign is a word of its own. Of a number a wrong person is found without a sign that it is wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error flexsearch@0.8.212 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { Charset, Index } from 'flexsearch';

const people = ['王建国 13988213456', '李建国强 13700000000', '张伟 13611112222'];
const asked = ['王建', '建国', '国建', '88213', '3988', '99999'];
const seen = {};
for (const [way, options] of [['full', {}], ['full, Chinese', { encoder: Charset.CJK }]]) {
  const index = new Index({ tokenize: 'full', ...options });
  for (const [id, text] of people.entries()) index.add(id + 1, text);
  seen[way] = Object.fromEntries(asked.map((text) => [text, index.search(text).sort().join()]));
}
console.table(seen);
deepStrictEqual(seen['full'], { 王建: '1', 建国: '1,2', 国建: '', 88213: '1', 3988: '', 99999: '1' });
deepStrictEqual(seen['full, Chinese'], { 王建: '1', 建国: '1,2', 国建: '1,2', 88213: '1', 3988: '1', 99999: '1' });
END
node seen.mjs
