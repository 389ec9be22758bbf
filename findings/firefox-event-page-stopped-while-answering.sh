#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr), with 2 s of rest for event pages instead of 30. One would expect that an event page is not stopped while
# it owes the answer to a message, or is waiting for a server: it has an event under way.
# Seen: it is stopped in the middle, and the sender's promise is rejected or comes to nothing, without the answer. Any call of the extension's own API
# now and then (`runtime.getPlatformInfo`) keeps it until the answer is there.
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
  "background": { "scripts": ["background.js"] },
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"] }]
}
END
cat >extension/background.js <<'END'
browser.runtime.onMessage.addListener(async ({ port, asks }) => {
  const asking = asks && setInterval(() => browser.runtime.getPlatformInfo(), 500);
  await fetch(`http://127.0.0.1:${port}/slow`);
  clearInterval(asking);
  return 'answer';
});
END
cat >extension/content.js <<'END'
const { port } = location;
for (const asks of [false, true]) {
  // One after the other: each has the event page to itself.
  globalThis.turn = Promise.resolve(globalThis.turn).then(async () => {
    const answer = await browser.runtime.sendMessage({ port, asks }).catch(() => 'rejected');
    await fetch(`http://127.0.0.1:${port}/${asks ? 'asking' : 'waiting'}`, { method: 'POST', body: JSON.stringify({ answer: answer ?? 'nothing' }) });
  });
}
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

const told = {};
const server = createServer(async (request, answer) => {
  answer.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
  if (request.method === 'POST') told[request.url.slice(1)] = JSON.parse((await request.toArray()).join(''));
  if (request.url === '/slow') await pause(7_000);
  answer.end('<!doctype html><body>page');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
writeFileSync('user.js', 'user_pref("extensions.background.idle.timeout", 2000);');
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
const heard = async (...names) => {
  while (names.some((name) => !(name in told))) await pause(50);
};
await send('webExtension.install', { extensionData: { type: 'path', path: `${process.cwd()}/extension` } });
const { context } = await send('browsingContext.create', { type: 'tab' });
await send('browsingContext.navigate', { context, url: `http://127.0.0.1:${server.address().port}/`, wait: 'complete' });
await heard('waiting', 'asking');
console.table(told);
deepStrictEqual([told.waiting.answer === 'answer', told.asking.answer], [false, 'answer']);
process.exit();
END
timeout 80 node seen.mjs
