import type { BrowserContext, Page } from 'playwright-core';
import { csvText } from '../../../lib/model/csv.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { CORPUS } from './injection-corpus.ts';

/** A place for a text, and how to check that it was shown there as text. */
interface Stand {
  stage: Stage;
  chats: Page;
  panel: Page;
}

type Place = (stand: Stand, text: string) => Promise<boolean>;

const PHONE = '13800001111';
const SEEN = 3_000;

/** All places where a foreign text is shown, written or parsed. Each returns whether the text was visible. */
const PLACES: Record<string, Place> = {
  'names, companies, remarks and tags of the CRMs': fromCrms,
  'the name of the contact': asContact,
  'a message': asMessage,
  'what is searched for': asSearch,
  'a connection of a settings file': inSettings,
  'a fault of a settings file': inFaults,
  'a cell of a spreadsheet': inCell,
};

/** Counts how often a text of the corpus was executed, over all texts in all places. */
export async function injected(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], 'en') });
    stage.crms.lixiao.rateLimit(false);
    const chats = await stage.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    const panel = await openPanel(stage, chats);
    const stand = { stage, chats, panel };
    const called = await listen(stage.browser.context);
    let executed = 0;
    let seen = 0;
    for (const text of CORPUS) {
      for (const [place, put] of Object.entries(PLACES)) {
        const shown = await put(stand, text);
        if (shown) seen++;
        else console.log(`not seen as text in ${place}: ${JSON.stringify(text)}`);
        const ran = (await carriedOut(stand)) + called.splice(0).length;
        if (ran > 0) console.log(`carried out in ${place}: ${JSON.stringify(text)}`);
        executed += ran;
      }
    }
    const all = CORPUS.length * Object.keys(PLACES).length;
    const said = `${CORPUS.length} texts in ${Object.keys(PLACES).length} places; ${seen} of ${all} were seen there as text`;
    return [figure('injected', 'texts', '0', executed, [executed], said)];
  } finally {
    await stage.close();
  }
}

async function fromCrms({ stage, chats, panel }: Stand, text: string): Promise<boolean> {
  for (const id of ['wechat-console', 'tanma', 'lixiao'] as const)
    stage.crms[id].change('zhang-wei', { name: text, company: text, note: text, tags: [text] });
  await chats.evaluate(() => window.sandbox.openByRow('filehelper'));
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await panel.getByRole('heading', { level: 1 }).waitFor();
  const again = panel.getByRole('button', { name: 'Look up again' });
  for (const button of await again.all()) await button.click({ timeout: SEEN }).catch(() => undefined);
  return shows(panel, text);
}

async function asContact({ chats, panel }: Stand, text: string): Promise<boolean> {
  await chats.evaluate(({ remark }) => window.sandbox.editRemark('zhang-wei', remark), { remark: `${text} ${PHONE}` });
  const seen = await shows(panel, text);
  await chats.evaluate(({ remark }) => window.sandbox.editRemark('zhang-wei', remark), { remark: `张伟 ${PHONE}` });
  return seen;
}

async function asMessage({ chats }: Stand, text: string): Promise<boolean> {
  await chats.evaluate(({ message }) => window.sandbox.receive('zhang-wei', message), { message: `${text} ${PHONE}` });
  await chats.waitForTimeout(200);
  return chats.evaluate((phone) => document.body.innerText.includes(phone), PHONE);
}

async function asSearch({ panel }: Stand, text: string): Promise<boolean> {
  await panel.getByRole('button', { name: 'Search', exact: true }).click();
  const box = panel.getByRole('searchbox', { name: 'Search' });
  await box.fill(text);
  await panel.waitForTimeout(150);
  const seen = (await box.inputValue()) === text;
  await panel.getByRole('button', { name: 'Back', exact: true }).click();
  return seen;
}

async function inSettings({ stage, panel }: Stand, text: string): Promise<boolean> {
  const document = JSON.parse(sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], 'en')) as {
    connections: { name?: string }[];
  };
  await stage.ask('importSettings', {
    document: JSON.stringify({ ...document, connections: document.connections.map((one) => ({ ...one, name: text })) }),
  });
  const seen = await shows(panel, text);
  await stage.ask('importSettings', { document: JSON.stringify(document) });
  return seen;
}

async function inFaults({ stage: { options } }: Stand, text: string): Promise<boolean> {
  const document = `{ "format": "kebian-settings", "version": 1, "connections": [], ${JSON.stringify(`x${text}`)}: ${JSON.stringify(text)} }`;
  const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(document) };
  await options.locator('input[type=file]').first().setInputFiles(file);
  return shows(options, text);
}

/** A formula in a cell is executed by the spreadsheet that opens the file. */
async function inCell(_: Stand, text: string): Promise<boolean> {
  const [, line = ''] = csvText([['name'], [text]]).split('\r\n');
  const value = line.startsWith('"') ? line.slice(1).replaceAll('""', '"') : line;
  formulas += /^[=+\-@]/.test(value) ? 1 : 0;
  return value.includes(text.slice(0, 10));
}

let formulas = 0;

/** The number of pages in which a text was executed since the last call, and of cells that would be. */
async function carriedOut({ stage, chats, panel }: Stand): Promise<number> {
  const pages = [chats, panel, stage.options];
  const ran = await Promise.all(pages.flatMap((page) => page.frames()).map((frame) => frame.evaluate(takeRan).catch(() => 0)));
  const cells = formulas;
  formulas = 0;
  return ran.reduce((sum, one) => sum + one, cells);
}

function takeRan(): number {
  const page = globalThis as { ran?: unknown };
  const ran = page.ran === undefined ? 0 : 1;
  delete page.ran;
  return ran + ('ran' in Object.prototype ? 1 : 0);
}

/** Counts opened dialogs and requests to the hostile host. */
async function listen(context: BrowserContext): Promise<string[]> {
  const called: string[] = [];
  context.on('dialog', (dialog) => {
    called.push(dialog.message());
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (new URL(request.url()).host === 'evil.example') called.push(request.url());
  });
  return called;
}

/** Whether the page shows the text unchanged, apart from blanks and direction marks. */
async function shows(page: Page, text: string): Promise<boolean> {
  const wanted = plain(text);
  for (const end = Date.now() + SEEN; Date.now() < end; await page.waitForTimeout(50)) {
    const seen = await page.evaluate(() =>
      [document.body.innerText, ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value)].join(
        '\n',
      ),
    );
    if (plain(seen).includes(wanted)) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.replace(/[\s\p{Cf}]+/gu, '');
}
