#!/usr/bin/env bash
# any-ascii 0.3.3 and transliteration 2.6.1. One would expect that both give a name of Han signs letters of one language, or leave a sign
# that they do not know.
# Seen: for 𠮷田, whose first sign is U+20BB7, any-ascii joins a Japanese reading to a Mandarin one ("KichiTian"), and transliteration drops
# the sign without a word ("Tian"), so that 𠮷田 and 田 are one. They also differ in 重庆: any-ascii reads sign by sign.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error any-ascii@0.3.3 transliteration@2.6.1 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import anyAscii from 'any-ascii';
import { transliterate } from 'transliteration';

const names = ['𠮷田', '田', '重庆'];
const any = names.map((name) => anyAscii(name));
const other = names.map((name) => transliterate(name));
console.table(names.map((name, at) => ({ name, 'any-ascii': any[at], transliteration: other[at] })));
deepStrictEqual(any, ['KichiTian', 'Tian', 'ZhongQing']);
deepStrictEqual(other, ['Tian', 'Tian', 'Chong Qing']);
END
node seen.mjs
