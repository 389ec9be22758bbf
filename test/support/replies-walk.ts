import { afterAll, beforeAll, expect, it } from 'vitest';
import { sandboxSettings } from './stage.ts';
import type { Stand } from './stand.ts';

/** A quick reply: written, filled in beside a chat, copied with a key, pasted by the person. */
export function walkReplies(begin: () => Promise<Stand>): void {
  let stand: Stand;

  beforeAll(async () => {
    stand = await begin();
    await stand.ask('importSettings', { document: sandboxSettings(stand.crms, ['wechat-console'], 'en') });
  });

  afterAll(() => stand?.close());

  it('a quick reply that was written on its page is kept there', async () => {
    const page = await stand.openOwn('customers.html#replies');
    await page.getByRole('button', { name: 'Add a quick reply' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('报价');
    await page.getByRole('textbox', { name: 'Text' }).fill('您好{name}，报价单今天发给您。');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('报价单今天发给您').first().waitFor();
    expect(await stand.ask('replies', null)).toMatchObject([{ title: '报价' }]);
  });

  it('is found by its key in the panel and copied with Enter; the chat gets it when the person pastes it, and nothing before', async () => {
    const chats = await stand.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    const panel = await stand.openPanel(chats);
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
    await panel.locator('h1').click();
    await panel.keyboard.press('q');
    const search = panel.getByRole('searchbox', { name: /^Search title/ });
    await search.waitFor();
    await search.pressSequentially('bj');
    await panel.getByText('您好', { exact: false }).first().waitFor();
    await search.press('Enter');
    await panel.getByText('Copied', { exact: true }).first().waitFor();
    const written = () => chats.locator('#editArea').innerText();
    expect((await written()).trim()).toBe('');
    await chats.bringToFront();
    await chats.locator('#editArea').click();
    await chats.keyboard.press('Control+V');
    await expect.poll(written).toContain('您好张伟，报价单今天发给您。');
  });
}
