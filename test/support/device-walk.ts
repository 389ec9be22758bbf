import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSettings } from './stage.ts';
import type { Stand } from './stand.ts';
import { underlined } from './underlined.ts';
import type { WalkPage } from './walk.ts';

/** What only this device has: a customer added with a number out of the chat, and what is written beside a customer of a CRM that only reads. */
export function walkDevice(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let chats: WalkPage;
  let panel: WalkPage;

  beforeAll(async () => {
    stand = await begin();
    await stand.ask('importSettings', { document: sandboxSettings(stand.crms, ['tanma'], 'en') });
    await stand.ask('saveConnection', { id: 'book', provider: 'local', name: 'My book', values: {} });
    chats = await stand.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('stranger'));
    panel = await stand.openPanel(chats);
  });

  afterAll(() => stand?.close());

  const part = () => panel.getByRole('region', { name: 'On this device only' });

  describe('a stranger who is added', () => {
    it('gets a number that stands in the chat with one press', async () => {
      await chats.evaluate(() => window.sandbox.receive('stranger', '我的电话 139-1234-5678，周末可以打'));
      await chats.getByText('139-1234-5678').first().waitFor();
      await expect.poll(() => chats.evaluate(underlined)).toContain('139-1234-5678');
      await panel.getByRole('button', { name: /^Add( to My book)?$/ }).click();
      await panel.getByRole('button', { name: 'Fill in 139 **** 5678' }).click();
      expect(await panel.getByLabel(/^Phone/).inputValue()).toMatch(/13912345678$/);
      await panel.getByRole('form').getByRole('button', { name: 'Add', exact: true }).click();
      const found = async () =>
        (await stand.ask('search', { connection: 'book', query: { phone: '13912345678' }, page: null })).items.length;
      await expect.poll(found).toBe(1);
    });
  });

  describe('a customer of a CRM that only reads', () => {
    it('has a note and a follow-up on this device, which a search finds and no CRM hears of', async () => {
      await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
      stand.crms.tanma.clearRequests();
      await part().getByRole('button', { name: 'Note' }).click();
      await panel.keyboard.insertText('孩子明年高考');
      await panel.keyboard.press('Tab');
      await part().getByText('Saved on this device').waitFor();
      await part().getByRole('button', { name: 'Add follow-up' }).click();
      await panel.getByRole('textbox', { name: 'What happened' }).fill('约了回电');
      await panel.getByRole('button', { name: 'In 1 hour' }).click();
      await panel.getByRole('button', { name: 'Save' }).click();
      await part().getByText('约了回电').first().waitFor();
      await panel.bringToFront();
      await panel.keyboard.press('/');
      await panel.keyboard.insertText('gaokao');
      await panel.getByRole('region', { name: 'Kept on this computer' }).getByText('孩子明年高考').waitFor();
      expect(JSON.stringify(stand.crms.tanma.requests)).not.toMatch(/高考|回电/);
    });

    it('still has them when the panel is opened again', async () => {
      panel = await stand.openOwn('sidepanel.html');
      await chats.bringToFront();
      expect(await part().getByRole('textbox', { name: 'Note' }).inputValue()).toBe('孩子明年高考');
      await part().getByText('约了回电').first().waitFor();
    });
  });
}
