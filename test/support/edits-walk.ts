import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answered } from './asked.ts';
import { ASKING_THE_CRM, sandboxSettings, TRY, untilHeard } from './stage.ts';
import type { Stand } from './stand.ts';
import type { WalkPage } from './walk.ts';

/** Edits that meet a colleague's, are taken back, or have no network. */
export function walkEdits(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let chats: WalkPage;
  let panel: WalkPage;

  beforeAll(async () => {
    stand = await begin();
    await stand.ask('importSettings', { document: sandboxSettings(stand.crms, ['wechat-console'], 'en', ASKING_THE_CRM) });
    chats = await stand.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('filehelper'));
    panel = await stand.openPanel(chats);
  });

  afterAll(() => stand?.close());

  const desk = () => stand.crms['wechat-console'];
  const note = () => desk().rows('zhang-wei')[0]!.note;
  const tags = () => desk().rows('zhang-wei')[0]!.tags;
  const remark = () => panel.getByRole('textbox', { name: 'Remark' });
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();

  async function openZhangWei(): Promise<void> {
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await remark().waitFor();
  }

  describe('a remark that a colleague has changed in the CRM meanwhile', () => {
    it('is not written over: the person sees both and writes one out of both', async () => {
      await openZhangWei();
      desk().change('zhang-wei', { note: '同事：样品已寄' });
      await remark().fill('周四电话');
      const conflict = panel.getByRole('group', { name: /Somebody else changed this too/ });
      await conflict.waitFor();
      expect(note()).toBe('同事：样品已寄');
      expect(await conflict.innerText()).toMatch(/同事：样品已寄[^]*周四电话/);
      await press('Merge both…');
      await press('Write merged text');
      await expect.poll(note).toBe('同事：样品已寄\n周四电话');
      await expect.poll(() => conflict.count()).toBe(0);
      await expect.poll(() => remark().inputValue()).toBe('同事：样品已寄\n周四电话');
    });
  });

  describe('of two texts in conflict', () => {
    /** A colleague writes one, the person another over it. */
    async function conflict(theirs: string, ours: string) {
      await openZhangWei();
      const shown = note();
      await expect.poll(() => remark().inputValue()).toBe(shown);
      desk().change('zhang-wei', { note: theirs });
      await remark().fill(ours);
      const group = panel.getByRole('group', { name: /Somebody else changed this too/ });
      await group.waitFor();
      return group;
    }

    it('the colleague’s stays where the person keeps it', async () => {
      const group = await conflict('同事：已签合同', '还没签');
      await press('Keep theirs');
      await group.waitFor({ state: 'detached' });
      await expect.poll(() => remark().inputValue()).toBe('同事：已签合同');
      expect(note()).toBe('同事：已签合同');
    });

    it('the person’s is written where they say so', async () => {
      const group = await conflict('同事：改约周五', '改约周六');
      await press('Write mine');
      await expect.poll(note).toBe('改约周六');
      await group.waitFor({ state: 'detached' });
      await expect.poll(() => remark().inputValue()).toBe('改约周六');
    });
  });

  describe('the last change', () => {
    it('is taken back after the CRM has accepted it', async () => {
      await openZhangWei();
      const before = note();
      await remark().fill('写错人了');
      await expect.poll(note).toBe('写错人了');
      await press('Undo');
      await expect.poll(note).toBe(before);
      await expect.poll(() => remark().inputValue()).toBe(before);
    });

    it('is taken back with a key, a tag too', async () => {
      await openZhangWei();
      let before = tags();
      // It is offered for ten seconds: where the worker is stopped all the time, the CRM may have accepted it too late for that.
      const left = ['VIP', '深圳', '价格敏感'];
      await untilHeard(async () => {
        before = tags();
        const tag = left.shift()!;
        await press(`Remove tag ${tag}`);
        await expect.poll(tags).not.toContain(tag);
        await panel.getByRole('button', { name: 'Undo', exact: true }).waitFor({ timeout: TRY });
      });
      await panel.locator('h1').click();
      await panel.keyboard.press('u');
      await expect.poll(() => new Set(tags())).toEqual(new Set(before));
    });
  });

  describe('while the CRM is down', () => {
    afterEach(() => desk().fault(null));

    it('an edit waits, is shown as waiting, and goes out once the CRM is up again', async () => {
      await openZhangWei();
      const before = note();
      desk().fault({ kind: 'status', status: 503 });
      await remark().fill('等系统恢复');
      await panel.getByText('Waiting to send').first().waitFor();
      expect(note()).toBe(before);
      desk().fault(null);
      await expect.poll(note, { timeout: 40_000 }).toBe('等系统恢复');
      await panel.getByText('Waiting to send').waitFor({ state: 'detached' });
    });

    it('a sign-in that is refused is told with a button, and the customer is there once it is accepted', async () => {
      desk().fault({ kind: 'signed-out', path: '/customer/' });
      await chats.evaluate(() => window.sandbox.openByRow('person-28'));
      await panel.getByRole('button', { name: 'Sign in again' }).first().waitFor();
      desk().fault(null);
      await panel.getByRole('button', { name: 'Sign in again' }).first().click();
      await expect.poll(() => panel.locator('main').innerText()).toMatch(/Company|possible customer/);
    });
  });

  describe('without a network', () => {
    it('an edit waits and is shown as waiting, nothing is asked of the CRM, and it is sent when the network is back', async () => {
      await openZhangWei();
      await remark().waitFor();
      await answered(stand, 'zhang-wei');
      const giveBack = await stand.cutNetwork();
      const before = note();
      desk().clearRequests();
      await remark().fill('火车上写的');
      await panel.getByText('Waiting to send').first().waitFor();
      expect([note(), desk().requests.length]).toEqual([before, 0]);
      await giveBack();
      await expect.poll(note).toBe('火车上写的');
      await panel.getByText('Waiting to send').waitFor({ state: 'detached' });
    });
  });
}
