#!/usr/bin/env bash
# write-excel-file 4.1.1 and read-excel-file 9.3.17, of one author. One would expect that a text that is written into a cell is the text that is read.
# Seen: a sign that XML cannot hold is written in a workbook as _x000D_ (ECMA-376, ST_Xstring). The reader decodes that, the writer does not write
# it: a text that looks like one becomes another, and a carriage return is written as it is, which XML makes a line feed of.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error write-excel-file@4.1.1 read-excel-file@9.3.17 >/dev/null
cat >seen.mjs <<'END_OF_SCRIPT'
import { deepStrictEqual } from 'node:assert';
import { readSheet } from 'read-excel-file/node';
import writeSheet from 'write-excel-file/node';
const cells = ['part_x0041_7', '0571', '=1+1'];
await (await writeSheet([cells.map((value) => ({ type: String, value }))])).toFile('texts.xlsx');
const [back] = await readSheet('texts.xlsx', { trim: false });
console.table(cells.map((cell, at) => ({ cell, back: back[at] })));
deepStrictEqual(back, ['partA7', '0571', '=1+1']);
END_OF_SCRIPT
node seen.mjs
