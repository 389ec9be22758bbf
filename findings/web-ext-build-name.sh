#!/usr/bin/env bash
# web-ext 10.7.0. One would expect that `web-ext build` names its file after the extension: of the default language, or after the id.
# Seen: every sign beyond ASCII becomes an underscore, so that an extension with a Chinese name is `_-1.0.0.zip`, and two such
# extensions that are built into one folder are one file: the second refuses to be written, or with --overwrite-dest takes the place of
# the first. `--filename "{name}..."` has the same signs; the id, `{browser_specific_settings.gecko.id}`, tells them apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error web-ext@10.7.0 >/dev/null
make() {
  mkdir -p "$1/_locales/zh_CN"
  echo "{ \"name\": { \"message\": \"$2\" } }" >"$1/_locales/zh_CN/messages.json"
  cat >"$1/manifest.json" <<INNER
{ "manifest_version": 3, "name": "__MSG_name__", "version": "1.0.0", "default_locale": "zh_CN",
  "browser_specific_settings": { "gecko": { "id": "$1@example.org" } } }
INNER
}
make one 客边
make two 笔记
npx web-ext build --source-dir one --artifacts-dir out >/dev/null
if npx web-ext build --source-dir two --artifacts-dir out >/dev/null 2>&1; then
  echo "the second has a name of its own by now"
  ls out
  exit 1
fi
ls out
npx web-ext build --source-dir two --artifacts-dir ids --filename '{browser_specific_settings.gecko.id}-{version}.zip' >/dev/null
ls ids
[ "$(ls out)" = "_-1.0.0.zip" ] && [ "$(ls ids)" = "two_example.org-1.0.0.zip" ]
