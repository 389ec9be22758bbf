import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, askedWho } from '../support/asked.ts';
import { customersKept, disconnect, openPanel, sandboxSettings, sessionOf, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['tanma'], 'en') });
  chats = await stage.openChats();
  await open('filehelper');
  panel = await openPanel(stage, chats);
  await customersKept(stage, 'main');
});

afterAll(() => stage?.close());

function open(key: string): Promise<void> {
  return chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

function says(): Promise<string> {
  return panel.locator('main').innerText();
}

/** A login is a document of its own, as on the real page: the page's ids are others after it, names and pictures are not. */
async function signInAnew(seed: string): Promise<void> {
  await chats.goto(`https://wx.qq.com/?signedIn=1&seed=${seed}`);
  await chats.waitForSelector('.chat_item');
}

describe('a contact', () => {
  it.each([
    ['whose phone number is in the remark is shown at once', 'zhang-wei', /深圳华盛科技有限公司/, 'Matched by phone'],
    ['known by a nickname alone is shown with a question', 'emoji-mixed', /Is this right\?[^]*厦门博雅教育有限公司/, 'To be confirmed'],
    [
      'of two with the name is a choice with what tells them apart',
      'wang-fang-1',
      /启明医药[^]*云帆软件|云帆软件[^]*启明医药/,
      'To be chosen',
    ],
    ['whom nobody in the CRM explains is not in the CRM', 'stranger', /No customer record/, 'No customer record'],
  ])('%s', async (_, key, wanted, how) => {
    await open(key);
    await expect.poll(says).toMatch(wanted);
    await expect.poll(() => panel.locator('header').innerText()).toContain(how);
  });
});

describe('what a person has decided', () => {
  it('is remembered after a new login: who it is', async () => {
    await open('wang-fang-1');
    await panel.getByRole('listitem').filter({ hasText: '启明医药有限公司' }).getByRole('button').first().click();
    await expect.poll(() => panel.locator('header').innerText()).toContain('Linked');
    await signInAnew('4711');
    await open('wang-fang-1');
    await expect.poll(() => panel.locator('header').innerText()).toContain('Linked');
    await expect.poll(says).toContain('启明医药有限公司');
    await open('wang-fang-2');
    await expect.poll(says).toMatch(/possible customers/);
  });

  it('and who it is not', async () => {
    await open('emoji-mixed');
    await panel.getByRole('button', { name: 'No', exact: true }).click();
    await panel.getByText('No customer record').first().waitFor();
    await signInAnew('4712');
    await open('emoji-mixed');
    await panel.getByText('No customer record').first().waitFor();
    expect(await says()).not.toContain('林晴');
  });

  it('goes with the settings when asked for, and comes back with them', async () => {
    const without = await stage.ask('exportSettings', { secrets: true, links: false });
    expect(without).not.toContain('王芳');
    const document = await stage.ask('exportSettings', { secrets: true, links: true });
    await disconnect(stage, 'main');
    await stage.ask('importSettings', { document });
    await open('wang-fang-1');
    await expect.poll(() => panel.locator('header').innerText()).toContain('Linked');
  });
});

describe('with the customers kept on this computer', () => {
  it('a contact is found while the CRM is down', async () => {
    await customersKept(stage, 'main');
    stage.crms.tanma.fault({ kind: 'status', status: 500 });
    await open('chen-yu');
    await expect.poll(says).toContain('成都金禾食品有限公司');
    // A call that failed is made again a little later.
    await answered(stage, 'chen-yu');
    stage.crms.tanma.fault(null);
  });

  it('a search answers with every key, without a question to the CRM', async () => {
    // Somebody who was only passed by need not be remembered.
    await expect.poll(() => sessionOf(stage).then(({ recents = [] }) => recents.map(({ name }) => name))).toContain('陈雨');
    await open('filehelper');
    // What has to do with one chat ends with it, a search as well.
    await expect.poll(says).not.toContain('成都金禾食品有限公司');
    stage.crms.tanma.clearRequests();
    await panel.getByRole('button', { name: 'Search', exact: true }).click();
    await panel.getByRole('button', { name: '陈雨' }).waitFor();
    await panel.getByRole('searchbox').pressSequentially('zhangw');
    await panel.locator('mark', { hasText: '张伟' }).first().waitFor();
    expect(askedWho(stage.crms.tanma)).toEqual([]);
    await panel.getByRole('button', { name: /张伟/ }).first().click();
    await panel.getByText('138 **** ').first().waitFor();
    await panel.getByRole('searchbox').press('Escape');
  });

  it('the search goes on in the CRM when asked to', async () => {
    await panel.getByRole('button', { name: 'Search', exact: true }).click();
    await panel.getByRole('searchbox').fill('华盛');
    await panel.getByRole('button', { name: 'Search the CRM' }).click();
    await panel.getByRole('region', { name: '探马' }).getByRole('button', { name: /张伟/ }).waitFor();
    expect(stage.crms.tanma.requests.map(({ path }) => path)).toContain('/apiServer/api/v3/customer/search');
    await panel.getByRole('searchbox').press('Escape');
  });

  it('nothing is left of them once the connection is removed', async () => {
    await disconnect(stage, 'main');
    expect((await stage.ask('searchLocal', { query: '张', from: 0 })).hits).toEqual([]);
  });
});
