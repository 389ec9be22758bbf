#!/usr/bin/env bash
# Node 24.21.0 (ICU 78): `Intl.Collator`. One would expect that a Chinese list of people is sorted by the readings of their surnames, and that
# `sensitivity: 'base'` takes a simplified and a traditional sign for one, as it does with letters of two widths.
# Seen: the order of `zh` is by the everyday reading of each sign: 单 (shan) among d, 曾 (zeng) among c, 朴 (piao) among pu, 尉迟 (yuchi) among w.
# The base of ａ and a is equal, that of 張 and 张 is not, with `usage: 'search'` neither.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error node@24.21.0 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
const list = ['山', '单雪', '陈明', '丹宁', '曾可', '蔡青', '尉迟明', '卫东', '于明', '朴允', '普明'];
const sorted = [...list].sort(new Intl.Collator('zh').compare);
const base = new Intl.Collator('zh', { sensitivity: 'base', usage: 'search' });
console.log(process.version, 'ICU', process.versions.icu, sorted.join(' '), base.compare('ａ', 'a'), base.compare('張', '张'));
deepStrictEqual(sorted, ['蔡青', '曾可', '陈明', '丹宁', '单雪', '朴允', '普明', '山', '卫东', '尉迟明', '于明']);
deepStrictEqual([base.compare('ａ', 'a'), base.compare('張', '张') !== 0], [0, true]);
END
node_modules/.bin/node seen.mjs
