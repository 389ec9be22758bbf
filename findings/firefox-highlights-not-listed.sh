#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that a content script that has put ranges into a `Highlight` can read them again, as in
# Chromium: a `Highlight` is a set, and `CSS.highlights` a map.
# Seen: `add`, `set`, `get`, `has` and `size` work, and the text is painted; but each iterator throws (`keys()` of the registry, the spread of a highlight:
# "Xray wrapping of iterators not supported"), and `forEach` is refused ("Permission denied to access object"). Only the object behind the
# script's view of the page (`wrappedJSObject`) lists its ranges.
set -euo pipefail
command -v firefox-esr >/dev/null || apt-get install -y -qq firefox-esr >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error ws@8.18.3 >/dev/null
firefox-esr --version
mkdir extension
cat >extension/manifest.json <<'END'
{
  "manifest_version": 3, "name": "probe", "version": "1",
  "browser_specific_settings": { "gecko": { "id": "probe@probe.example" } },
  "host_permissions": ["http://127.0.0.1/*"],
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"], "run_at": "document_end" }]
}
END
cat >content.js <<'END'
const range = new Range();
range.selectNodeContents(document.body);
const highlight = new Highlight();
highlight.add(range);
CSS.highlights.set('probe', highlight);
const attempt = (read) => {
  try {
    return read();
  } catch ({ message }) {
    return message;
  }
};
const seen = {
  size: attempt(() => CSS.highlights.get('probe').size),
  has: attempt(() => CSS.highlights.get('probe').has(range)),
  names: attempt(() => [...CSS.highlights.keys()]),
  spread: attempt(() => [...CSS.highlights.get('probe')].length),
  each: attempt(() => CSS.highlights.get('probe').forEach(() => {}) ?? 'called'),
  behind: attempt(() => [...CSS.highlights.get('probe').wrappedJSObject].map(String)),
};
document.documentElement.setAttribute('seen', JSON.stringify(seen));
END
mv content.js extension/content.js
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html><body>page'));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const firefox = spawn('firefox-esr', ['--headless', '--no-remote', '--profile', process.cwd(), '--remote-debugging-port', '0']);
process.on('exit', () => firefox.kill());
const address = await new Promise((found) => {
  let said = '';
  firefox.stderr.on('data', (text) => /listening on (ws:\S+)/.test((said += text)) && found(RegExp.$1));
});
const socket = new WebSocket(`${address}/session`);
await new Promise((open) => socket.on('open', open));
const asked = new Map();
socket.on('message', (text) => {
  const { id, result, message } = JSON.parse(text);
  asked.get(id)?.(message ? Promise.reject(new Error(message)) : result);
});
const send = (method, params) => new Promise((answer) => socket.send(JSON.stringify({ id: asked.set(asked.size + 1, answer).size, method, params })));
await send('session.new', { capabilities: {} });
await send('webExtension.install', { extensionData: { type: 'path', path: `${process.cwd()}/extension` } });
const { context } = await send('browsingContext.create', { type: 'tab' });
await send('browsingContext.navigate', { context, url: `http://127.0.0.1:${server.address().port}/`, wait: 'complete' });
let seen = null;
while (seen === null) {
  await pause(200);
  const expression = `document.documentElement.getAttribute('seen')`;
  const { result } = await send('script.evaluate', { expression, target: { context }, awaitPromise: false });
  seen = JSON.parse(result.value ?? 'null');
}
console.table(seen);
const iterators = 'Xray wrapping of iterators not supported.';
deepStrictEqual(seen, { size: 1, has: true, names: iterators, spread: iterators, each: 'Permission denied to access object', behind: ['page'] });
process.exit();
END
timeout 80 node seen.mjs
