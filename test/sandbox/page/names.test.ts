import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personByKey } from '../people.ts';
import { openPage, type OpenPage } from './browser.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
  await open.load('?signedIn=1&seed=names');
});

afterAll(() => open.close());

describe('names in the title', () => {
  it('show known emoji as pictures that carry their code points in the class', async () => {
    expect(await titleHtml('emoji-only')).toBe(['1f338', '2600fe0f', '1f340'].map(picture).join(''));
    expect(await titleHtml('emoji-mixed')).toBe(`晴天${picture('1f308')}`);
  });

  it('show newer emoji as plain characters', async () => {
    await open.page.evaluate(() => window.sandbox.editRemark('stranger', '小美🦋🇨🇳'));
    expect(await titleHtml('stranger')).toBe(`小美🦋${picture('1f1e81f1f3')}`);
  });

  it('are escaped once', async () => {
    await open.page.evaluate(() => window.sandbox.openByRow('quotes'));
    expect(await open.page.locator('.title_name').textContent()).toBe(personByKey('quotes').nickname);
    expect(await open.page.locator('.title_name b').count()).toBe(0);
  });

  it('survive as HTML in the picture’s title, where nobody should read them', async () => {
    await open.page.evaluate(() => window.sandbox.openByRow('emoji-mixed'));
    expect(await open.page.locator('.message.you .avatar').last().getAttribute('title')).toContain('<img');
  });

  it('agree with what the driver says about everybody', async () => {
    const wrong = await open.page.evaluate(async () => {
      const keys = ['zhang-wei', 'long-name', 'quotes', 'rtl', 'emoji-only', 'traditional', 'decorated', 'filehelper'];
      const seen = [];
      for (const key of keys) {
        await window.sandbox.openByRow(key);
        const { dataset } = document.querySelector<HTMLElement>('.title_name')!;
        const current = window.sandbox.current();
        seen.push(current?.key === key && dataset['username'] === current.id && current.id === window.sandbox.idOf(key));
      }
      return seen.filter((right) => !right).length;
    });
    expect(wrong).toBe(0);
  });
});

describe('rooms', () => {
  it('without a name are called after their members and show how many there are', async () => {
    const { page } = open;
    expect(await titleHtml('room-nameless')).toBe(`大伟, 芳芳${picture('1f338')}, Lily`);
    expect(await page.locator('#chatArea.chatRoom .title_count').innerText()).toBe('(3)');
    expect(await page.locator('.message.you .content > .nickname').count()).toBeGreaterThan(0);
  });

  it('whose members are not known yet look as if nothing were chosen, although the id is there', async () => {
    const { page } = open;
    await page.evaluate((person) => window.sandbox.addContact(person, { memberCount: 4 }), emptyRoom('unnamed'));
    await page.evaluate(() => window.sandbox.openByRow('unnamed'));
    expect(await page.locator('#chatArea.no-choose .title_name').getAttribute('data-username')).toMatch(/^@@/);
    expect(await page.locator('.title_name').innerText()).toBe('');
  });

  it('without anybody show their raw id', async () => {
    const { page } = open;
    await page.evaluate((person) => window.sandbox.addContact(person), emptyRoom('empty'));
    await page.evaluate(() => window.sandbox.openByRow('empty'));
    expect(await page.locator('.title_name').innerText()).toMatch(/^@@[0-9a-f]{64}$/);
  });
});

describe('messages', () => {
  it('say who, what kind and which one in the bubble, and hold faces, links and numbers', async () => {
    const { page } = open;
    await page.evaluate(async () => {
      await window.sandbox.openByRow('zhang-wei');
      await window.sandbox.receive('zhang-wei', '看 https://example.com/a?b=1&c=2 <这里>[微笑]😄 138-0000-1111');
    });
    const bubble = page.locator('.message.you .js_message_bubble.bubble_default.left').last();
    const cm: unknown = JSON.parse((await bubble.getAttribute('data-cm'))!);
    expect(cm).toMatchObject({ type: 'message', actualSender: await idOf('zhang-wei'), msgType: '1', subType: 0 });
    expect(await bubble.locator('pre.js_message_plain').textContent()).toBe('看 https://example.com/a?b=1&c=2 <这里> 138-0000-1111');
    expect(await bubble.locator('img.qqemoji.qqemoji0').getAttribute('text')).toBe('[微笑]_web');
    expect(await bubble.locator('a').getAttribute('href')).toContain(encodeURIComponent('https://example.com/a?b=1&c=2'));
  });

  it('are thirty per chat at the start, with numbers in several writings', async () => {
    const { count, texts } = await open.page.evaluate(async () => {
      await window.sandbox.openByRow('person-3');
      const all = (window as unknown as { _chatContent: Record<string, { Content: string }[]> })._chatContent;
      return {
        count: all[window.sandbox.idOf('person-3')]!.length,
        texts: Object.values(all)
          .flat()
          .map((message) => message.Content),
      };
    });
    const writings = [/1\d{10}/, /1\d\d-\d{4}-\d{4}/, /1\d\d \d{4} \d{4}/, /\+86 1\d{10}/, /１[０-９]{10}/];
    expect(count).toBe(30);
    expect(writings.filter((writing) => !writing.test(texts.join('\n')))).toEqual([]);
  });

  it('open the little card of whoever spoke, with nickname and remark apart', async () => {
    const { page } = open;
    await page.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await page.locator('.message.you .avatar').last().click();
    const card = page.locator('#mmpop_profile.mmpop .profile_mini');
    expect(await card.locator('h4.nickname').innerText()).toBe('大伟');
    expect(await card.locator('.J_Text').innerText()).toBe('张伟 13800001111');
    await page.locator('.box_ft .desc').click();
    expect(await card.count()).toBe(0);
  });
});

describe('the plain globals', () => {
  it('hold contacts and messages by id', async () => {
    const contact = await open.page.evaluate(() => {
      const all = (window as unknown as { _contacts: Record<string, Record<string, unknown>> })._contacts;
      const { NickName, RemarkName, UserName, HeadImgUrl } = all[window.sandbox.idOf('zhang-wei')]!;
      return { NickName, RemarkName, UserName, HeadImgUrl };
    });
    expect(contact).toMatchObject({ NickName: '大伟', RemarkName: '张伟 13800001111', UserName: await idOf('zhang-wei') });
    expect(contact.HeadImgUrl).toContain(`seq=${personByKey('zhang-wei').avatarSeq}&username=@`);
  });
});

function emptyRoom(key: string): Person {
  return { key, kind: 'room', nickname: '', remark: '', avatarSeq: 5, members: [], record: null };
}

function picture(hex: string): string {
  return `<img class="emoji emoji${hex}" text="_web" src="/zh_CN/htmledition/v2/images/spacer.gif">`;
}

async function titleHtml(key: string): Promise<string> {
  await open.page.evaluate((who) => window.sandbox.openByRow(who), key);
  return open.page.locator('.title_name').innerHTML();
}

function idOf(key: string): Promise<string> {
  return open.page.evaluate((who) => window.sandbox.idOf(who), key);
}
