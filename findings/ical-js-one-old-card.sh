#!/usr/bin/env bash
# ical.js 2.2.1. One would expect that a file of cards is read card by card, and that a card of version 2.1, which phones wrote for twenty years, is
# read or told.
# Seen: one such card whose types have no name before them (`TEL;CELL:`) makes the whole file fail, the cards of version 3 beside it included. One
# without such types is taken, and its quoted-printable text is handed over as it is written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error ical.js@2.2.1 >/dev/null
cat >seen.mjs <<'END_OF_SCRIPT'
import { deepStrictEqual, throws } from 'node:assert';
import ICAL from 'ical.js';
const card = (version, ...lines) => `BEGIN:VCARD\r\nVERSION:${version}\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
const today = card('3.0', 'FN:Ann', 'TEL;TYPE=CELL:13800138000');
const old = card('2.1', 'N:Lee;Bob', 'TEL;CELL:13900139000');
const quoted = card('2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3');
console.log('two cards of today:', ICAL.parse(today + today).length);
deepStrictEqual(ICAL.parse(today + today).length, 2);
throws(() => ICAL.parse(today + old), { message: "Invalid parameters in 'TEL;CELL:13900139000'" });
const name = ICAL.parse(quoted)[1].find(([property]) => property === 'n')[3];
console.log('one of today and an old one: fails; quoted-printable:', name);
deepStrictEqual(name, ['=E7=8E=8B', '=E8=8A=B3']);
END_OF_SCRIPT
node seen.mjs
