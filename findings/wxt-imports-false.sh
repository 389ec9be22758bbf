#!/usr/bin/env bash
# wxt 0.21.4. One would expect that `imports: false` ("disable auto-imports") adds no import to a source file.
# Seen: the plugin for auto-imports is in the build all the same, and takes a parameter called `storage` for a use of WXT's storage
# library, which it imports into the bundle (about 9 kB). With the lists of presets and imports emptied in the hook `config:resolved` it
# does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error wxt@0.21.4 >/dev/null
mkdir entrypoints
cat >wxt.config.ts <<'END'
import { defineConfig } from 'wxt';
export default defineConfig({
  imports: false,
  hooks: process.env.EMPTY ? { 'config:resolved': ({ config }) => void Object.assign(config.imports, { presets: [], imports: [] }) } : {},
});
END
cat >entrypoints/background.ts <<'END'
const size = async (storage: { get(key: string): Promise<unknown> }) => JSON.stringify(await storage.get('x')).length;
export default { main: () => void size({ get: async () => 1 }).then(console.log) };
END
built() {
  rm -rf .output
  npx wxt build >/dev/null 2>&1
  grep -c restoreSnapshot .output/chrome-mv3/background.js || true
}
plain=$(built)
emptied=$(EMPTY=1 built)
echo "bundles with WXT's storage library: $plain with imports: false, $emptied with emptied lists"
[ "$plain" -ge 1 ] && [ "$emptied" = 0 ]
