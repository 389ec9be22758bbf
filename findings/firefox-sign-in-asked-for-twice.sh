#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that `identity.launchWebAuthFlow` with `interactive: true` asks for the address that it is given once, in the window that it
# shows, as Chromium does.
# Seen: it is asked for twice, at first without a window and by a request of the browser's own, with the cookies, and then by the window. An address that is good for one use alone (a
# `request_uri` of RFC 9126, a link with a code) is used up before anybody sees it. And `identity` among the `optional_permissions` is left out of
# the manifest, so that it can be had with the installation alone.
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
  "permissions": ["identity"], "optional_permissions": ["identity", "bookmarks"],
  "host_permissions": ["http://127.0.0.1/*"],
  "background": { "scripts": ["background.js"] },
  "content_scripts": [{ "matches": ["http://127.0.0.1/start"], "js": ["content.js"] }]
}
END
echo 'browser.runtime.sendMessage(location.port);' >extension/content.js
cat >extension/background.js <<'END'
browser.runtime.onMessage.addListener(async (port) => {
  const redirect = browser.identity.getRedirectURL();
  const url = `http://127.0.0.1:${port}/auth?redirect_uri=${encodeURIComponent(redirect)}`;
  const back = await browser.identity.launchWebAuthFlow({ url, interactive: true }).catch((thrown) => String(thrown.message));
  const { optional_permissions: optional } = browser.runtime.getManifest();
  await fetch(`http://127.0.0.1:${port}/seen`, { method: 'POST', body: JSON.stringify({ back: back.replace(redirect, '<redirect>'), optional }) });
});
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

const told = {};
/** What the requests for the page were for. */
const fetched = [];
const server = createServer(async (request, answer) => {
  answer.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  if (pathname === '/auth') fetched.push(request.headers['sec-fetch-dest']);
  if (pathname === '/auth' && fetched.length > 1) return answer.writeHead(303, { location: `${searchParams.get('redirect_uri')}?code=1` }).end();
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
await send('browsingContext.navigate', { context, url: `http://127.0.0.1:${server.address().port}/start`, wait: 'complete' });
await heard('seen');
console.log(told.seen, fetched);
deepStrictEqual(told.seen, { back: '<redirect>?code=1', optional: ['bookmarks'] });
// The browser's own request says not what it is for.
deepStrictEqual(fetched, [undefined, 'document']);
process.exit();
END
timeout 80 node seen.mjs
