#!/usr/bin/env bash
# Chromium 156, chrome.alarms: an alarm `when` is a moment of the clock on the wall, so one would expect it at that moment, whatever the clock has done
# before. Seen: the browser decides by the clock how long it sleeps until the next alarm, and sleeps by the time that passes.
# - The clock is put back by an hour, the browser wakes for the alarm and finds that it is not due, and the clock is put right again: the alarm does
#   not ring, for an hour.
# - The same, but another alarm was made while the clock was wrong: the browser wakes for that one, and both ring.
# - The clock is put forward over the moment of the alarm: it does not ring then, but when the time has passed that it was away.
# Needs libfaketime, which puts the clock of the browser alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error playwright-core@1.65.1 >/dev/null
library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -1 || true)
[ -n "$library" ] || { apt-get install -y -qq libfaketime >/dev/null; library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1); }
chromium=$(command -v chromium || command -v chromium-browser || true)
[ -n "$chromium" ] || { apt-get install -y -qq chromium >/dev/null; chromium=$(command -v chromium); }
"$chromium" --version
mkdir extension
echo '{ "manifest_version": 3, "name": "alarms", "version": "1", "permissions": ["alarms"], "background": { "service_worker": "worker.js" } }' >extension/manifest.json
echo '<!doctype html><script src="page.js"></script>' >extension/page.html
echo 'globalThis.rung = []; chrome.alarms.onAlarm.addListener(({ name }) => rung.push(name));' >extension/page.js
echo 'chrome.alarms.onAlarm.addListener(() => undefined);' >extension/worker.js
cat >browser <<END2
#!/bin/sh
export LD_PRELOAD='$library' FAKETIME_TIMESTAMP_FILE='$folder/clock' FAKETIME_NO_CACHE=1 FAKETIME_DISABLE_SHM=1
export FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 FAKETIME_DONT_RESET=1
exec '$chromium' "\$@"
END2
chmod +x browser
cat >seen.mjs <<'END2'
import { deepStrictEqual } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

let shift = 0;
const put = (seconds) => {
  shift += seconds;
  writeFileSync('clock', `${shift < 0 ? '' : '+'}${shift}\n`);
};
put(0);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const extension = `${process.cwd()}/extension`;
const browser = await chromium.launchPersistentContext('', {
  executablePath: `${process.cwd()}/browser`,
  args: ['--headless=new', '--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  ignoreDefaultArgs: ['--disable-extensions'],
});
const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent('serviceworker'));
const page = await browser.newPage();
await page.goto(`chrome-extension://${new URL(worker.url()).host}/page.html`);
const alarm = (name, ms) => page.evaluate(([name, ms]) => chrome.alarms.create(name, { when: Date.now() + ms }), [name, ms]);
async function scene(steps) {
  await page.evaluate(() => chrome.alarms.clearAll().then(() => void (rung.length = 0)));
  await steps();
  await pause(20_000);
  return (await page.evaluate(() => rung)).toSorted().join(' ');
}
const back = (within) => async () => {
  await alarm('one', 3_000);
  put(-3_600);
  await pause(500);
  await within();
  await pause(5_500);
  put(3_600);
};
const seen = {
  'no jump': await scene(() => alarm('one', 3_000)),
  'back and right again': await scene(back(async () => undefined)),
  'the same, another alarm meanwhile': await scene(back(() => alarm('two', 10_000))),
  forward: await scene(async () => {
    await alarm('one', 1_800_000);
    put(3_600);
  }),
};
console.table(seen);
await browser.close();
deepStrictEqual(seen, { 'no jump': 'one', 'back and right again': '', 'the same, another alarm meanwhile': 'one two', forward: '' });
END2
node seen.mjs
