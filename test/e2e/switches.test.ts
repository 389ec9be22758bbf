import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { people, personByKey } from '../sandbox/people.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

const SWITCHES = 500;

/** A message from the page to the panel may take this long on a busy machine, in ms. */
const ON_THE_WAY = 500;

/** The two of one name and some whom no CRM knows are among them. */
const KEYS = people
  .filter(({ kind }) => kind === 'person')
  .map(({ key }) => key)
  .slice(0, 90);

let stage: Stage;
let chats: Page;
let panel: Page;

/** The panel may have painted before this test's own observer of the chat page has had its turn, in ms. */
const SEEN_LATE = 50;

/** Whom the panel shows for a contact when there is all the time in the world; null when it claims nobody. */
let expected: Record<string, Shown | null>;

beforeAll(async () => {
  stage = await setStage();
  await connect();
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  panel = await openPanel(stage, chats);
  await linkPair();
  expected = await visitAll();
  // Disconnecting forgets every answer and every link.
  await stage.ask('removeConnection', { connection: 'desk' });
  await connect();
  await linkPair();
}, 120_000);

afterAll(() => stage?.close());

it('never shows a customer under a contact who is not theirs, however fast the chats change and however late the CRM answers', async () => {
  stage.crms['wechat-console'].fault({ kind: 'latency', ms: [0, 800] });
  stage.crms['wechat-console'].clearRequests();
  await panel.evaluate(recordPaints);
  const opened = await switchAtRandom();
  await panel.waitForTimeout(1_500);
  const paints = await panel.evaluate(() => window.paints);
  expect(paints.filter((paint) => isWrong(paint, opened))).toEqual([]);
  expect(stage.crms['wechat-console'].requests.length).toBeGreaterThan(KEYS.length);
  expect(new Set(paints.map(({ company }) => company)).size).toBeGreaterThan(20);
}, 240_000);

async function connect(): Promise<void> {
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
}

interface Shown {
  /** The page's id of the contact that the panel says it shows. */
  contact: string;
  name: string;
  company: string;
}

interface Paint extends Shown {
  at: number;
}

interface Opened {
  at: number;
  key: string;
}

declare global {
  interface Window {
    paints: Paint[];
    customerShown(): Shown | null;
  }
}

/** A paint is right when its customer is the contact's that it is shown for, and that contact was open a message's way before. */
function isWrong(paint: Paint, opened: Opened[]): boolean {
  const key = Object.keys(expected).find((one) => expected[one]?.contact === paint.contact);
  const last = opened.findLastIndex(({ at }) => at <= paint.at - ON_THE_WAY);
  const openThen = opened.slice(Math.max(0, last)).some((one) => one.key === key && one.at <= paint.at + SEEN_LATE);
  return !openThen || expected[key!]!.company !== paint.company || expected[key!]!.name !== paint.name;
}

async function visitAll(): Promise<Record<string, Shown | null>> {
  await panel.evaluate(recordPaints);
  const seen: Record<string, Shown | null> = {};
  for (const key of KEYS) {
    await chats.evaluate((name) => window.sandbox.openByRow(name), key);
    await panel.waitForTimeout(200);
    seen[key] = await panel.evaluate(() => window.customerShown());
  }
  return seen;
}

async function linkPair(): Promise<void> {
  for (const key of ['wang-fang-1', 'wang-fang-2']) {
    await chats.evaluate((name) => window.sandbox.openByRow(name), key);
    const company = personByKey(key).record!.company!;
    await panel.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
  }
}

/** In the panel: writes down every customer that is shown, at the time when the document changes. */
function recordPaints(): void {
  window.paints = [];
  window.customerShown = () => {
    // Several possible customers are an offer, not a claim: they have no such line.
    const term = [...document.querySelectorAll('dt')].find((one) => one.textContent === 'Company');
    const contact = document.querySelector('[data-contact]')?.getAttribute('data-contact') ?? '';
    const name = document.querySelector('h1')?.textContent ?? '';
    return term ? { contact, name, company: term.nextElementSibling?.textContent ?? '' } : null;
  };
  const look = () => {
    const shown = window.customerShown();
    if (shown) window.paints.push({ at: Date.now(), ...shown });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Switches between the chats at random times. Answers with whom the page really had open, from the very moment on. */
async function switchAtRandom(): Promise<Opened[]> {
  return chats.evaluate(
    async ({ keys, switches }) => {
      const opened: { at: number; key: string }[] = [];
      const look = () => {
        const key = window.sandbox.current()?.key;
        if (key !== undefined && key !== opened.at(-1)?.key) opened.push({ at: Date.now(), key });
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
      let seed = 12_345;
      const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
      for (let done = 0; done < switches; done++) {
        await window.sandbox.openByRow(keys[Math.floor(random() * keys.length)]!);
        await new Promise((resolve) => setTimeout(resolve, random() * 120));
      }
      return opened;
    },
    { keys: KEYS, switches: SWITCHES },
  );
}
