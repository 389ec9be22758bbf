#!/usr/bin/env bash
# to-jyutping 3.1.1. One would expect that a name of three signs is read as a name.
# Seen: surnames with a reading of their own get the everyday one: 單 daan1 (as a surname sin6), 區 keoi1 (au1), 查 caa4 (zaa1),
# 曾 cang4 (zang1), 解 gaai2 (haai5). There is no switch for names. The surname's reading is among the candidates, in no fixed place: second
# for 區, fourth for 單 and 解.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error to-jyutping@3.1.1 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { getJyutpingCandidates, getJyutpingText } from 'to-jyutping';

const surnames = { 單小雪: 'sin6', 區小明: 'au1', 查小明: 'zaa1', 曾小明: 'zang1', 解小明: 'haai5' };
const rows = Object.entries(surnames).map(([name, asSurname]) => {
  const read = getJyutpingText(name).split(' ')[0];
  return { name, read, asSurname, place: getJyutpingCandidates(name)[0][1].indexOf(asSurname) + 1 };
});
console.table(rows);
deepStrictEqual(rows.map(({ read }) => read), ['daan1', 'keoi1', 'caa4', 'cang4', 'gaai2']);
deepStrictEqual(rows.map(({ place }) => place), [4, 2, 2, 2, 4]);
END
node seen.mjs
