import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from './asked.ts';
import { sandboxSettings } from './stage.ts';
import type { Stand } from './stand.ts';
import { placeOfNumber, scrollToNumber, underlined } from './underlined.ts';
import type { WalkPage } from './walk.ts';

/** A number in a message: pointed at, shown with the customer who has it, written into a remark. */
export function walkPhones(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let chats: WalkPage;

  beforeAll(async () => {
    stand = await begin();
    await stand.ask('importSettings', { document: sandboxSettings(stand.crms, ['wechat-console'], 'en') });
    chats = await stand.openChats();
    await open('lily');
    await open('zhang-wei');
  });

  afterAll(() => stand?.close());

  const desk = () => stand.crms['wechat-console'];
  const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
  const receive = (text: string) => chats.evaluate((said) => window.sandbox.receive('zhang-wei', said), text);
  const hosts = () => chats.locator('kebian-popover').count();

  /** Scrolls to the number, comes with the pointer and stays. */
  async function rest(number: string): Promise<void> {
    await expect.poll(() => chats.evaluate(underlined)).toContain(number);
    await chats.evaluate(scrollToNumber, number);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stand.point(chats, await chats.evaluate(placeOfNumber, number));
  }

  /** Beside every card. */
  const elsewhere = { x: 700, y: 120 };
  const leave = () => stand.point(chats, elsewhere);

  describe('a phone number in a message', () => {
    it('shows who has it, when the pointer rests on it, without taking the focus or asking a CRM', async () => {
      await receive('我同事的电话是 136 0000 4444，报价也抄送他');
      await chats.locator('#editArea').click();
      await answered(stand, 'zhang-wei');
      desk().clearRequests();
      await rest('136 0000 4444');
      const frame = await stand.frameIn(chats);
      await frame.getByText('Lily').waitFor();
      expect(await frame.getByText('启明医药有限公司').count()).toBe(1);
      expect(await chats.evaluate(() => document.activeElement?.id)).toBe('editArea');
      expect(desk().requests).toEqual([]);
    });

    it('takes its card away when the pointer rests elsewhere', async () => {
      await leave();
      await expect.poll(hosts).toBe(0);
    });

    it('is written into the remark of the chat’s own customer', async () => {
      await rest('136 0000 4444');
      await stand.pressInFrame(chats, 'Add to remark');
      await expect.poll(() => desk().rows('zhang-wei')[0]!.note).toMatch(/其次价格。\n13600004444 Lily$/);
      await (await stand.frameIn(chats)).getByText('In the remark').waitFor();
      // A card that was used stays until a press beside it.
      await stand.pressAt(chats, elsewhere);
      await expect.poll(hosts).toBe(0);
    });

    it('that nobody is known to have says so', async () => {
      await receive('打 139-1234-5678');
      await rest('139-1234-5678');
      const frame = await stand.frameIn(chats);
      await frame.getByText('Nobody who is known here has this number').waitFor();
      await frame.getByText('13912345678').waitFor();
      await leave();
      await expect.poll(hosts).toBe(0);
    });
  });
}
