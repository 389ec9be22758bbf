#!/usr/bin/env bash
# webdav-server 2.6.3. One would expect that a request with a condition that does not hold is refused with 412, as RFC 9110 (If-Match,
# If-None-Match) and RFC 4918 (If with the tag of the destination) have it, or that a server without tags says so.
# Seen: a file has no ETag at all, and each of the three is carried out, so that the last writer wins. `Overwrite: F` alone is looked at.
# nephele 1.0.0-alpha.67, asked the same, refuses all four: the one with `Overwrite: F` with a 207 that has the 412 inside.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error webdav-server@2.6.3 nephele@1.0.0-alpha.67 @nephele/adapter-file-system@1.0.0-alpha.61 \
  @nephele/authenticator-none@1.0.0-alpha.61 >/dev/null
mkdir one other
cat >seen.mjs <<'END2'
import { deepStrictEqual } from 'node:assert';
import { createServer } from 'node:http';
import Adapter from '@nephele/adapter-file-system';
import Authenticator from '@nephele/authenticator-none';
import nephele from 'nephele';
import { v2 as webdav } from 'webdav-server';

const users = new webdav.SimpleUserManager();
const privileges = new webdav.SimplePathPrivilegeManager();
privileges.setRights(users.addUser('lin', 'lin', false), '/', ['all']);
const first = new webdav.WebDAVServer({
  hostname: '127.0.0.1',
  rootFileSystem: new webdav.PhysicalFileSystem('one'),
  httpAuthentication: new webdav.HTTPBasicAuthentication(users, 'files'),
  privilegeManager: privileges,
});
const second = createServer(nephele({ adapter: new Adapter({ root: 'other' }), authenticator: new Authenticator() }));
const ports = [(await first.startAsync(0)).address().port];
await new Promise((listening) => second.listen(0, '127.0.0.1', listening));
ports.push(second.address().port);

async function seenAt(port) {
  const at = (name) => `http://127.0.0.1:${port}/${name}`;
  const ask = (method, name, headers = {}, body) =>
    fetch(at(name), { method, body, headers: { authorization: `Basic ${btoa('lin:lin')}`, ...headers } });
  const seen = {};
  await ask('PUT', 'file', {}, 'there');
  seen['has a tag'] = (await ask('GET', 'file')).headers.get('etag') !== null;
  seen['PUT, If-Match: another tag'] = (await ask('PUT', 'file', { 'if-match': '"another"' }, 'new')).status;
  seen['PUT, If-None-Match: *'] = (await ask('PUT', 'file', { 'if-none-match': '*' }, 'new')).status;
  await ask('PUT', 'aside', {}, 'new');
  seen['MOVE, Overwrite: F'] = (await ask('MOVE', 'aside', { destination: at('file'), overwrite: 'F' })).status;
  const condition = { destination: at('file'), overwrite: 'T', if: `<${at('file')}> (["another"])` };
  seen['MOVE, If: another tag of the destination'] = (await ask('MOVE', 'aside', condition)).status;
  return seen;
}

const seen = { 'webdav-server': await seenAt(ports[0]), nephele: await seenAt(ports[1]) };
console.table(seen);
const [tag, match, none, kept, moved] = Object.keys(seen.nephele);
deepStrictEqual(seen['webdav-server'], { [tag]: false, [match]: 200, [none]: 200, [kept]: 412, [moved]: 204 });
deepStrictEqual(seen.nephele, { [tag]: true, [match]: 412, [none]: 412, [kept]: 207, [moved]: 412 });
process.exit();
END2
timeout 60 node seen.mjs
