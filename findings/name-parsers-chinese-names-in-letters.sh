#!/usr/bin/env bash
# humanparser 2.7.0 and parse-full-name 1.2.7. One would expect that "Jack Ma" has a last name, and that "Bin Zhang" has a first one.
# Seen: humanparser takes the surname Ma for a degree and leaves the last name empty; parse-full-name takes the given name Bin for a
# particle and the whole for a last name. Neither knows that "Wong Ka Ming" begins with the surname. Two libraries, three names,
# no row right in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error humanparser@2.7.0 parse-full-name@1.2.7 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import humanparser from 'humanparser';
import { parseFullName } from 'parse-full-name';

const names = ['Jack Ma', 'Bin Zhang', 'Wong Ka Ming'];
const human = names.map((name) => humanparser.parseName(name)).map(({ firstName, lastName, suffix }) => [firstName, lastName, suffix ?? '']);
const full = names.map((name) => parseFullName(name)).map(({ first, last, suffix }) => [first, last, suffix]);
console.table(names.map((name, at) => ({ name, humanparser: human[at].join(' | '), 'parse-full-name': full[at].join(' | ') })));
deepStrictEqual(human, [['Jack', '', 'Ma'], ['Bin', 'Zhang', ''], ['Wong', 'Ming', '']]);
deepStrictEqual(full, [['Jack', 'Ma', ''], ['', 'Bin Zhang', ''], ['Wong', 'Ming', '']]);
END
node seen.mjs
