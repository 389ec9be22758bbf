#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr, Linux). One would expect that `commands.getAll()` names a shortcut only where the extension gets it: an
# empty one, or another, where the keys are the browser's own.
# Seen: keys that Firefox keeps for itself (Ctrl+Shift+Y is its Downloads on Linux) are named for the extension's command, which never hears
# them; a command with keys that are free hears those.
set -euo pipefail
command -v firefox-esr >/dev/null || apt-get install -y -qq firefox-esr >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
firefox-esr --version
mkdir extension
cat >extension/manifest.json <<'END'
{
  "manifest_version": 3, "name": "probe", "version": "1",
  "browser_specific_settings": { "gecko": { "id": "probe@probe.example" } },
  "host_permissions": ["http://127.0.0.1/*"],
  "background": { "scripts": ["background.js"] },
  "commands": {
    "taken": { "suggested_key": { "default": "Ctrl+Shift+Y" } },
    "free": { "suggested_key": { "default": "Ctrl+Alt+Y" } }
  },
  "content_scripts": [{ "matches": ["http://127.0.0.1/*"], "js": ["content.js"] }]
}
END
echo 'browser.runtime.sendMessage(location.port);' >extension/content.js
cat >extension/background.js <<'END'
let port;
const tell = (name, what) => fetch(`http://127.0.0.1:${port}/${name}`, { method: 'POST', body: JSON.stringify(what) });
browser.commands.onCommand.addListener((name) => tell(name, true));
browser.runtime.onMessage.addListener(async (at) => {
  port = at;
  const all = await browser.commands.getAll();
  await tell('named', Object.fromEntries(all.map(({ name, shortcut }) => [name, shortcut])));
});
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';


const told = {};
const server = createServer(async (request, answer) => {
  answer.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
  if (request.method === 'POST') told[request.url.slice(1)] = JSON.parse((await request.toArray()).join(''));
  answer.end('<!doctype html><body>page');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const heard = async (...names) => {
  while (names.some((name) => !(name in told))) await pause(50);
};
writeFileSync('user.js', 'user_pref("marionette.port", 0);');
const options = ['--headless', '--no-remote', '--profile', process.cwd(), '--marionette', '--remote-allow-system-access'];
const firefox = spawn('firefox-esr', options, { stdio: 'ignore' });
process.on('exit', () => firefox.kill());
while (!existsSync('MarionetteActivePort')) await pause(100);
const socket = connect(Number(readFileSync('MarionetteActivePort')), '127.0.0.1');
const answers = on(socket, 'data');
await answers.next();
// One command at a time, and short answers: each comes in one piece.
const send = async (command, parameters = {}) => {
  const text = JSON.stringify([0, 1, command, parameters]);
  socket.write(`${Buffer.byteLength(text)}:${text}`);
  const [, , failed] = JSON.parse(String((await answers.next()).value[0]).replace(/^\d+:/, ''));
  if (failed) throw new Error(failed.message);
};
await send('WebDriver:NewSession');
await send('Addon:Install', { path: `${process.cwd()}/extension`, temporary: true });
await send('WebDriver:Navigate', { url: `http://127.0.0.1:${server.address().port}/` });
await heard('named');
await send('Marionette:SetContext', { value: 'chrome' });
const [control, shift, alt] = ['\uE009', '\uE008', '\uE00A'];
const press = async (...keys) => {
  const actions = [...keys.map((value) => ({ type: 'keyDown', value })), ...keys.toReversed().map((value) => ({ type: 'keyUp', value }))];
  await send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keys', actions }] });
  await pause(1_500);
};
await press(control, alt, 'y');
await press(control, shift, 'y');
console.table({ taken: { named: told.named.taken, heard: 'taken' in told }, free: { named: told.named.free, heard: 'free' in told } });
deepStrictEqual(told, { named: { taken: 'Ctrl+Shift+Y', free: 'Ctrl+Alt+Y' }, free: true });
process.exit();
END
timeout 80 node seen.mjs
