#!/usr/bin/env bash
# Chromium 156: a file of the File System Access API that is written while its `File` is held. One would expect the `File` of before
# the write to be what was there then, since `createWritable` writes to a copy that takes the file's place when it is closed.
# Seen: reading it fails with NotReadableError once the write was closed; and a `File` taken between `write` and `close` is the one of before,
# which fails as well afterwards. Whoever wants the old text after a write has to have read it before.
# And: a folder that was deleted answers `getFileHandle` with NotFoundError, as one in which that file is missing does; `keys()` tells them apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error playwright-core@1.65.1 >/dev/null
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$chromium" ] || { apt-get install -y -qq chromium >/dev/null; chromium=$(command -v chromium); }
"$chromium" --version
cat >seen.mjs <<'END2'
import { deepStrictEqual } from 'node:assert';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

// The browser's own folder of an origin: the same kind of handle as a chosen one, without a dialogue.
const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html>'));
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const seen = await page.evaluate(async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('folder', { create: true });
  const said = (work) => work.then((value) => `reads "${value}"`, (thrown) => thrown.name);
  const write = async (text, between = () => undefined) => {
    const stream = await (await folder.getFileHandle('file', { create: true })).createWritable();
    await stream.write(text);
    const found = await between();
    await stream.close();
    return found;
  };
  const file = () => folder.getFileHandle('file').then((handle) => handle.getFile());
  await write('one');
  const before = await file();
  const within = await write('two', file);
  const files = { before: await said(before.text()), within: await said(within.text()), after: await said((await file()).text()) };
  const missing = await said(folder.getFileHandle('other'));
  const keys = await said(folder.keys().next().then(() => 'keys'));
  await root.removeEntry('folder', { recursive: true });
  const gone = { file: await said(folder.getFileHandle('other')), keys: await said(folder.keys().next().then(() => 'keys')) };
  return { ...files, missing, keys, goneFile: gone.file, goneKeys: gone.keys };
});
console.table(seen);
await browser.close();
server.close();
deepStrictEqual(seen, {
  before: 'NotReadableError',
  within: 'NotReadableError',
  after: 'reads "two"',
  missing: 'NotFoundError',
  keys: 'reads "keys"',
  goneFile: 'NotFoundError',
  goneKeys: 'NotFoundError',
});
END2
timeout 90 node seen.mjs "$chromium"
