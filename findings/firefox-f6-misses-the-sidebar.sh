#!/usr/bin/env bash
# Firefox 153 (Debian's firefox-esr). One would expect that F6 leads from one part of the window to the next: from the address bar into an
# extension's sidebar that is open, and from there into the page.
# Seen: from the address bar one press asks both, and whichever answers later has the focus. Behind a busy page the sidebar gets it and loses
# it at once; behind a busy sidebar the page does. Shift+F6 leads from the page into the sidebar, whatever is busy.
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
  "sidebar_action": { "default_panel": "sidebar.html" }
}
END
echo '<!doctype html><button>in the sidebar</button><script src="watch.js"></script>' >extension/sidebar.html
cat >watch.js <<'END'
const tell = (what) => fetch(`http://127.0.0.1:PORT/NAME`, { method: 'POST', body: what }).then((answer) => answer.text());
addEventListener('focus', () => tell('focus'));
tell('there').then((busy) => {
  if (busy === 'NAME') setInterval(() => { for (const end = Date.now() + 400; Date.now() < end; ); }, 420);
});
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const shift = '\uE008';
const F6 = '\uE036';

async function withBusy(busy) {
  const told = [];
  const watch = (name) => readFileSync('watch.js', 'utf8').replaceAll('NAME', name).replaceAll('PORT', server.address().port);
  const server = createServer(async (request, answer) => {
    answer.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
    if (request.method !== 'POST') return void answer.end(`<!doctype html><button>in the page</button><script>${watch('page')}</script>`);
    told.push(`${request.url.slice(1)} ${(await request.toArray()).join('')}`);
    answer.end(busy);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  writeFileSync('extension/watch.js', watch('sidebar'));
  const profile = `${process.cwd()}/${busy}`;
  mkdirSync(profile);
  writeFileSync(`${profile}/user.js`, 'user_pref("marionette.port", 0);');
  const options = ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
  const firefox = spawn('firefox-esr', options, { stdio: 'ignore' });
  process.on('exit', () => firefox.kill());
  while (!existsSync(`${profile}/MarionetteActivePort`)) await pause(100);
  const socket = connect(Number(readFileSync(`${profile}/MarionetteActivePort`)), '127.0.0.1');
  const answers = on(socket, 'data');
  await answers.next();
  // One command at a time, and short answers: each comes in one piece.
  const send = async (command, parameters = {}) => {
    const text = JSON.stringify([0, 1, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , failed, result] = JSON.parse(String((await answers.next()).value[0]).replace(/^\d+:/, ''));
    if (failed) throw new Error(failed.message);
    return result;
  };
  await send('WebDriver:NewSession');
  await send('Addon:Install', { path: `${process.cwd()}/extension`, temporary: true });
  await send('WebDriver:Navigate', { url: `http://127.0.0.1:${server.address().port}/` });
  await send('Marionette:SetContext', { value: 'chrome' });
  while (!told.includes('page there') || !told.includes('sidebar there')) await pause(50);
  const chrome = async (script) => (await send('WebDriver:ExecuteScript', { script, args: [] })).value;
  const after = async (from, ...keys) => {
    await chrome(`${from}.focus()`);
    await pause(2_000);
    told.length = 0;
    const actions = [...keys.map((value) => ({ type: 'keyDown', value })), ...keys.toReversed().map((value) => ({ type: 'keyUp', value }))];
    await send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keys', actions }] });
    await pause(4_000);
    const sidebar = await chrome(`return document.activeElement.id === 'sidebar'`);
    return { asked: [...new Set(told)].toSorted().join(', '), has: sidebar ? 'sidebar' : 'page' };
  };
  const forward = await after('gURLBar', F6);
  const back = await after('gBrowser.selectedBrowser', shift, F6);
  firefox.kill();
  server.close();
  return { 'F6 from the address bar': forward, 'Shift+F6 from the page': back };
}

const seen = { page: await withBusy('page'), sidebar: await withBusy('sidebar') };
for (const [busy, each] of Object.entries(seen)) {
  console.log(`With a busy ${busy}:`);
  console.table(each);
}
const both = 'page focus, sidebar focus';
for (const busy of ['page', 'sidebar']) {
  deepStrictEqual(seen[busy]['F6 from the address bar'], { asked: both, has: busy });
  deepStrictEqual(seen[busy]['Shift+F6 from the page'], { asked: 'sidebar focus', has: 'sidebar' });
}
process.exit();
END
timeout 120 node seen.mjs
