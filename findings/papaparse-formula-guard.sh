#!/usr/bin/env bash
# papaparse 5.7.1, `unparse` with `escapeFormulae: true`. One would expect that what is guarded from being carried out as a formula can be told from
# what was not, so that a reader can give back what was there.
# Seen: `=1+1` and `'=1+1` come out as the same cell, and a phone number and a negative one get an apostrophe as formulas do.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error papaparse@5.7.1 >/dev/null
cat >seen.mjs <<'END_OF_SCRIPT'
import { deepStrictEqual } from 'node:assert';
import Papa from 'papaparse';
const cells = ['=1+1', "'=1+1", '+85291234567', '-5'];
const text = Papa.unparse([cells], { escapeFormulae: true });
const [back] = Papa.parse(text, { delimiter: ',' }).data;
console.table(cells.map((cell, at) => ({ cell, back: back[at] })));
deepStrictEqual(back, ["'=1+1", "'=1+1", "'+85291234567", "'-5"]);
END_OF_SCRIPT
node seen.mjs
