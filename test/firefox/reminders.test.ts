import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, type FirefoxStage } from '../support/firefox-stage.ts';
import { sandboxSettings } from '../support/stage.ts';
import type { WalkPage } from '../support/walk.ts';

let stage: FirefoxStage;
let panel: WalkPage;

beforeAll(async () => {
  stage = await setFirefoxStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  const chats = await stage.openChats();
  panel = firefoxPage(stage.firefox, await stage.openSidebar());
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

it('a follow-up with a reminder that is due is told in the sidebar, and is gone when it is done', async () => {
  await panel.getByRole('textbox', { name: 'Remark' }).first().waitFor();
  await panel
    .getByRole('button', { name: /^Add$|^Add follow-up/ })
    .first()
    .click();
  await panel.getByRole('textbox', { name: 'What happened' }).fill('发报价单');
  await panel.getByLabel('Remind me').fill('2026-01-05T09:00');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('button', { name: '1 reminder today' }).click();
  await panel.getByRole('region', { name: 'Today' }).getByText('发报价单').first().waitFor();
  await panel.getByRole('button', { name: 'Done: 张伟' }).click();
  await panel.getByRole('button', { name: '1 reminder today' }).waitFor({ state: 'detached' });
});

it('one that is not due yet has an alarm of the browser, which outlives the background page', async () => {
  await panel.getByRole('button', { name: 'Back' }).click();
  await panel
    .getByRole('button', { name: /^Add$|^Add follow-up/ })
    .first()
    .click();
  await panel.getByRole('textbox', { name: 'What happened' }).fill('回访');
  await panel.getByLabel('Remind me').fill(inAnHour());
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => stage.options.run(alarmsWithin, 61)).toBeGreaterThan(0);
  await stage.firefox.stopBackground();
  expect(await stage.options.run(alarmsWithin, 61)).toBeGreaterThan(0);
});

/** As a field for a day and a time takes it, in the time of this computer. */
function inAnHour(): string {
  const at = new Date(Date.now() + 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Runs in an own page: whether the alarm for reminders rings between half an hour and this number of minutes from now. */
async function alarmsWithin(minutes: number): Promise<number> {
  const { browser } = globalThis as unknown as {
    browser: { alarms: { getAll(): Promise<{ name: string; scheduledTime: number }[]> } };
  };
  const left = (await browser.alarms.getAll()).filter(({ name }) => name === 'reminders').map((one) => one.scheduledTime - Date.now());
  return left.filter((ms) => ms > 30 * 60_000 && ms < minutes * 60_000).length;
}
