import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASKING_THE_CRM, openPanel, sandboxSettings, setStage, TRY, untilHeard, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en', ASKING_THE_CRM) });
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('filehelper'));
  panel = await openPanel(stage, chats);
});

afterAll(() => stage?.close());

const note = () => stage.crms['wechat-console'].rows('zhang-wei')[0]!.note;
const tags = () => stage.crms['wechat-console'].rows('zhang-wei')[0]!.tags;
const remark = () => panel.getByRole('textbox', { name: 'Remark' });
const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();

async function openZhangWei(): Promise<void> {
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await remark().waitFor();
}

describe('a remark that a colleague has changed in the CRM meanwhile', () => {
  it('is not written over: the person sees both and writes one out of both', async () => {
    await openZhangWei();
    stage.crms['wechat-console'].change('zhang-wei', { note: '同事：样品已寄' });
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
