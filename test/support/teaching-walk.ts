import { describe, expect, it } from 'vitest';
import type { RunningConsole } from '../sandbox/console/start.ts';
import type { Stand } from './stand.ts';
import type { WalkPage } from './walk.ts';

/** The page of a chat console that Kebian does not know, which answers to this in its scripts. */
export interface Desk {
  open(key: string): void;
  idOf(key: string): string;
  close(): void;
}

/** Where a page is taught: the settings and the page stand open beside one another. */
export interface TeachingStand extends Pick<Stand, 'options' | 'ask' | 'openPanel' | 'pressInside'> {
  page: RunningConsole;
  chats: WalkPage;
}

/** A page is taught by pointing at its parts, and is read from then on. */
export function walkTeaching(stand: () => TeachingStand): void {
  const open = (key: string) => stand().chats.evaluate((name) => (globalThis as unknown as { desk: Desk }).desk.open(name), key);
  const inPicker = (button: string) => stand().pressInside(stand().chats, 'kebian-picker', button);
  const current = () => stand().chats.locator('.queue-item.is-current .who').innerText();

  async function begin(name: string): Promise<void> {
    const { options, page } = stand();
    await options.bringToFront();
    await options.getByRole('button', { name: 'Teach a page' }).click();
    await options.getByLabel('Address of the page').fill(page.url);
    if (name) await options.getByRole('textbox', { name: 'Name' }).fill(name);
    await options.getByRole('button', { name: 'Point at its parts' }).click();
    await inPicker('Start');
  }

  describe('a page is taught', () => {
    it('by nobody who ends it: nothing is kept, nothing stays, and the page got no click meanwhile', async () => {
      const { options, chats } = stand();
      await begin('');
      await chats.locator('.queue-item').nth(3).click();
      expect(await current()).toContain('张伟');
      await chats.keyboard.press('Escape');
      await options.getByText('Nothing was saved.').waitFor();
      expect(await chats.locator('kebian-picker').count()).toBe(0);
      await chats.bringToFront();
      await chats.locator('.queue-item').nth(3).click();
      expect(await current()).not.toContain('张伟');
      await open('zhang-wei');
      await options.bringToFront();
      await options.getByRole('button', { name: 'Cancel' }).click();
    });

    it('by pointing at its parts, with keys as well as with the mouse, and the reading follows the page', async () => {
      const { options, chats, page, ask } = stand();
      await begin('云接待');
      // The id stands on the bar: pointed at by what is in it, widened with a key.
      await chats.locator('.talk-bar .face').hover();
      await chats.keyboard.press('ArrowUp');
      await chats.keyboard.press('Enter');
      await inPicker('data-visitor');
      await chats.locator('.visitor-name').click();
      await chats.locator('.queue-item.is-current .who').click();
      await chats.locator('.stream .line').nth(1).click();
      expect(await current()).toContain('张伟');
      await open('lily');
      await inPicker('Save');
      await options.getByText('Taught', { exact: true }).waitFor();
      const { sites } = JSON.parse(await ask('exportSettings', { secrets: false, links: false })) as { sites: { read: object }[] };
      expect(sites).toMatchObject([
        {
          id: 'localhost',
          name: '云接待',
          matches: [`${new URL(page.url).origin}/*`],
          read: {
            id: expect.arrayContaining(['.talk-bar@data-visitor']),
            name: expect.arrayContaining(['.visitor-name']),
            row: expect.arrayContaining(['.queue-item']),
            rowId: ['@data-visitor'],
            rowName: expect.arrayContaining(['.who']),
            message: expect.arrayContaining(['.line']),
          },
        },
      ]);
    });

    it('and is read at once: chips, badges and the panel follow the open chat', async () => {
      const { chats, openPanel } = stand();
      await chats.bringToFront();
      await open('zhang-wei');
      const panel = await openPanel(chats);
      await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
      await chats.locator('.queue-item.is-current kebian-badge').waitFor({ state: 'attached' });
      await open('stranger');
      await panel.getByText('No customer record').first().waitFor();
      await chats.evaluate(() => (globalThis as unknown as { desk: Desk }).desk.close());
      await panel.getByText('No chat is open').waitFor();
    });
  });
}
