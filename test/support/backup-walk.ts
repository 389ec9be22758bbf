import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebdav } from '../sandbox/webdav/start.ts';
import type { Stand } from './stand.ts';
import type { WalkPage } from './walk.ts';

const PASSPHRASE = 'north window, noon';

/** Backups that are made in one profile and taken up in another. */
export function walkBackup(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let former: Stand[];

  beforeEach(async () => {
    former = [];
    stand = await begin();
  });
  afterEach(async () => {
    for (const one of [stand, ...former]) await one.close();
  });

  /** Kebian in a profile in which it was just installed. What was downloaded stays until the end. */
  async function otherProfile(): Promise<void> {
    former.push(stand);
    stand = await begin();
  }

  async function openBackups(): Promise<WalkPage> {
    const page = await stand.openOwn('customers.html#backup');
    await page.getByRole('heading', { name: 'Back up now' }).waitFor();
    return page;
  }

  async function add(name: string, remark: string): Promise<void> {
    const customer = { name, remark, nickname: null, company: null, phones: [] };
    await stand.ask('addCustomer', { key: crypto.randomUUID(), contact: null, connection: 'book', customer });
  }

  async function people(): Promise<[string, string | null][]> {
    const { items } = await stand.ask('search', { connection: 'book', query: {}, page: null });
    return items.map(({ name, remark }): [string, string | null] => [name, remark]).toSorted();
  }

  async function download(page: WalkPage): Promise<string> {
    await page.getByRole('checkbox', { name: 'Seal it with a passphrase' }).first().check();
    await page.locator('input[type=password]').first().fill(PASSPHRASE);
    await page.getByLabel('The same again').fill(PASSPHRASE);
    const file = await stand.downloaded(page, () => page.getByRole('button', { name: 'Download backup' }).click());
    await page.getByText('Downloaded. Keep it somewhere else').first().waitFor();
    return file.path();
  }

  describe('a backup', () => {
    it('that was downloaded in one profile is looked at and restored in a second, and can be taken back', async () => {
      await add('韩梅梅', '周五回电');
      await add('李雷', '老同学');
      const path = await download(await openBackups());
      await otherProfile();
      await add('韩梅梅', '这里的备注');
      const page = await openBackups();
      await stand.chooseFile(page, 'Backup file', path);
      await page.getByLabel(/^Passphrase of/).fill('something else');
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await page.getByText('This is not the passphrase').waitFor();
      await page.getByLabel(/^Passphrase of/).fill(PASSPHRASE);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      const cells = page.getByRole('row', { name: /^Customers/ }).getByRole('cell');
      await expect.poll(async () => Promise.all((await cells.all()).map((cell) => cell.innerText()))).toEqual(['2', '–', '–', '–']);
      expect(await people()).toEqual([['韩梅梅', '这里的备注']]);
      await page.getByRole('button', { name: 'Restore', exact: true }).click();
      await page.getByRole('button', { name: 'Undo this restore' }).waitFor();
      expect(await people()).toEqual([
        ['李雷', '老同学'],
        ['韩梅梅', '周五回电'],
        ['韩梅梅', '这里的备注'],
      ]);
      await page.getByRole('button', { name: 'Undo this restore' }).click();
      await page.getByText('Undone: all is as before').first().waitFor();
      expect(await people()).toEqual([['韩梅梅', '这里的备注']]);
    });
  });

  describe('backups that are made by themselves', () => {
    it('are written to a WebDAV server, and taken up from there on another computer', async () => {
      const server = await startWebdav('nephele');
      const useServer = async (page: WalkPage) => {
        if (stand.keepsFolders) await page.getByLabel('Where to').selectOption('webdav');
        else await page.getByText('This browser keeps no folder for a page: use WebDAV.').waitFor();
        await page.getByLabel('Address of the folder').fill(`${server.url}Kebian`);
        await page.getByLabel('User name').fill(server.user);
        await page.getByLabel('App password').fill(server.password);
        await page.getByRole('button', { name: 'Start', exact: true }).click();
      };
      await add('韩梅梅', '周五回电');
      const first = await openBackups();
      await useServer(first);
      await first.getByText('Last written').waitFor();
      await otherProfile();
      await add('李雷', '老同学');
      const page = await openBackups();
      await useServer(page);
      await page.getByRole('button', { name: 'See what differs and merge' }).click();
      await page.getByRole('button', { name: 'Restore', exact: true }).click();
      await page.getByRole('button', { name: 'Keep it so' }).click();
      await page.getByRole('button', { name: 'Write now' }).click();
      await page.getByText('Last written').waitFor();
      expect(await people()).toEqual([
        ['李雷', '老同学'],
        ['韩梅梅', '周五回电'],
      ]);
      server.trouble.push({ method: 'PUT', what: 507 });
      await page.getByRole('button', { name: 'Write now' }).click();
      await page.getByRole('alert').getByText('has no space left: nothing was written').waitFor();
      await server.stop();
    });
  });
}
