#!/usr/bin/env bash
# wxt 0.21.4 with @preact/preset-vite 2.10.6. One would expect that `wxt build` and `wxt zip`, which say "for production", build the same whoever starts them.
# Seen: with NODE_ENV=test in the environment, as a test runner has it, the bundle is one for development: each component carries the
# name of its file with the folders of the computer that built it, and the same sources in another folder give other bytes. WXT sets
# NODE_ENV only where nothing is set. Setting it in the hook `config:resolved` helps.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/here"
cd "$folder/here"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error wxt@0.21.4 preact@11.2.0 @preact/preset-vite@2.10.6 >/dev/null
mkdir -p entrypoints/popup
cat >wxt.config.ts <<'INNER'
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';
export default defineConfig({
  vite: () => ({ plugins: [preact()] }),
  hooks: process.env.FIXED ? { 'config:resolved': ({ config }) => void (process.env.NODE_ENV = config.mode) } : {},
});
INNER
cat >entrypoints/popup/index.html <<'INNER'
<!doctype html><html><body><script type="module" src="./main.tsx"></script></body></html>
INNER
cat >entrypoints/popup/main.tsx <<'INNER'
import { render } from 'preact';
const Hello = () => <p>Hello</p>;
render(<Hello />, document.body);
INNER
paths() {
  rm -rf .output
  npx wxt build >/dev/null 2>&1
  cat .output/chrome-mv3/chunks/*.js | grep -c "$PWD" || true
}
plain=$(NODE_ENV= env -u NODE_ENV bash -c "$(declare -f paths); paths")
tested=$(NODE_ENV=test bash -c "$(declare -f paths); paths")
fixed=$(NODE_ENV=test FIXED=1 bash -c "$(declare -f paths); paths")
echo "lines with the folder of this computer: $plain without NODE_ENV, $tested with NODE_ENV=test, $fixed with the hook"
[ "$plain" = 0 ] && [ "$tested" -ge 1 ] && [ "$fixed" = 0 ]
