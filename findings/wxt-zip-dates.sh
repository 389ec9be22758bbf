#!/usr/bin/env bash
# wxt 0.21.4 (@aklinker1/zero-zip). One would expect that the entries of a zip that `wxt zip` makes have a date, be it 1980-01-01.
# Seen: month and day are 0. That makes the zip the same every time, but it is no date: Python's zipfile hands it on, and what makes a
# datetime of it throws; Info-ZIP unpacks the files as of 30 November 1979. Browsers and addons-linter take it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error wxt@0.21.4 >/dev/null
mkdir entrypoints
echo 'export default { main: () => console.log("hello") };' >entrypoints/background.ts
npx wxt zip >/dev/null 2>&1
zip=$(ls .output/*.zip)
cat >seen.mjs <<'INNER'
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';

// The first local header: time and date are two words of 16 bits, 10 bytes in.
const header = readFileSync(process.argv[2]);
const date = header.readUInt16LE(12);
const seen = { year: 1980 + (date >> 9), month: (date >> 5) & 15, day: date & 31 };
console.log(seen);
deepStrictEqual(seen, { year: 1980, month: 0, day: 0 });
INNER
node seen.mjs "$zip"
if command -v python3 >/dev/null; then
  python3 - "$zip" <<'INNER'
import datetime, sys, zipfile
when = zipfile.ZipFile(sys.argv[1]).infolist()[0].date_time
try:
    datetime.datetime(*when)
    sys.exit("Python takes it as a date by now")
except ValueError as error:
    print("Python:", when, error)
INNER
fi
