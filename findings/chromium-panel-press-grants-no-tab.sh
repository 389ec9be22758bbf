#!/usr/bin/env bash
# Chromium 156, `activeTab`. One would expect that a press on an extension's toolbar button gives it the tab, whatever the press does.
# Seen: with `openPanelOnActionClick` it opens the side panel and gives nothing: neither the panel nor the worker is told the tab's address, and
# `action.onClicked` does not come. Without it `onClicked` comes, with the address.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error playwright-core@1.65.1 >/dev/null
chromium=$(command -v chromium || command -v chromium-browser || true)
[ -n "$chromium" ] || { apt-get install -y -qq chromium >/dev/null; chromium=$(command -v chromium); }
"$chromium" --version
mkdir extension
cat >extension/manifest.json <<'END'
{
  "manifest_version": 3, "name": "probe", "version": "1",
  "permissions": ["activeTab", "sidePanel"],
  "action": {}, "side_panel": { "default_path": "panel.html" },
  "background": { "service_worker": "worker.js" }
}
END
echo '<!doctype html><h1>panel</h1>' >extension/panel.html
cat >extension/worker.js <<'END'
self.clicked = [];
chrome.action.onClicked.addListener((tab) => void self.clicked.push(tab.url ?? 'no address'));
END
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html>page'));
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}/`;
const extension = join(process.cwd(), 'extension');
const browser = await chromium.launchPersistentContext(join(process.cwd(), 'profile'), {
  executablePath: process.argv[2],
  headless: false,
  args: ['--headless=new', '--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
});
const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent('serviceworker'));
const session = await browser.browser().newBrowserCDPSession();
const targets = async () => (await session.send('Target.getTargets', { filter: [{}] })).targetInfos;
/** What a press on the toolbar button over a new tab does. */
async function press(opensPanel) {
  await worker.evaluate((on) => ((self.clicked = []), chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: on })), opensPanel);
  const page = await browser.newPage();
  await page.goto(address);
  await page.bringToFront();
  const { targetId } = (await targets()).findLast(({ type, url }) => type === 'tab' && url === address);
  await session.send('Extensions.triggerAction', { id: new URL(worker.url()).host, targetId });
  await pause(2_000);
  const told = await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return { clicked: self.clicked, asked: tab.url ?? 'no address' };
  });
  const panels = (await targets()).filter(({ url }) => url.endsWith('/panel.html')).length;
  await page.close();
  return { panel: panels > 0, ...told };
}
const seen = { opening: await press(true), clicked: await press(false) };
console.log(seen);
await browser.close();
server.close();
deepStrictEqual(seen.opening, { panel: true, clicked: [], asked: 'no address' });
deepStrictEqual([seen.clicked.clicked, seen.clicked.asked], [[address], address]);
END
timeout 90 node seen.mjs "$chromium"
