#!/usr/bin/env bash
# SQLite's FTS5 with the tokenizer `trigram` (node:sqlite of Node 24). One would expect that an index for parts of texts finds a Chinese given name
# or surname.
# Seen: MATCH with fewer than three signs finds nobody and is no error: 王 and 建国 lead nowhere, 王建国 to its bearer. LIKE finds them, by the
# index from three signs on, and of two signs by looking at every row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(':memory:');
database.exec("create virtual table people using fts5(name, tokenize='trigram')");
const add = database.prepare('insert into people(rowid, name) values (?, ?)');
const signs = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红志建国庆'];
database.exec('begin');
for (let at = 10; at < 200_000; at++) add.run(at, `客户${signs[at % 30]}${signs[Math.floor(at / 30) % 30]}${signs[Math.floor(at / 900) % 30]}贸易`);
for (const [at, name] of ['王建国', '李建国强', '张伟'].entries()) add.run(at + 1, `㐀${name}㐁`);
database.exec('commit');
const matching = database.prepare('select rowid from people where people match ? and rowid < 10');
const like = database.prepare('select rowid from people where name like ? and rowid < 10');
const all = database.prepare('select count(*) as n from people where name like ?');
const seen = Object.fromEntries(
  ['王', '建国', '王建国', '李建国'].map((text) => {
    const [found, looked] = [matching.all(`"${text}"`), like.all(`%${text}%`)].map((rows) => rows.map(({ rowid }) => rowid).join());
    const began = performance.now();
    all.get(`%${text}%`);
    return [text, { match: found, like: looked, 'ms of LIKE among 200,000': (performance.now() - began).toFixed(1) }];
  }),
);
console.table(seen);
deepStrictEqual(Object.values(seen).map(({ match }) => match), ['', '', '1', '2']);
deepStrictEqual(Object.values(seen).map(({ like }) => like), ['1', '1,2', '1', '2']);
END
node --disable-warning=ExperimentalWarning seen.mjs
