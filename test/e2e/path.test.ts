import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personByKey, shownName } from '../sandbox/people.ts';
import { answered, askedWho, rested } from '../support/asked.ts';
import { openPanel, sandboxSettings, saved, setStage, type Stage } from '../support/stage.ts';
import { KILLING } from '../support/worker-killer.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma'], 'en') });
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('chen-yu'));
  panel = await openPanel(stage, chats);
});

afterAll(() => stage?.close());

beforeEach(async () => {
  // A worker that was stopped with a question on its way asks it again.
  for (let before = -1; KILLING && before !== asked(); await stage.options.waitForTimeout(1_000)) before = asked();
  stage.crms['wechat-console'].clearRequests();
  stage.crms.tanma.clearRequests();
});

function open(key: string): Promise<void> {
  return chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

function heading(name: string) {
  return panel.getByRole('heading', { level: 1, name, exact: true });
}

/** How often the CRMs were asked who somebody is. */
function asked(): number {
  return askedWho(stage.crms['wechat-console'], stage.crms.tanma).length;
}

describe('a click on a chat', () => {
  it('puts the customer of every connected CRM beside it', async () => {
    await open('zhang-wei');
    await heading('张伟').waitFor();
    const cards = panel.getByRole('region', { name: /聊天后台|探马/ });
    await expect.poll(() => cards.count()).toBe(2);
    // What both say stands there once.
    expect(await panel.getByText('深圳华盛科技有限公司').count()).toBe(1);
    expect(await panel.getByRole('button', { name: 'Remove tag VIP' }).count()).toBe(1);
    await answered(stage, 'zhang-wei');
  });

  it('asks the CRMs at most once, and nothing for somebody who has just been fetched', async () => {
    await open('decorated');
    await heading(shownName(personByKey('decorated'))).waitFor();
    await answered(stage, 'decorated');
    const first = asked();
    await open('chen-yu');
    await heading('陈雨').waitFor();
    await answered(stage, 'chen-yu');
    const before = asked();
    await open('decorated');
    await heading(shownName(personByKey('decorated'))).waitFor();
    expect(first).toBeLessThanOrEqual(1);
    expect(asked()).toBe(before);
  });
});

describe('an edit in the panel', () => {
  it('changes the remark in the CRM', async () => {
    await open('zhang-wei');
    await heading('张伟').waitFor();
    await panel.getByRole('textbox', { name: 'Remark' }).fill('周四下午三点打电话');
    await saved(stage, panel);
    expect(stage.crms['wechat-console'].rows('zhang-wei')[0]!.note).toBe('周四下午三点打电话');
  });

  it('adds a tag and takes it away again, and leaves the others', async () => {
    await open('zhang-wei');
    await heading('张伟').waitFor();
    const tags = () => stage.crms['wechat-console'].rows('zhang-wei')[0]!.tags;
    const before = tags();
    const input = panel.getByRole('combobox', { name: 'Add tag' });
    await input.fill('老朋友');
    await input.press('Enter');
    await expect.poll(tags).toEqual([...before, '老朋友']);
    await panel.getByRole('button', { name: 'Remove tag 老朋友' }).click();
    await expect.poll(tags).toEqual(before);
  });

  it('is still there after the CRM was restarted and the chat opened anew', async () => {
    await open('decorated');
    await panel.getByRole('button', { name: 'Yes' }).click();
    await panel.getByRole('textbox', { name: 'Remark' }).fill('改到每月 8 日补货');
    await saved(stage, panel);
    await stage.crms['wechat-console'].restart();
    await panel.getByRole('button', { name: 'Look up again' }).first().click();
    await expect.poll(() => stage.crms['wechat-console'].requests.length).toBeGreaterThan(0);
    expect(await panel.getByRole('textbox', { name: 'Remark' }).inputValue()).toBe('改到每月 8 日补货');
    expect(stage.crms['wechat-console'].rows('decorated')[0]!.note).toBe('改到每月 8 日补货');
  });
});

describe('two people of one name', () => {
  it('are shown to choose from, and each choice holds for its own chat', async () => {
    await open('wang-fang-1');
    await choose('启明医药有限公司');
    await shows('启明医药有限公司');
    await open('wang-fang-2');
    await choose('南京云帆软件有限公司');
    await shows('南京云帆软件有限公司');
    await open('wang-fang-1');
    await shows('启明医药有限公司');
  });
});

/** Takes one of several possible customers; the question is put for all connections that are undecided. */
function choose(company: string): Promise<void> {
  return panel.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
}

/** The leading card shows this customer and nobody else. */
async function shows(company: string): Promise<void> {
  const card = panel.getByRole('region', { name: '聊天后台' });
  await expect.poll(() => card.getByRole('textbox', { name: 'Remark' }).count()).toBe(1);
  await card.getByText(company).waitFor();
}

describe('where there is nobody to look up', () => {
  beforeAll(() => rested(stage.crms['wechat-console'], stage.crms.tanma));

  it.each([
    ['a group', () => chats.evaluate(() => window.sandbox.openByRow('room-0')), 'Group chat'],
    ['the file helper', () => chats.evaluate(() => window.sandbox.openByRow('filehelper')), 'Service account'],
    ['the contacts tab with a card of somebody else', () => chats.evaluate(() => window.sandbox.openContactsTab('lily')), 'contact list'],
  ])('%s sends no request, and the panel says what it sees', async (_, go, says) => {
    await go();
    await expect.poll(() => panel.locator('body').innerText()).toContain(says);
    expect(asked()).toBe(0);
    await chats.evaluate(() => window.sandbox.backToChats());
  });

  it('the sign-in page sends no request either', async () => {
    await chats.evaluate(() => window.sandbox.signOut());
    await expect.poll(() => panel.locator('body').innerText()).toMatch(/sign/i);
    await chats.waitForSelector('body.unlogin .qrcode');
    expect(asked()).toBe(0);
    await chats.evaluate(() => window.sandbox.signIn());
  });
});

describe('a stranger', () => {
  it('is not in the CRM, and can be written into the local book', async () => {
    await open('stranger');
    await panel.getByText('No customer record').first().waitFor();
    await panel.getByRole('button', { name: 'Add', exact: true }).first().click();
    await panel.getByRole('textbox', { name: 'Company' }).fill('路边公司');
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByText('路边公司').first().waitFor();
  });
});
