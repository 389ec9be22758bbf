#!/usr/bin/env bash
# minisearch 7.2.0. One would expect that an index of full text finds a part of a name, or with `prefix` at least what is being typed.
# Seen: a Chinese name is one word, so 王 and 王建 lead to 王建国 and 建国 to nobody; so does a part of a phone number. With pairs of signs as
# words both are found: then an index of 50,000 customers took 2 KB of memory for each.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error minisearch@7.2.0 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import MiniSearch from 'minisearch';

const people = [
  { id: 1, name: '王建国', phone: '13988213456' },
  { id: 2, name: '李建国强', phone: '13700000000' },
];
const asked = ['王', '王建', '建国', '王国', '国建', '88213', '139882'];
const seen = {};
const signs = (text) => [...text].flatMap((sign, at, all) => (all[at + 1] ? [sign, sign + all[at + 1]] : [sign]));
for (const [way, options] of [['as it comes', {}], ['pairs of signs', { tokenize: signs }]]) {
  const index = new MiniSearch({ fields: ['name', 'phone'], ...options });
  index.addAll(people);
  const find = (text) => index.search(text, { prefix: way === 'as it comes', combineWith: 'AND' }).map(({ id }) => id).sort();
  seen[way] = Object.fromEntries(asked.map((text) => [text, find(text).join()]));
}
console.table(seen);
deepStrictEqual(seen['as it comes'], { 王: '1', 王建: '1', 建国: '', 王国: '', 国建: '', 88213: '', 139882: '1' });
deepStrictEqual(seen['pairs of signs'], { 王: '1', 王建: '1', 建国: '1,2', 王国: '', 国建: '', 88213: '1', 139882: '1' });
END
node seen.mjs
