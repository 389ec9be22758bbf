#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that `permissions.contains` answers for an origin with a port what it answers for its
# host, which is granted for every port, or that it throws.
# Seen: for a host that is granted, with its port in the pattern, it is false, without an error; `getAll` names the host without a port, and a
# request to that very port is let through.
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
  "permissions": ["storage"],
  "background": { "scripts": ["background.js"] },
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"] }]
}
END
echo 'browser.runtime.sendMessage(location.port);' >extension/content.js
cat >extension/background.js <<'END'
browser.runtime.onMessage.addListener(async (port) => {
  const ask = (origin) => browser.permissions.contains({ origins: [origin] }).catch(String);
  const seen = { bare: await ask('http://127.0.0.1/*'), port: await ask(`http://127.0.0.1:${port}/*`) };
  const { status } = await fetch(`http://127.0.0.1:${port}/`);
  const { origins } = await browser.permissions.getAll();
  await fetch(`http://127.0.0.1:${port}/seen`, { method: 'POST', body: JSON.stringify({ ...seen, status, origins }) });
});
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

const told = {};
const server = createServer(async (request, answer) => {
  answer.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
  if (request.method === 'POST') told[request.url.slice(1)] = JSON.parse((await request.toArray()).join(''));
  answer.end('<!doctype html><body>page');
});
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
const heard = async (...names) => {
  while (names.some((name) => !(name in told))) await pause(50);
};
await send('webExtension.install', { extensionData: { type: 'path', path: `${process.cwd()}/extension` } });
const { context } = await send('browsingContext.create', { type: 'tab' });
await send('browsingContext.navigate', { context, url: `http://127.0.0.1:${server.address().port}/`, wait: 'complete' });
await heard('seen');
console.log(told.seen);
deepStrictEqual(told.seen, { bare: true, port: false, status: 200, origins: ['http://127.0.0.1/*'] });
process.exit();
END
timeout 80 node seen.mjs
