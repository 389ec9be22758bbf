#!/usr/bin/env bash
# wxt 0.21.4 with vite 8.3.8. One would expect of Vite's `build.license` that the list that it writes names every package that is in the extension, and is in
# the zip.
# Seen: WXT makes one build for the pages and one for each script, and each writes its list to the same place, so that the last one's is
# all that is left: of two packages one is missing. The list lies in a folder that begins with a dot, which `wxt zip` leaves out, and of a
# package with several texts (opencc-js: MIT for the code, Apache-2.0 for the data) it has the first alone. With a file name of its own for
# each build, in the hook `vite:build:extendConfig`, all are there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error wxt@0.21.4 vite@8.3.8 idb@8.0.4 opencc-js@1.4.2 >/dev/null
mkdir -p entrypoints/popup
cat >wxt.config.ts <<'INNER'
import { defineConfig } from 'wxt';
export default defineConfig({
  hooks: {
    'vite:build:extendConfig': ([one], config) => {
      config.build!.license = process.env.OWN ? { fileName: `licences-${one.name}.md` } : true;
    },
  },
});
INNER
echo "import { openDB } from 'idb'; export default { main: () => void openDB('x') };" >entrypoints/background.ts
echo '<!doctype html><html><body><script type="module" src="./main.ts"></script></body></html>' >entrypoints/popup/index.html
echo "import map from 'opencc-js/dict/TSCharacters'; document.body.textContent = String(map).length + '';" >entrypoints/popup/main.ts
npx wxt zip >/dev/null 2>&1
list=.output/chrome-mv3/.vite/license.md
plain=$(grep -cE '^## (idb|opencc-js) ' "$list")
apache=$(grep -c 'Apache License' "$list" || true)
zipped=$(unzip -l .output/*.zip | grep -c license || true)
rm -rf .output
OWN=1 npx wxt build >/dev/null 2>&1
own=$(cat .output/chrome-mv3/licences-*.md | grep -cE '^## (idb|opencc-js) ')
echo "of two packages listed: $plain, $own with a file for each build; the list is in the zip: $zipped; the text for the data is in it: $apache"
[ "$plain" = 1 ] && [ "$own" = 2 ] && [ "$zipped" = 0 ] && [ "$apache" = 0 ]
