#!/usr/bin/env bash
# address-parse 1.2.19 and zh-address-parse 1.3.16, which split a pasted Chinese delivery address. One would expect name, number, extension.
# Seen with 张伟 0571-88880000转412: address-parse finds the number and makes the extension a part of the name; zh-address-parse finds no number,
# takes its last six digits for a postal code and puts the rest into the address. A name after the street (as in 建国路1号 单于朔朔明,
# of five signs) is left in the address by one of the two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error address-parse@1.2.19 zh-address-parse@1.3.16 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import addressParse from 'address-parse';
import zhAddressParse from 'zh-address-parse';

const place = '浙江省杭州市西湖区文三路1号';
const text = `张伟 0571-88880000转412 ${place}`;
const one = addressParse.default.parse(text)[0];
const other = zhAddressParse(text);
console.table([
  { library: 'address-parse', name: one.name, number: one.phone, code: one.zip_code, street: one.details },
  { library: 'zh-address-parse', name: other.name, number: other.phone, code: other.postalCode, street: other.detail },
]);
deepStrictEqual([one.name, one.phone, one.details], ['张伟 转412', '0571-88880000', '文三路1号']);
deepStrictEqual([other.name, other.phone, other.postalCode, other.detail], ['张伟', '', '880000', '文三路1号0571-88转412']);
END
node seen.mjs
