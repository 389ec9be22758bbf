import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole } from '../sandbox/console/start.ts';
import { askedWho, rested } from '../support/asked.ts';
import { ownPage, pressToolbarButton } from '../support/chromium.ts';
import { customersKept, openPanel, sandboxSettings, sessionOf, setStage, TRY, untilHeard, type Stage } from '../support/stage.ts';
import { walkTakeOver } from '../support/take-over-walk.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage({ language: 'en-US' });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
});

afterAll(() => stage?.close());

describe('“Look up in CRM”', () => {
  it('is offered on selected text, on the pages that Kebian was allowed to reach and on no others', async () => {
    const made = await inWorker(async () => {
      const { chrome } = globalThis as unknown as Chrome;
      const patterns = (await chrome.permissions.getAll()).origins;
      // Whoever changes an entry that is not there is told so.
      await chrome.contextMenus.update('look-up', { documentUrlPatterns: patterns });
      return patterns;
    }, null);
    expect(made).toContain('https://wx.qq.com/*');
    expect(made.some((pattern) => pattern.includes('//*/'))).toBe(false);
  });

  it('searches in the open panel for what was selected, and again for what is selected next', async () => {
    panel = await openPanel(stage, chats);
    await untilHeard(async () => {
      await lookUp('  王芳 ');
      await searched('王芳');
      await panel.getByRole('button', { name: 'Search the CRM' }).click({ timeout: TRY });
    });
    await panel.getByRole('button', { name: /王芳/ }).first().waitFor();
    const hostile = '<img src=x onerror=alert(1)>';
    await untilHeard(() => lookUp(hostile).then(() => searched(hostile)));
  });

  it('is not met again by whoever opens the panel later, and leaves the page as it was', async () => {
    await expect.poll(wanted).toEqual([]);
    await panel.reload();
    await panel.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
    expect(await panel.getByRole('searchbox', { name: 'Search' }).count()).toBe(0);
    expect(await chats.evaluate(() => document.documentElement.outerHTML.includes('onerror=alert'))).toBe(false);
  });

  it('opens the panel’s page in a tab where the browser does not open the panel', async () => {
    const opened = stage.browser.context.waitForEvent('page');
    // A window of its own has no panel yet, and this is no click of a person.
    await stage.options.evaluate(() => {
      const { chrome } = globalThis as unknown as Chrome;
      return chrome.windows.create({ url: 'https://wx.qq.com/?signedIn=1' });
    });
    const other = await opened;
    await other.waitForSelector('.chat_item');
    const page = await untilHeard(async () => {
      const opening = stage.browser.context.waitForEvent('page', { timeout: TRY });
      const [tab] = await Promise.all([opening, windowOf(other).then((window) => lookUp('李娜', window))]);
      return tab;
    });
    await expect.poll(() => page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('李娜');
    await page.close();
    await other.close();
  });
});

walkTakeOver(() => ({ crms: stage.crms, chats, panel, takeOver: (text) => choose('take-over', text) }));

describe('the chat page', () => {
  it('was given nothing of the text that was taken over', async () => {
    expect(await chats.evaluate(() => document.documentElement.outerHTML.includes('天府大道'))).toBe(false);
  });
});

describe('the keyword kb', () => {
  it('suggests from what is kept here, hostile names as text, no phone number, and asks no CRM', async () => {
    await customersKept(stage, 'desk');
    await rested(stage.crms['wechat-console']);
    stage.crms['wechat-console'].clearRequests();
    const { suggestions } = await typed('张');
    expect(suggestions.length).toBeGreaterThan(0);
    expect(JSON.stringify(suggestions)).not.toMatch(/\d{7,}/);
    expect(askedWho(stage.crms['wechat-console'])).toEqual([]);
  });

  it('says that nobody here is called so', async () => {
    const { suggestions } = await typed('没有这样的人');
    expect(suggestions).toEqual([]);
  });

  it('hands what is entered to the panel of the window', async () => {
    await chats.bringToFront();
    await typed('陈');
    await untilHeard(async () => {
      await inWorker((text) => (globalThis as unknown as Chrome).chrome.omnibox.onInputEntered.dispatch(text, 'currentTab'), '陈');
      await searched('陈');
    });
  });
});

describe('a page that Kebian does not read', () => {
  const address = () => stage.options.getByRole('form', { name: 'Teach a page' }).getByRole('textbox', { name: 'Address of the page' });

  it('is taught from the menu of the toolbar’s button, with its address and without what may be a key in it', async () => {
    await inWorker(() => (globalThis as unknown as Chrome).chrome.contextMenus.update('teach-page', { contexts: ['action'] }), null);
    await inWorker((url) => {
      const { chrome } = globalThis as unknown as Chrome;
      chrome.contextMenus.onClicked.dispatch({ menuItemId: 'teach-page' }, { url });
    }, 'https://desk.example/inbox/?token=abc#7');
    await expect.poll(() => address().inputValue()).toBe('https://desk.example/inbox/');
  });

  it('is taught from the panel, where no chat page is open', async () => {
    const other = await stage.browser.context.newPage();
    const url = `${stage.crms['wechat-console'].url.replace(/\/$/, '')}/desk`;
    await other.goto(url);
    await chats.close();
    await other.bringToFront();
    const press = () => panel.getByRole('button', { name: 'Read the chats of this page' }).click({ timeout: TRY });
    await untilHeard(async () => {
      await press();
      await expect.poll(() => address().inputValue(), { timeout: TRY }).toBe(url);
    });
    // The browser does not tell the address of a page of its own.
    await other.goto('chrome://version');
    await other.bringToFront();
    await untilHeard(async () => {
      await press();
      await stage.options.getByText(/^Kebian was not told the address/).waitFor({ timeout: TRY });
    });
    expect(await address().inputValue()).toBe('');
    await other.close();
  });

  it('does not tell its address by a press on the toolbar’s button, which opens the panel: the form says how it is told', async () => {
    const desk = await startConsole();
    const other = await stage.browser.context.newPage();
    // Kebian may reach this computer's own name, where the sandbox's CRMs are.
    await other.goto(desk.url.replace('localhost', 'desk.localhost'));
    const press = () => pressToolbarButton(stage.browser, other.url());
    // It is open: the first press closes it.
    await untilHeard(async () => {
      await press();
      await expect.poll(() => panel.isClosed()).toBe(true);
    });
    panel = await untilHeard(() => press().then(() => ownPage(stage.browser, 'sidepanel.html')));
    await untilHeard(async () => {
      await panel.getByRole('button', { name: 'Read the chats of this page' }).click({ timeout: TRY });
      await stage.options.getByText(/^Kebian was not told the address.*button in the toolbar/).waitFor({ timeout: TRY });
    });
    expect(await address().inputValue()).toBe('');
    await other.close();
    await desk.stop();
  });
});

interface Chrome {
  chrome: {
    permissions: { getAll(): Promise<{ origins: string[] }> };
    windows: { create(options: object): Promise<{ id: number }> };
    tabs: { query(query: object): Promise<{ id: number; windowId: number; active: boolean }[]> };
    contextMenus: { update(id: string, change: object): Promise<void>; onClicked: { dispatch(info: object, tab: object): void } };
    omnibox: Record<'onInputChanged' | 'onInputEntered', { dispatch(...values: unknown[]): void }>;
  };
}

/** Runs in the worker, which the browser starts for what happens outside its pages, too: no message comes with that. */
async function inWorker<A, T>(work: (value: A) => T, value: A): Promise<T> {
  const browser = await stage.browser.context.newCDPSession(stage.options);
  await browser.send('ServiceWorker.enable');
  const scopeURL = `chrome-extension://${stage.browser.extensionId}/`;
  for (let tries = 0; tries < 50; tries++) {
    await browser.send('ServiceWorker.startWorker', { scopeURL });
    const worker = stage.browser.context.serviceWorkers().at(-1);
    const done = await Promise.race([
      worker?.evaluate(work as never, value).then(
        (result) => ({ result: result as T }),
        (thrown: Error) => (/restarted|closed/.test(thrown.message) ? null : Promise.reject(thrown)),
      ),
      // A worker that is stopped says no more.
      stage.options.waitForTimeout(2_000),
    ]);
    if (done) return done.result;
    await stage.options.waitForTimeout(50);
  }
  throw new Error('The worker did not live long enough');
}

/** As the browser tells it when somebody chooses the entry. The entry itself is the browser's own and out of a test's reach. */
async function choose(menuItemId: 'look-up' | 'take-over', selectionText: string, window?: number): Promise<void> {
  const windowId = window ?? (await windowOf(chats));
  await inWorker(
    async ([entry, id]) => {
      const { chrome } = globalThis as unknown as Chrome;
      const [tab] = await chrome.tabs.query({ windowId: id, url: 'https://wx.qq.com/*' });
      chrome.contextMenus.onClicked.dispatch(entry, { id: tab?.id, windowId: id });
    },
    [{ menuItemId, selectionText }, windowId] as const,
  );
}

function lookUp(selectionText: string, window?: number): Promise<void> {
  return choose('look-up', selectionText, window);
}

/** The panel searches for this. */
async function searched(text: string): Promise<void> {
  await expect.poll(() => panel.getByRole('searchbox', { name: 'Search' }).inputValue(), { timeout: TRY }).toBe(text);
}

/** The searches that no panel has begun yet. */
function wanted(): Promise<string[]> {
  return sessionOf(stage).then((now) => Object.keys(now).filter((key) => key.startsWith('wanted:')));
}

async function windowOf(page: Page): Promise<number> {
  await page.bringToFront();
  return stage.options.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { windows: { getLastFocused(): Promise<{ id: number }> } } };
    return (await chrome.windows.getLastFocused()).id;
  });
}

/** What the address bar is given for what is typed after the keyword. */
async function typed(text: string): Promise<{ suggestions: { content: string; description: string }[] }> {
  return inWorker(
    (query) =>
      new Promise<{ suggestions: { content: string; description: string }[] }>((resolve) => {
        (globalThis as unknown as Chrome).chrome.omnibox.onInputChanged.dispatch(query, (suggestions: never) => resolve({ suggestions }));
      }),
    text,
  );
}
