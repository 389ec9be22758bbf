#!/usr/bin/env bash
# Chromium (141 and later seen). One would expect that records take as many bytes on the disk each, however many there are, and that
# `navigator.storage.estimate()` tells how many.
# Seen: what was written last, up to 4 MB, lies in a log uncompressed. 3 MB of a text that repeats itself count as 3.1 MB, 12 MB of it as 0.8, 15 MB as
# 3.8, also after a new start of the browser. So the bytes per record of a small database say little, and two measurements of the same differ by 4 MB.
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
  const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
  const open = indexedDB.open('seen', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('parts');
  const database = await done(open);
  const text = (number) => `${number} ${'one line like any other, '.repeat(400)}`;
  const change = async (work) => {
    const transaction = database.transaction('parts', 'readwrite');
    work(transaction.objectStore('parts'));
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  };
  const used = async () => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return Math.round((await navigator.storage.estimate()).usage / 1e5) / 10;
  };
  const add = (from, to) => change((store) => { for (let at = from; at < to; at++) store.put(text(at), at); });
  const seen = {};
  if ((await done(database.transaction('parts').objectStore('parts').count())) === 0) {
    seen['empty'] = await used();
    await add(0, 300);
    seen['3 MB'] = await used();
    for (let at = 300; at < 1_200; at += 100) await add(at, at + 100);
    seen['12 MB'] = await used();
    await add(1_200, 1_500);
    seen['15 MB'] = await used();
  } else seen['after a new start'] = await used();
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
const seen = {};
for (let start = 0; start < 2; start++) {
  const running = spawn(process.argv[2], [...options, `http://localhost:${server.address().port}/`], { stdio: 'ignore' });
  Object.assign(seen, (await once(server, 'seen'))[0]);
  running.kill();
  await once(running, 'exit');
}
server.close();
console.table(seen);
ok(seen['3 MB'] > 2.8, 'the last 3 MB count as they are');
ok(seen['12 MB'] < seen['3 MB'], 'four times as much counts less');
ok(seen['after a new start'] > seen['12 MB'], 'a new start compresses nothing');
END
timeout 80 node seen.mjs "$browser"
