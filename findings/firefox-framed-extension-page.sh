#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that an extension page has the extension's API wherever it stands, as in Chromium,
# where a page of the extension that a web page frames has `storage.session`, `tabs` and the rest.
# Seen: framed by a web page it has what a content script has. `browser.storage.session`, `tabs`, `permissions` and `sidebarAction` are
# undefined; the very same page framed by a page of the extension has them all.
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
  "sidebar_action": { "default_panel": "own.html", "open_at_install": false },
  "background": { "scripts": ["background.js"] },
  "web_accessible_resources": [{ "resources": ["frame.html"], "matches": ["http://127.0.0.1/*"] }],
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"] }]
}
END
cat >extension/content.js <<'END'
const frame = document.createElement('iframe');
frame.src = browser.runtime.getURL(`frame.html?${location.port}.web`);
document.body.append(frame);
browser.runtime.sendMessage(location.port);
END
echo 'browser.runtime.onMessage.addListener((port) => void browser.tabs.create({ url: `own.html?${port}.own` }));' >extension/background.js
echo '<!doctype html><body><script src="own.js"></script>' >extension/own.html
echo 'document.body.append(Object.assign(document.createElement("iframe"), { src: `frame.html${location.search}` }));' >extension/own.js
echo '<!doctype html><script src="frame.js"></script>' >extension/frame.html
cat >extension/frame.js <<'END'
const [port, where] = location.search.slice(1).split('.');
const has = (api) => typeof api !== 'undefined';
const { runtime, storage, tabs, permissions, sidebarAction } = browser;
const apis = { 'runtime.connect': has(runtime.connect), 'storage.local': has(storage.local), 'storage.session': has(storage.session) };
Object.assign(apis, { tabs: has(tabs), permissions: has(permissions), sidebarAction: has(sidebarAction) });
fetch(`http://127.0.0.1:${port}/${where}`, { method: 'POST', body: JSON.stringify(apis) });
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
await heard('web', 'own');
console.table({ 'framed by a web page': told.web, 'framed by an own page': told.own });
const both = { 'runtime.connect': true, 'storage.local': true };
deepStrictEqual(told.own, { ...both, 'storage.session': true, tabs: true, permissions: true, sidebarAction: true });
deepStrictEqual(told.web, { ...both, 'storage.session': false, tabs: false, permissions: false, sidebarAction: false });
process.exit();
END
timeout 80 node seen.mjs
