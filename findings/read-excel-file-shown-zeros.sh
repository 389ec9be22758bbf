#!/usr/bin/env bash
# read-excel-file 9.3.17. One would expect that a cell which every spreadsheet shows as 00057, a number with the format 00000 as Chinese tables have it for
# the numbers of people, can be told from 57.
# Seen: it is 57, whatever `parseNumber` is given: the format of a number is looked at for days alone, and handed to nobody.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error read-excel-file@9.3.17 fflate@0.8.3 >/dev/null
cat >seen.mjs <<'END_OF_SCRIPT'
import { deepStrictEqual } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = (...all) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${links}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
const parts = {
  '_rels/.rels': rels(['officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': rels(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']),
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" s="1"><v>57</v></c></row></sheetData></worksheet>`,
};
writeFileSync('zeros.xlsx', zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))));
const seen = [await readSheet('zeros.xlsx'), await readSheet('zeros.xlsx', { parseNumber: (text) => text })];
console.log('shown as 00057, read as', seen);
deepStrictEqual(seen, [[[57]], [['57']]]);
END_OF_SCRIPT
node seen.mjs
