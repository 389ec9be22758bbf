import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stand } from './stand.ts';
import type { WalkPage } from './walk.ts';

/** The view for imports, in a browser of its own for the tests of a walk, and a folder for files. */
function importView(begin: () => Promise<Stand>) {
  let stand: Stand;
  let page: WalkPage;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kebian-import-'));
    stand = await begin();
    page = await stand.openOwn('customers.html#import');
  });

  afterAll(async () => {
    await stand?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    stand: () => stand,
    page: () => page,
    button: (name: string | RegExp) => page.getByRole('button', { name }),
    /** Chooses a file with this text. */
    choose: async (name: string, text: string) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      await page.locator('input[type=file]').waitFor({ state: 'attached' });
      await stand.chooseFile(page, null, file);
    },
  };
}

/** A file of the disk that comes into the local book, comes once more, and is taken back. */
export function walkImport(begin: () => Promise<Stand>): void {
  const { stand, page, button, choose } = importView(begin);

  const chooseRows = (name: string, rows: string[]) => choose(name, `姓名,手机号,微信号,公司,标签,阶段,备注\n${rows.join('\n')}\n`);

  const row = (at: number) => `客户${at},${13_000_000_000 + at},wx_${at},第${at}贸易公司,"VIP,老客",意向,第 ${at} 位`;

  describe('a file of 300 rows', () => {
    it('comes into the book, row by row as it says, and is found in the panel', async () => {
      const rows = Array.from({ length: 300 }, (_, at) => row(at));
      rows[7] = '客户7,1.38E+10,,,,,';
      await chooseRows('客户.csv', rows);
      await button('Check all rows').click();
      await page().getByText('300 rows: 299 can be imported, 1 have a problem').waitFor();
      await page().getByText('手机号 has become 1.38E+10: the last digits are lost').waitFor();
      await button('Import 299 customers').click();
      await page().getByText('299 customers added').waitFor();
      const chats = await stand().openChats();
      await chats.evaluate(() => window.sandbox.openByRow('chen-yu'));
      const panel = await stand().openPanel(chats);
      await panel.getByRole('button', { name: 'Search', exact: true }).click();
      await panel.getByRole('searchbox', { name: 'Search' }).fill('13000000123');
      await panel.getByText('客户123').first().waitFor();
    });

    it('gives its rows with a fault back as a file', async () => {
      await page().bringToFront();
      const { name } = await stand().downloaded(page(), () => button('Download these rows with the reason').click());
      expect(name).toBe('客户 - rows with a problem.csv');
    });

    it('once more has everybody there already, and adds nobody', async () => {
      await button('Import another file').click();
      await chooseRows(
        '再来.csv',
        Array.from({ length: 300 }, (_, at) => row(at)),
      );
      await button('Check all rows').click();
      await page().getByRole('heading', { name: 'Already there (299)' }).waitFor();
      await button('Import 1 customer').click();
      await page().getByText('1 customer added').waitFor();
    });

    it('is taken back as a whole', async () => {
      await button('Undo this import').click();
      await page().getByText('Undone: 1 deleted, 0 as before').waitFor();
      await button('Import another file').click();
      await button('Undo the import of 客户.csv').click();
      await button(/^Undo the import$/).click();
      await page().getByText('Undone: 299 deleted, 0 as before').waitFor();
      expect(await stand().ask('exportBook', { connection: 'book', from: { after: null } })).toEqual([]);
    });
  });
}

const CARD = (name: string, phone: string) =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nN:${name};;;;\r\nTEL;TYPE=CELL:${phone}\r\nEND:VCARD\r\n`;

/** Contacts of a phone come into the local book, and go out of it into a workbook that Kebian knows again. */
export function walkFormats(begin: () => Promise<Stand>): void {
  const { stand, page, button, choose } = importView(begin);

  it('the contacts of a phone come in as vCards', async () => {
    await choose('通讯录.vcf', CARD('韩梅梅', '13800001111') + CARD('李雷', '13800002222'));
    await button('Check all rows').click();
    await button('Import 2 customers').click();
    await page().getByText('2 customers added').waitFor();
  });

  it('go out as an Excel workbook, in which everybody is known again', async () => {
    await button('Import another file').click();
    const workbook = await stand().downloaded(page(), () => button('Export Excel').click());
    expect(workbook.name).toMatch(/\.xlsx$/);
    const path = await workbook.path();
    await page().getByText('2 customers exported').waitFor();
    await stand().chooseFile(page(), null, path);
    await button('Check all rows').click();
    await page().getByRole('heading', { name: 'Already there (2)' }).waitFor();
  });
}
