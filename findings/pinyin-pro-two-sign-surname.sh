#!/usr/bin/env bash
# pinyin-pro 3.29.4. One would expect that the option `surname` reads every surname at least as well as no option does.
# Seen: it gives 尉迟 and 万俟 their surname's reading, but takes 单 of the surname 单于 (chan yu) for the surname 单 and reads
# "shan yu". Without the option the same text is read right, so no one setting reads all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error pinyin-pro@3.29.4 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { pinyin } from 'pinyin-pro';

const names = ['尉迟明', '万俟青', '单于朔', '单雪'];
const read = (options) => names.map((name) => pinyin(name, { toneType: 'none', ...options }));
const plain = read({});
const head = read({ surname: 'head' });
console.table(names.map((name, at) => ({ name, plain: plain[at], "surname: 'head'": head[at] })));
deepStrictEqual(plain, ['wei chi ming', 'wan si qing', 'chan yu shuo', 'dan xue']);
deepStrictEqual(head, ['yu chi ming', 'mo qi qing', 'shan yu shuo', 'shan xue']);
END
node seen.mjs
