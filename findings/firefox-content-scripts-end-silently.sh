#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that a content script is told when its extension goes: that its port is
# disconnected, or that it at least goes on running and can find out, as in Chromium, and that what it has put into the page and what
# the manifest's style sheet paints stay or go together.
# Seen: nothing of the script runs any more, no timer, no `onDisconnect`, no `pagehide`; the elements that it has put into the page stay.
# The manifest's style sheet is taken out of the open page at once.
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
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"], "css": ["content.css"], "run_at": "document_end" }]
}
END
echo 'browser.runtime.onConnect.addListener(() => {});' >extension/background.js
echo 'body { color: rgb(1, 2, 3); }' >extension/content.css
cat >extension/content.js <<'END'
const say = (what) => document.documentElement.setAttribute(`said-${what}`, Date.now());
document.body.append(Object.assign(document.createElement('p'), { id: 'left' }));
browser.runtime.connect().onDisconnect.addListener(() => say('disconnected'));
addEventListener('pagehide', () => say('pagehide'));
setInterval(() => say('timer'), 100);
END
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
const { extension } = await send('webExtension.install', { extensionData: { type: 'path', path: `${process.cwd()}/extension` } });
const { context } = await send('browsingContext.create', { type: 'tab' });
await send('browsingContext.navigate', { context, url: `http://127.0.0.1:${server.address().port}/`, wait: 'complete' });
const look = async () => {
  const expression = `JSON.stringify({
    element: document.querySelectorAll('#left').length, colour: getComputedStyle(document.body).color, timer: document.documentElement.getAttribute('said-timer'),
    told: [...document.documentElement.attributes].map(({ name }) => name).filter((name) => /disconnected|pagehide/.test(name)) })`;
  const { result } = await send('script.evaluate', { expression, target: { context }, awaitPromise: false });
  return JSON.parse(result.value);
};
await pause(1_500);
const before = await look();
await send('webExtension.uninstall', { extension });
await pause(2_000);
const after = await look();
await pause(1_000);
const later = await look();
const shown = ({ element, colour, told }, runs) => ({ element, colour, told: told.join() || 'nothing', runs });
console.table({ installed: shown(before, before.timer !== null), removed: shown(later, later.timer !== after.timer) });
deepStrictEqual([before.element, before.colour], [1, 'rgb(1, 2, 3)']);
deepStrictEqual([later.element, later.colour, later.told, later.timer === after.timer], [1, 'rgb(0, 0, 0)', [], true]);
process.exit();
END
timeout 80 node seen.mjs
