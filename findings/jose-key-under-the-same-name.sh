#!/usr/bin/env bash
# jose 6.2.18 (Node.js 24). One would expect that `createRemoteJWKSet`, which reads the keys again for a name (`kid`) that it does not know, also does so where a
# signature does not fit the key of that name: a provider that was set up anew often gives its new key the old name.
# Seen: the old key stays for `cacheMaxAge` (ten minutes), and every token until then is refused with ERR_JWS_SIGNATURE_VERIFICATION_FAILED, though the
# address has the new key; after `reload()` the same token is good. Keys that come with status 500 are an error of the base class alone
# (ERR_JOSE_GENERIC), which nothing but its text tells from others.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error jose@6.2.18 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { createServer } from 'node:http';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

let [status, reads, shown] = [200, 0, null];
const server = createServer((_, answer) => {
  reads++;
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [shown] }));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const address = new URL(`http://127.0.0.1:${server.address().port}/`);
const another = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  shown = { ...(await exportJWK(publicKey)), kid: 'same', alg: 'RS256' };
  return new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'same' }).sign(privateKey);
};
const keys = createRemoteJWKSet(address, { cooldownDuration: 0 });
const verify = (token, by = keys) => jwtVerify(token, by).then(() => 'good', ({ code }) => code);
const seen = [await verify(await another())];
const token = await another();
seen.push(await verify(token), await verify(token), reads);
await keys.reload();
seen.push(await verify(token), reads);
status = 500;
seen.push(await verify(token, createRemoteJWKSet(address)));
console.log(seen);
const refused = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED';
deepStrictEqual(seen, ['good', refused, refused, 1, 'good', 2, 'ERR_JOSE_GENERIC']);
process.exit();
END
timeout 80 node seen.mjs
