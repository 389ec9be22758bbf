#!/usr/bin/env bash
# Chromium 156, on Linux as root. One would expect of an extension's policy that a value which its managed schema does not allow is left out, and the rest
# arrives, as the schema is there to say what is valid.
# Seen: one such value takes the whole key at the top with it, good values and all, and the extension is told nothing: with
# { "privacy": { "mask": true, "keep": "for ever" } } and an enum for `keep` there is no `privacy` at all. A schema that says types
# alone hands both over, and the extension can say itself what is wrong. (Unknown keys inside arrive only where the schema has
# `additionalProperties`; at the root of the schema that word keeps the extension from being loaded.)
set -euo pipefail
browser=$(command -v chromium || command -v google-chrome || true)
[ -n "$browser" ] && [ "$(id -u)" = 0 ] || { echo "needs chromium and root: a policy lies in /etc"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >seen.mjs <<'INNER'
import { spawn } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const [browser] = process.argv.slice(2);
const keep = { strict: { type: 'string', enum: ['1d', '7d'] }, lax: { type: 'string' } };
const given = { privacy: { mask: true, keep: 'for ever' }, language: 'en' };
const seen = {};

for (const kind of ['strict', 'lax']) {
  const extension = `${process.cwd()}/${kind}`;
  mkdirSync(extension);
  const told = new Promise((resolve) => {
    const server = createServer((request, response) => {
      response.end();
      resolve(JSON.parse(decodeURIComponent(request.url.slice(2))));
      server.close();
    }).listen(0, '127.0.0.1', () => write(server.address().port));
    const write = (port) => {
      writeFileSync(
        `${extension}/manifest.json`,
        JSON.stringify({
          manifest_version: 3,
          name: kind,
          version: '1',
          permissions: ['storage'],
          host_permissions: ['http://127.0.0.1/*'],
          storage: { managed_schema: 'schema.json' },
          background: { service_worker: 'worker.js' },
        }),
      );
      const privacy = { type: 'object', properties: { mask: { type: 'boolean' }, keep: keep[kind] } };
      writeFileSync(`${extension}/schema.json`, JSON.stringify({ type: 'object', properties: { privacy, language: { type: 'string' } } }));
      // The policy may arrive some seconds after the start.
      writeFileSync(
        `${extension}/worker.js`,
        `const look = async () => {
          const all = await chrome.storage.managed.get(null);
          if (Object.keys(all).length > 0) return fetch('http://127.0.0.1:${port}/?' + encodeURIComponent(JSON.stringify(all)));
          setTimeout(look, 200);
        };
        look();`,
      );
      // The id of an unpacked extension comes from its folder.
      const digest = createHash('sha256').update(extension).digest('hex').slice(0, 32);
      const id = [...digest].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');
      writeFileSync('/etc/chromium/policies/managed/finding.json', JSON.stringify({ '3rdparty': { extensions: { [id]: given } } }));
      const options = ['--headless=new', '--no-sandbox', `--user-data-dir=${process.cwd()}/profile-${kind}`, `--load-extension=${extension}`];
      const running = spawn(browser, [...options, '--disable-features=DisableLoadExtensionCommandLineSwitch', 'about:blank'], { stdio: 'ignore', detached: true });
      told.then(() => process.kill(-running.pid));
      setTimeout(() => (process.kill(-running.pid), process.exit(1)), 30_000).unref();
    };
  });
  seen[kind] = await told;
}
console.log(JSON.stringify(seen, null, 1));
deepStrictEqual(seen, { strict: { language: 'en' }, lax: given });
process.exit(0);
INNER
unshare -m bash -c "mkdir -p /etc/chromium/policies/managed && mount -t tmpfs none /etc/chromium/policies/managed && node seen.mjs '$browser'"
