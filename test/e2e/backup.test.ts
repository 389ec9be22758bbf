import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebdav } from '../sandbox/webdav/start.ts';
import { setStage, type Stage } from '../support/stage.ts';

const PASSPHRASE = 'north window, noon';

let stage: Stage;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kebian-backup-'));
  stage = await setStage({ language: 'en-US' });
});
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

/** Kebian in a profile in which it was just installed. */
async function otherProfile(): Promise<void> {
  await stage.close();
  stage = await setStage({ language: 'en-US' });
}

async function openBackups(): Promise<Page> {
  const page = await stage.browser.context.newPage();
  await page.goto(`chrome-extension://${stage.browser.extensionId}/customers.html#backup`);
  await page.getByRole('heading', { name: 'Back up now' }).waitFor();
  return page;
}

async function add(name: string, remark: string): Promise<void> {
  const customer = { name, remark, nickname: null, company: null, phones: [] };
  await stage.ask('addCustomer', { key: crypto.randomUUID(), contact: null, connection: 'book', customer });
}

async function people(): Promise<[string, string | null][]> {
  const { items } = await stage.ask('search', { connection: 'book', query: {}, page: null });
  return items.map(({ name, remark }): [string, string | null] => [name, remark]).toSorted();
}

async function download(page: Page, passphrase: string | null): Promise<string> {
  if (passphrase !== null) {
    await page.getByRole('checkbox', { name: 'Seal it with a passphrase' }).first().check();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('The same again').fill(passphrase);
  }
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download backup' }).click()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  await page.getByText('Downloaded. Keep it somewhere else').first().waitFor();
  return path;
}

describe('a backup', () => {
  it('that was downloaded in one profile is looked at and restored in a second, and can be taken back', async () => {
    await add('韩梅梅', '周五回电');
    await add('李雷', '老同学');
    const path = await download(await openBackups(), PASSPHRASE);
    await otherProfile();
    await add('韩梅梅', '这里的备注');
    const page = await openBackups();
    await page.getByLabel('Backup file').setInputFiles(path);
    await page.getByLabel(/^Passphrase of/).fill('something else');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('This is not the passphrase').waitFor();
    await page.getByLabel(/^Passphrase of/).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    const row = page.getByRole('row', { name: /^Customers/ });
    await expect.poll(() => row.getByRole('cell').allInnerTexts()).toEqual(['2', '–', '–', '–']);
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

  it('that is of something else is refused in one sentence', async () => {
    const page = await openBackups();
    await page
      .getByLabel('Backup file')
      .setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from('name\n王芳\n') });
    await page.getByRole('alert').getByText('“customers.csv” is not a backup made by Kebian.').waitFor();
  });
});

describe('backups that are made by themselves', () => {
  it('are written to a WebDAV server, and taken up from there on another computer', async () => {
    const server = await startWebdav('nephele');
    const useServer = async (page: Page) => {
      await page.getByLabel('Where to').selectOption('webdav');
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

  it('are written to a folder by the worker, which says when the folder is gone', async () => {
    await add('韩梅梅', '周五回电');
    const page = await openBackups();
    // The browser's own folder of this extension: one of the person's cannot be chosen by a program.
    await page.evaluate(() => {
      const own = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('backups', { create: true });
      Object.assign(globalThis, { showDirectoryPicker: own });
    });
    await page.getByRole('button', { name: 'Choose a folder and start' }).click();
    await page.getByText('Last written').waitFor();
    const size = await page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('backups');
      return (await (await folder.getFileHandle('kebian-backup.kebian')).getFile()).size;
    });
    expect(size).toBeGreaterThan(500);
    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('backups', { recursive: true }));
    await page.getByRole('button', { name: 'Write now' }).click();
    await page.getByRole('alert').getByText('is no longer there').waitFor();
  });
});
