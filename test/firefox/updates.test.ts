import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
import { sandboxSettings } from '../support/stage.ts';

let stage: FirefoxStage;

beforeAll(async () => {
  stage = await setFirefoxStage({ asFile: true });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  const chats = await stage.openChats();
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

const NEXT = '99.0.0';
const HALF = 'Half of a senten';
/** Longer than the pause after which a waiting update is tried again, in ms. */
const TRIED = 35_000;

it('an update that comes over an open panel and a half-typed text takes neither away, and is there when both are gone', async () => {
  const { firefox } = stage;
  const panel = firefoxPage(firefox, await stage.openSidebar());
  await panel
    .getByRole('button', { name: /^Add$|^Add follow-up/ })
    .first()
    .click();
  await panel.getByRole('textbox', { name: 'What happened' }).fill(HALF);
  expect(await firefox.offerUpdate(NEXT)).toBe(false);
  await firefox.hideSidebar();
  await new Promise((resolve) => setTimeout(resolve, TRIED));
  expect(await firefox.version()).not.toBe(NEXT);

  const again = await stage.openSidebar();
  await expect.poll(() => again.run(typed)).toContain(HALF);
  await firefoxPage(firefox, again).getByRole('textbox', { name: 'What happened' }).fill('');
  await expect.poll(() => again.run(typed)).not.toContain(HALF);
  expect(await textOf(again)).toContain('深圳华盛科技有限公司');
  await firefox.hideSidebar();
  await firefox.closeTab(stage.options);
  await expect.poll(() => firefox.version(), { timeout: 2 * TRIED }).toBe(NEXT);
});

/** Runs in the panel. */
function typed(): string[] {
  return [...document.querySelectorAll('textarea')].map(({ value }) => value);
}
