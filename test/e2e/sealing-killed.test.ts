import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser, type RunningBrowser } from '../support/chromium.ts';
import { killBrowser, openedOptions } from '../support/kill-browser.ts';
import { askFrom, DEMO_BUILD } from '../support/stage.ts';

const PASSPHRASE = 'north window, noon';
/** Stands in every record, and in nothing else. */
const MARK = 'Zimtstern-4711';
/** Takes seconds to be sealed. */
const PEOPLE = 6_000;

let profile: string;
let browser: RunningBrowser;
let options: Page;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'kebian-sealing-'));
  await open();
});
afterEach(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

describe('a browser that is killed while records are being sealed', () => {
  it.each([
    ['at the first word of it', 0],
    ['when the first records have come across', 0.01],
    ['in the middle', 0.5],
    ['near the end', 0.95],
  ])('%s comes up readable and whole, or sealed and whole', async (_, share) => {
    const before = await fillBook();
    void askFrom(options, 'setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 }).catch(() => undefined);
    await options.evaluate(whenMoved, share);
    await killAndOpen();
    if (await isLocked()) await openSealed();
    expect(await databases()).toEqual(before);
  });

  it('in the moment in which it is done comes up sealed and whole, and nothing of it can be read', async () => {
    const before = await fillBook();
    void askFrom(options, 'setPassphrase', { passphrase: PASSPHRASE, lockAfter: 0 }).catch(() => undefined);
    await options.evaluate(whenDone);
    await killAndOpen();
    expect(await isLocked()).toBe(true);
    await openSealed();
    expect(await databases()).toEqual(before);
  });
});

/** What is said to be sealed cannot be read anywhere; the passphrase makes it readable again. */
async function openSealed(): Promise<void> {
  expect(await databases()).toEqual({ 'kebian-choices': 0, 'kebian-sealed': 0 });
  await askFrom(options, 'unlock', { passphrase: PASSPHRASE });
  await askFrom(options, 'removePassphrase', { passphrase: PASSPHRASE });
}

async function open(): Promise<void> {
  browser = await startBrowser({ extensions: [DEMO_BUILD], chatPort: 1, headless: true, profile });
  options = await openedOptions(browser);
  await askFrom(options, 'hello', null);
}

async function killAndOpen(): Promise<void> {
  killBrowser(profile);
  await browser.close();
  await open();
}

/** A local book with so many people, as if they had been added one by one; answers with what there is then. */
async function fillBook(): Promise<Record<string, number>> {
  const customer = { name: MARK, nickname: null, company: null, phones: [], remark: `${MARK} 备注` };
  await askFrom(options, 'addCustomer', { key: crypto.randomUUID(), contact: null, connection: 'book', customer });
  await options.evaluate(multiply, PEOPLE);
  const before = await databases();
  expect(before['kebian']).toBeGreaterThanOrEqual(PEOPLE);
  return before;
}

async function isLocked(): Promise<boolean> {
  await expect.poll(vault).toMatch(/^(none|locked)$/);
  return (await vault()) === 'locked';
}

function vault(): Promise<string> {
  return options.evaluate(async () => {
    const { chrome } = globalThis as unknown as Chrome;
    return (await chrome.storage.session.get(null)).vault?.kind ?? '';
  });
}

interface Chrome {
  chrome: { storage: { session: { get(keys: null): Promise<{ vault?: { kind: string; done?: number; total?: number } }> } } };
}

/** Runs in the page: the first person of the book becomes so many. */
async function multiply(count: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('kebian');
    opening.addEventListener('success', () => resolve(opening.result));
  });
  const transaction = database.transaction('bookCustomers', 'readwrite');
  const book = transaction.objectStore('bookCustomers');
  const all = book.getAll();
  all.addEventListener('success', () => {
    const [first] = all.result as { id: string; name: string }[];
    for (let number = 1; number < count; number++) book.put({ ...first!, id: `${first!.id}-${number}` });
  });
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}

/** Runs in the page: resolves once so much of the move is behind it. */
async function whenMoved(share: number): Promise<void> {
  const { chrome } = globalThis as unknown as Chrome;
  for (;;) {
    const { vault: now } = await chrome.storage.session.get(null);
    if (now?.kind === 'moving' && now.done! >= share * now.total!) return;
    if (now?.kind === 'open') throw new Error('It was too fast for this test');
  }
}

/** Runs in the page: resolves once it is sealed. */
async function whenDone(): Promise<void> {
  const { chrome } = globalThis as unknown as Chrome;
  for (;;) if ((await chrome.storage.session.get(null)).vault?.kind === 'open') return;
}

/** How many records of every database hold the mark as it can be read. */
async function databases(): Promise<Record<string, number>> {
  return options.evaluate(async (mark) => {
    const counts: Record<string, number> = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name!);
        opening.addEventListener('success', () => resolve(opening.result));
      });
      const tables = [...database.objectStoreNames].map(async (table) => {
        const all = database.transaction(table).objectStore(table).getAll();
        await new Promise((resolve) => all.addEventListener('success', resolve));
        const text = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value);
        return (all.result as unknown[]).filter((record) => JSON.stringify(record, text).includes(mark)).length;
      });
      counts[name!] = (await Promise.all(tables)).reduce((sum, count) => sum + count, 0);
      database.close();
    }
    return counts;
  }, MARK);
}
