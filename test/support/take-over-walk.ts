import { describe, expect, it } from 'vitest';
import { inCrm, type Crms } from '../../scripts/tour-moves.ts';
import { TRY, untilHeard } from './stage.ts';
import type { WalkPage } from './walk.ts';

/** Chats and panel stand open, the panel in English. */
export interface TakeOverStand extends Crms {
  chats: WalkPage;
  panel: WalkPage;
  /** Chooses “Add to the customer’s record” in the context menu of this text. */
  takeOver(text: string): Promise<void>;
}

/** A text of a chat is taken over into the customer's record. */
export function walkTakeOver(stand: () => TakeOverStand): void {
  const open = (key: string) => stand().chats.evaluate((name) => window.sandbox.openByRow(name), key);

  describe('“Add to the customer’s record”', () => {
    it('shows what the text says of the open chat’s customer, writes it when told to, and waits beside another chat', async () => {
      const { panel } = stand();
      await open('zhang-wei');
      await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
      await untilHeard(async () => {
        await stand().takeOver('周五看样品，寄到 成都市武侯区天府大道 1700 号');
        await panel.locator('blockquote').waitFor({ timeout: TRY });
      });
      const write = panel.getByRole('button', { name: 'Write', exact: true });
      await write.waitFor();
      await open('lily');
      await panel.getByText('This text is from another chat. Go back to that chat to add it.').waitFor();
      expect(await write.count()).toBe(0);
      await open('zhang-wei');
      await write.click();
      await panel.locator('blockquote').waitFor({ state: 'detached' });
      await inCrm(stand(), 'zhang-wei', ({ note }) => (note ?? '').includes('Address: 成都市武侯区天府大道 1700号'), 'the address');
    });

    it('writes a number into the remark where the CRM has room for one number alone', async () => {
      const { panel } = stand();
      await open('zhang-wei');
      await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
      await untilHeard(async () => {
        await stand().takeOver('换号了，以后打 139-7654-3210');
        await panel.locator('blockquote').waitFor({ timeout: TRY });
      });
      await panel.getByText('There is no field for it: it goes into the remark').waitFor();
      await panel.getByRole('button', { name: 'Write', exact: true }).click();
      await panel.locator('blockquote').waitFor({ state: 'detached' });
      await inCrm(stand(), 'zhang-wei', ({ note }) => (note ?? '').includes('Phone: 139-7654-3210'), 'the number');
    });
  });
}
