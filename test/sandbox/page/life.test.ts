import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage } from './browser.ts';
import { recordWhile, type Shown, startRecorder } from './recorder.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
});

afterAll(() => open.close());

describe('while chats go on', () => {
  beforeAll(async () => {
    await open.load('');
    await startRecorder(open.page);
  });

  beforeEach(async () => {
    await open.page.evaluate(async () => {
      await window.sandbox.signIn('life');
      await window.sandbox.openByRow('lily');
    });
  });

  it('the contacts tab removes the chat area, keeps the old marks and shows somebody else', async () => {
    const { page } = open;
    const before = await look();
    await page.evaluate(() => window.sandbox.openContactsTab('chen-yu'));
    expect(await look()).toMatchObject({ areas: 0, list: before.list, active: before.list, listNode: before.listNode });
    expect(await page.locator('.profile .nickname').innerText()).toBe('陈雨');
    expect(await page.evaluate(() => window.sandbox.current())).toBeNull();
    await page.evaluate(() => window.sandbox.backToChats());
    const back = await look();
    expect(back).toMatchObject({ title: before.title, list: before.title, areas: 1 });
    expect(back.areaNode).not.toBe(before.areaNode);
  });

  it('the read tab removes the chat area and shows the only frame', async () => {
    const { page } = open;
    await page.evaluate(() => window.sandbox.openReadTab());
    expect((await look()).areas).toBe(0);
    expect(await page.locator('iframe').count()).toBe(1);
    expect(await page.frameLocator('#reader').locator('h2').innerText()).toBe('第 1 期');
  });

  it('a message from somebody else moves their row up with a red dot and leaves the open chat alone', async () => {
    const { page } = open;
    const before = await look();
    const [batch] = await recordWhile(page, () => page.evaluate(() => window.sandbox.receive('chen-yu', '在吗')));
    const id = await idOf('chen-yu');
    const row = page.locator(`.chat_item[data-username="${id}"]`);
    expect(batch).toMatchObject({ title: before.title, list: before.list });
    expect(batch!.rowNodes[id]).toBe(before.rowNodes[id]);
    expect(await row.locator('.web_wechat_reddot_middle').innerText()).toBe('1');
    expect(await row.locator('.msg').innerText()).toBe('在吗');
    expect(Object.keys((await look()).rowNodes)[1]).toBe(id);
    expect(await page.title()).toBe('微信(1)');
    await page.evaluate(() => window.sandbox.openByRow('chen-yu'));
    expect(await row.locator('.web_wechat_reddot_middle').count()).toBe(0);
  });

  it('what is typed and sent stands in the open chat', async () => {
    const { page } = open;
    await page.click('#editArea');
    await page.keyboard.type('周五前给您报价');
    await page.click('.btn_send');
    expect(await page.locator('.message.me .js_message_plain').last().innerText()).toBe('周五前给您报价');
    expect(await page.locator('#editArea').innerText()).toBe('');
  });

  it('a remark edited elsewhere changes the name and not the id', async () => {
    const { page } = open;
    const before = await look();
    const batches = await recordWhile(page, () => page.evaluate(() => window.sandbox.editRemark('lily', '李丽 🌸')));
    expect(batches.at(-1)).toMatchObject({ title: before.title, titleNode: before.titleNode, name: '李丽 ' });
    expect(await page.evaluate(() => window.sandbox.current()?.name)).toBe('李丽 🌸');
  });

  it('a deleted contact leaves no name, while the list keeps the old id', async () => {
    const { page } = open;
    const before = await look();
    await page.evaluate(() => window.sandbox.deleteActive());
    expect(await look()).toMatchObject({ title: '', name: '', noChoose: true, list: before.list, active: null });
    expect(await page.evaluate(() => window.sandbox.current())).toBeNull();
  });

  it('rows out of sight leave the document and never become somebody else', async () => {
    const { page } = open;
    const before = await look();
    await page.evaluate(() => window.sandbox.scrollList(900));
    const after = await look();
    const kept = Object.keys(before.rowNodes).filter((id) => id in after.rowNodes);
    const nodes = new Map(Object.entries(before.rowNodes).map(([id, node]) => [node, id]));
    expect(kept.length).toBeLessThan(Object.keys(before.rowNodes).length / 2);
    for (const [id, node] of Object.entries(after.rowNodes)) expect(nodes.get(node) ?? id).toBe(id);
    expect(Object.keys(after.rowNodes).length).toBeLessThan(25);
    await page.evaluate(() => window.sandbox.scrollList(2000));
    expect(await look()).toMatchObject({ active: null, title: before.title, list: before.title });
  });

  it('nothing but script nodes in the head moves while nobody does anything', async () => {
    const { page } = open;
    const batches = await recordWhile(page, async () => {
      const changed = await page.evaluate(scriptsComeAndGo);
      expect(changed).toEqual(['SCRIPT']);
    });
    expect(batches).toEqual([]);
  });

  it('many messages one after the other never touch who is open', async () => {
    const { page } = open;
    const before = await look();
    const batches = await recordWhile(page, () => page.evaluate(() => window.sandbox.burst(40)));
    expect(batches.length).toBeGreaterThanOrEqual(40);
    expect(new Set(batches.flatMap((batch) => [batch.title, batch.list]))).toEqual(new Set([before.title]));
  });
});

function look(): Promise<Shown> {
  return open.page.evaluate(() => window.look());
}

function idOf(key: string): Promise<string> {
  return open.page.evaluate((who) => window.sandbox.idOf(who), key);
}

/** Resolves when a node has come and gone in the head, with the names of all that moved there. */
function scriptsComeAndGo(): Promise<string[]> {
  const moved = new Set<string>();
  return new Promise((resolve) => {
    new MutationObserver((records) => {
      for (const record of records) {
        for (const node of record.addedNodes) moved.add(node.nodeName);
        for (const node of record.removedNodes) moved.add(node.nodeName);
        if (record.removedNodes.length && moved.size) resolve([...moved]);
      }
    }).observe(document.head, { childList: true });
  });
}
