import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkBackup } from '../support/backup-walk.ts';
import { standInChromium } from '../support/chromium-stand.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;

// Within a group of its own: what it begins before each of its tests, no other test of this file needs.
describe('in every browser', () => {
  walkBackup(standInChromium);
});

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

describe('in Chromium', () => {
  beforeAll(async () => {
    stage = await setStage({ language: 'en-US' });
  });
  afterAll(() => stage?.close());

  describe('a backup', () => {
    it('that is of something else is refused in one sentence', async () => {
      const page = await openBackups();
      await page
        .getByLabel('Backup file')
        .setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from('name\n王芳\n') });
      await page.getByRole('alert').getByText('“customers.csv” is not a backup made by Kebian.').waitFor();
    });
  });

  describe('backups that are made by themselves', () => {
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
});
