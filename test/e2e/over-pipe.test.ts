import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { inCrm } from '../../scripts/tour-moves.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

const { PATH = '', KEBIAN_BROWSER, http_proxy, https_proxy } = process.env;
const chromium = findBrowser()!;
let folder: string;
let stage: Stage | undefined;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kebian-branded-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(() => void delete process.env['KEBIAN_BROWSER']);
afterEach(async () => {
  await stage?.close();
  process.env['PATH'] = PATH;
  for (const [name, value] of Object.entries({ KEBIAN_BROWSER, http_proxy, https_proxy })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

// This computer need not have them: Chromium stands for each, and like them it hears nothing of an extension from the command line.
it.each([
  ['Google Chrome', 'google-chrome'],
  ['Edge', 'microsoft-edge'],
])('%s, where it is the browser that is found, takes the extension, shows the customer, and keeps a remark', async (_, name) => {
  process.env['PATH'] = await onlyBrowser(name);
  expect(findBrowser()).toBe(join(process.env['PATH'], name));
  stage = await setStage({ language: 'en-US' });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  const chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  const panel = await openPanel(stage, chats);
  await panel.getByText('深圳华盛科技有限公司').first().waitFor();
  await panel.getByRole('textbox', { name: 'Remark' }).fill('周五前要报价');
  await panel.getByText('Saved', { exact: true }).first().waitFor();
  expect(await inCrm(stage, 'zhang-wei', (row) => row.note === '周五前要报价', 'the remark')).toContain('the remark');
});

/** The only folder on the PATH, with a browser of this name in it. */
async function onlyBrowser(name: string): Promise<string> {
  const place = await mkdtemp(join(folder, 'bin-'));
  const script = `#!/bin/sh
for one do
  shift
  case "$one" in
    --load-extension=* | --disable-extensions-except=*) ;;
    *) set -- "$@" "$one" ;;
  esac
done
PATH='${PATH}' exec '${chromium}' "$@"
`;
  await writeFile(join(place, name), script);
  await chmod(join(place, name), 0o755);
  return place;
}

it('where the computer is set to a proxy, the sandbox is reached without it', async () => {
  Object.assign(process.env, { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' });
  stage = await setStage({ language: 'en-US' });
  const chats = await stage.openChats();
  await chats.locator('.chat_item').first().waitFor();
});
