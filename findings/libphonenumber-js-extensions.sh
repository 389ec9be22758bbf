#!/usr/bin/env bash
# libphonenumber-js 1.13.16 (max metadata), region CN. One would expect that a number with an extension, as written in China, is read with it.
# Seen: `#412` and `,412` are read as extensions. With 转 the whole text is no number for the parser, and the finder gives the trunk number
# without a word of the extension, so that two people behind one switchboard are one number. With a hyphen the extension is joined to
# the number, which is then not valid, and nothing is found in a text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error libphonenumber-js@1.13.16 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const texts = ['0571-88880000#412', '0571-88880000,412', '0571-88880000转412', '0571-88880000-412'];
const parsed = texts.map((text) => parsePhoneNumberFromString(text, { defaultCountry: 'CN', extract: false }));
const found = texts.map((text) => findPhoneNumbersInText(`电话${text}`, 'CN').map(({ number }) => [number.number, number.ext ?? '']));
const rows = parsed.map((number) => (number === undefined ? [] : [number.number, number.ext ?? '', number.isValid()]));
console.table(texts.map((text, at) => ({ text, parsed: rows[at].join(' '), found: found[at].join(' ') })));
deepStrictEqual(rows, [['+8657188880000', '412', true], ['+8657188880000', '412', true], [], ['+8657188880000412', '', false]]);
deepStrictEqual(found, [[['+8657188880000', '412']], [['+8657188880000', '412']], [['+8657188880000', '']], []]);
END
node seen.mjs
