#!/usr/bin/env bash
# Chromium (141 and later seen). One would expect that what is deleted from IndexedDB, or written anew in place of an older record, gives its space
# back, to `navigator.storage.estimate()` at least.
# Seen: 500 records of 16 KB that were deleted still count seconds later, as do those that were written over; one record of 8 MB, which is kept as a
# file of its own, is gone at once. An index that is written anew from time to time costs its size several times if it lies in small records.
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
  const random = (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    return bytes;
  };
  const change = async (work) => {
    const transaction = database.transaction('parts', 'readwrite');
    work(transaction.objectStore('parts'));
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  };
  const used = async () => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return Math.round((await navigator.storage.estimate()).usage / 1e5) / 10;
  };
  const seen = { empty: await used() };
  const small = () => change((store) => { for (let at = 0; at < 500; at++) store.put(random(16_000), at); });
  await small();
  seen['500 records of 16 KB'] = await used();
  await small();
  seen['written over'] = await used();
  await change((store) => store.delete(IDBKeyRange.bound(0, 1_000)));
  seen['deleted'] = await used();
  await change((store) => store.put(random(8_000_000), 'large'));
  seen['and one of 8 MB'] = await used();
  await change((store) => store.delete('large'));
  seen['which is deleted'] = await used();
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
const [empty, written, over, deleted, large, gone] = Object.values(seen);
ok(written - empty > 7.5);
ok(over - written > 4, 'what was written over still counts');
ok(deleted >= written, 'what was deleted still counts');
ok(large - gone > 7.5, 'a large record is gone at once');
END
timeout 80 node seen.mjs "$browser"
