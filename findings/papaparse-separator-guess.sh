#!/usr/bin/env bash
# papaparse 5.7.1. One would expect that a file parted by semicolons in every row is taken for one.
# Seen: a comma that stands in the cells of most rows wins over the semicolon that parts all of them. The line break at the end of the file counts as a
# row of one cell, and so is a heading without a comma: with `skipEmptyLines` the same file is parted by semicolons.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error papaparse@5.7.1 >/dev/null
cat >seen.mjs <<'END_OF_SCRIPT'
import { deepStrictEqual } from 'node:assert';
import Papa from 'papaparse';
const text = '姓名;备注\n王芳;周三, 再联系\n李雷;周四, 再联系\n';
const { data, meta } = Papa.parse(text);
console.log(meta.delimiter, data);
deepStrictEqual(meta.delimiter, ',');
deepStrictEqual(data, [['姓名;备注'], ['王芳;周三', ' 再联系'], ['李雷;周四', ' 再联系'], ['']]);
deepStrictEqual(Papa.parse(text, { skipEmptyLines: true }).meta.delimiter, ';');
END_OF_SCRIPT
node seen.mjs
