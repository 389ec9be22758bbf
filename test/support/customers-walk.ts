import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stand } from './stand.ts';
import { until } from './until.ts';
import type { WalkPage } from './walk.ts';

const PEOPLE = ['林小满', '周也', '许知远', '郑一鸣', '何青'];

/** The page of all customers, from the panel's menu to the lock. */
export function walkCustomers(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let page: WalkPage;

  beforeAll(async () => {
    stand = await begin();
    const connection = await stand.ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    for (const [at, name] of PEOPLE.entries()) {
      const customer = { name, nickname: null, company: at % 2 ? '青禾设计' : null, phones: [`1390000${1_000 + at}`], remark: null };
      await stand.ask('addCustomer', { key: `added-${at}`, contact: null, connection, customer });
    }
  });

  afterAll(() => stand?.close());

  const grid = () => page.getByRole('grid', { name: 'All customers' });
  const line = (name: string) => page.getByRole('row').filter({ hasText: name });

  describe('the page of all customers', () => {
    it('is reached from the panel’s menu, and shows everybody of the book', async () => {
      const chats = await stand.openChats();
      await chats.evaluate(() => window.sandbox.openByRow('stranger'));
      const panel = await stand.openPanel(chats);
      await panel.getByRole('button', { name: 'More' }).click();
      page = await stand.opened('customers.html', () => panel.getByRole('menuitem', { name: 'All customers' }).click());
      await page.getByText('5 customers').waitFor();
      await expect.poll(() => page.evaluate(() => document.title)).toBe('All customers · Kebian');
      for (const name of PEOPLE) await line(name).waitFor();
    });

    it('opens a customer by keyboard alone, and what is written is in the book and in the table', async () => {
      await page.bringToFront();
      await page.keyboard.press('/');
      await page.keyboard.insertText('lxm');
      await page.getByText('1 of 5').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const aside = page.getByRole('complementary', { name: 'Customer 林小满' });
      await aside.getByRole('textbox', { name: 'Remark' }).fill('下周看样');
      await aside.getByRole('combobox', { name: 'Add tag' }).fill('看样');
      await page.keyboard.press('Enter');
      await stand.saved(page);
      await expect.poll(() => line('林小满').innerText()).toContain('看样');
      await aside.getByRole('button', { name: 'Close' }).click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption({ label: '看样' });
      await page.getByText('1 of 5').waitFor();
    });

    it('tags several at once, takes that back, and deletes who is chosen', async () => {
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('5 customers', { exact: true }).waitFor();
      await grid().focus();
      await page.keyboard.press('Control+a');
      const bar = page.getByRole('group', { name: 'With those chosen' });
      await bar.getByText('5 chosen').waitFor();
      await bar.getByRole('combobox', { name: 'Add tag' }).fill('展会');
      await page.keyboard.press('Enter');
      await page.getByText('5 customers changed').first().waitFor();
      for (const name of PEOPLE) await expect.poll(() => line(name).innerText()).toContain('展会');
      await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
      for (const name of PEOPLE) await expect.poll(() => line(name).innerText()).not.toContain('展会');
      await line('何青').getByRole('checkbox').check();
      await bar.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('textbox', { name: 'Type the number 1 to confirm' }).fill('1');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('4 customers', { exact: true }).waitFor();
      await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
      await page.getByText('5 customers', { exact: true }).waitFor();
      await line('何青').waitFor();
    });

    it('finds who is there twice, and makes one of two', async () => {
      const customer = { name: '小满', nickname: null, company: null, phones: ['+86 139 0000 1000'], remark: '朋友介绍' };
      await stand.ask('addCustomer', { key: 'twin', contact: null, connection: 'book', customer, despite: ['added-0'] });
      await page.getByRole('link', { name: 'Duplicates' }).click();
      await page.getByText('1 set may be one person').waitFor();
      await page.getByRole('button', { name: 'Compare and merge' }).click();
      await page.getByRole('group', { name: 'Name' }).getByRole('radio', { name: '林小满' }).check();
      await page.getByRole('button', { name: 'Merge', exact: true }).click();
      await page.getByText('Merged into “林小满”').first().waitFor();
      await page.getByText('No duplicates').waitFor();
      await page.getByRole('link', { name: 'All customers' }).click();
      await page.getByText('5 customers', { exact: true }).waitFor();
      await line('林小满').click();
      const aside = page.getByRole('complementary', { name: 'Customer 林小满' });
      await expect
        .poll(() => aside.getByRole('textbox', { name: 'Remark' }).inputValue())
        .toMatch(/下周看样[\s\S]*朋友介绍|朋友介绍[\s\S]*下周看样/);
      await aside.getByRole('button', { name: 'Close' }).click();
    });

    it('says why nobody can be sent to a CRM, and sends who is chosen once one takes new customers', async () => {
      for (const name of ['周也', '何青']) await line(name).getByRole('checkbox').check();
      const bar = page.getByRole('group', { name: 'With those chosen' });
      await bar.getByRole('button', { name: 'Send to CRM' }).click();
      const none = page.getByText('No CRM is connected that customers could be sent to.');
      await none.waitFor();
      await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
      // A press on the button while it is still open would close it alone.
      await none.waitFor({ state: 'detached' });
      // Of the products that there are, a book alone takes new customers.
      await stand.ask('saveConnection', { id: 'shop', provider: 'local', name: 'Shop', values: {} });
      const there = { name: '何小姐', nickname: null, company: null, phones: ['13900001004'], remark: null };
      await stand.ask('addCustomer', { key: 'there', contact: null, connection: 'shop', customer: there });
      await bar.getByRole('button', { name: 'Send to CRM' }).click();
      await page.getByRole('button', { name: 'Send 2 customers' }).click();
      const asked = page.getByRole('group', { name: '何青 may be there already' });
      await asked.getByRole('radio', { name: /何小姐/ }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('2 customers sent').waitFor();
      const names = async () => (await stand.ask('search', { connection: 'shop', query: {}, page: null })).items.map(({ name }) => name);
      expect((await names()).toSorted()).toEqual(['何小姐', '周也'].toSorted());
      await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
      await bar.getByRole('button', { name: 'Choose none' }).click();
      await stand.ask('removeConnection', { connection: 'shop', loses: await stand.ask('countKept', { connection: 'shop' }) });
      await page.getByText('5 customers', { exact: true }).waitFor();
    });

    it('is locked with everything else, and opens at the same place', async () => {
      await stand.ask('setPassphrase', { passphrase: 'twelve apples', lockAfter: 0 });
      // The settings load themselves anew when they are locked.
      await stand.ask('lock', null).catch(() => undefined);
      await page.getByRole('heading', { name: 'Kebian is locked' }).waitFor();
      // It loads itself anew: whichever document is there is read.
      const html = () => page.evaluate(() => document.documentElement.outerHTML).catch(() => null);
      expect(await until('The page cannot be read', html)).not.toContain('林小满');
      await page.getByLabel('Passphrase').fill('twelve apples');
      await page.getByRole('button', { name: 'Unlock' }).click();
      await page.getByText('5 customers').waitFor();
    });
  });
}
