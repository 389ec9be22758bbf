#!/usr/bin/env bash
# Chromium (156 seen). One would expect that writing many records is made faster by larger transactions, `durability: 'relaxed'`, keys that are numbers,
# `add` instead of `put`, or smaller records.
# Seen: none of these changes much. Each record that is put costs the same, most of it in the browser's own process, whatever is in it; 500 customers in
# one record take less than a tenth of 500 records (30 times less in one run).
set -euo pipefail
browser=$(command -v chromium || command -v google-chrome || true)
[ -n "$browser" ] || { echo "needs chromium"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >seen.mjs <<'END'
import { ok } from 'node:assert';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';

const inPage = async () => {
  const open = indexedDB.open('seen', 1);
  open.onupgradeneeded = () => {
    open.result.createObjectStore('named', { keyPath: ['book', 'id'] });
    open.result.createObjectStore('numbered');
  };
  await new Promise((resolve) => (open.onsuccess = resolve));
  const customer = (at) => ({ book: 'b', id: `c${at}`, name: `客户${at}`, remark: '老客户，周三上午再联系'.repeat(8), phones: [`1390000${at}`], tags: ['a', 'b'] });
  const some = Array.from({ length: 10_000 }, (_, at) => customer(at));
  const time = async (put, { size = 500, durability = 'relaxed' } = {}) => {
    const begun = performance.now();
    for (let from = 0; from < some.length; from += size) {
      const transaction = open.result.transaction(['named', 'numbered'], 'readwrite', { durability });
      put(transaction.objectStore('named'), some.slice(from, from + size), transaction.objectStore('numbered'), from);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
    }
    const taken = performance.now() - begun;
    const emptied = open.result.transaction(['named', 'numbered'], 'readwrite');
    emptied.objectStore('named').clear();
    emptied.objectStore('numbered').clear();
    await new Promise((resolve) => (emptied.oncomplete = resolve));
    return Math.round(taken);
  };
  const each = (named, part) => part.forEach((one) => named.put(one));
  await time(each);
  const seen = {
    '10,000 records': await time(each),
    'in transactions of 5,000': await time(each, { size: 5_000 }),
    'handed to the disk each time': await time(each, { durability: 'strict' }),
    'added': await time((named, part) => part.forEach((one) => named.add(one))),
    'under numbers': await time((_, part, numbered, from) => part.forEach((one, at) => numbered.put(one, from + at))),
    'with nothing in them': await time((named, part) => part.forEach(({ book, id }) => named.put({ book, id }))),
    '500 in one record': await time((named, part) => named.put({ ...part[0], all: part })),
  };
  await fetch('/seen', { method: 'POST', body: JSON.stringify(seen) });
};
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => (response.end(), server.emit('seen', JSON.parse(text))));
  } else response.setHeader('content-type', 'text/html').end(`<script>(${inPage})()</script>`);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const options = ['--headless=new', '--no-first-run', `--user-data-dir=${process.cwd()}/profile`, ...(process.getuid() === 0 ? ['--no-sandbox'] : [])];
const running = spawn(process.argv[2], [...options, `http://localhost:${server.address().port}/`], { stdio: 'ignore' });
const [seen] = await once(server, 'seen');
running.kill();
await once(running, 'exit');
server.close();
console.table(seen);
const { '10,000 records': records, '500 in one record': blocks, ...others } = seen;
for (const [name, taken] of Object.entries(others)) ok(taken > records / 3, `${name} is not much faster`);
ok(blocks < records / 4, 'many customers in one record are');
END
timeout 80 node seen.mjs "$browser"
