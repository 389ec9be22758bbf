import type { Page } from 'playwright-core';
import { people, personByKey } from '../sandbox/people.ts';
import { ASKING_THE_CRM, disconnect, openPanel, sandboxSettings, type Stage } from './stage.ts';

/** How long to wait for an answer, in ms: the panel may have painted before this observer of the chat page has run. */
const SEEN_LATE = 250;

/** Includes the two contacts with one name, and some that no CRM knows. */
const KEYS = people
  .filter(({ kind }) => kind === 'person')
  .map(({ key }) => key)
  .slice(0, 90);

interface Shown {
  /** The page's id of the contact that the panel shows. */
  contact: string;
  name: string;
  company: string;
}

/** What was shown from `at` to `until`, between two changes of the document; epoch ms. */
export interface Paint extends Shown {
  at: number;
  until: number;
}

interface Opened {
  at: number;
  key: string;
}

/**
 * A message of the chat page that the panel received: the contact's id, or why there is none. Messages may arrive in another order than that of
 * `turn`.
 */
interface Heard {
  at: number;
  turn: number;
  what: string;
}

export interface Switched {
  paints: Paint[];
  /**
   * The paints that showed a customer under another contact, or after the panel had received another chat: which of the two, and what preceded
   * it.
   */
  wrong: (Paint & { why: string; trace: string[] })[];
  /** The longest time that a customer stayed after another chat was opened, and that a chat's message took to the panel, in ms. */
  longest: number;
  longestOnTheWay: number;
  /** The number of contacts to switch between. */
  contacts: number;
}

declare global {
  interface Window {
    paints: Paint[];
    heardChats: Heard[];
    customerShown(): Shown | null;
  }
}

/** Opens this many chats at random, at random times up to `pauseMs` apart, while the CRM takes up to 800 ms to answer. */
export async function switchAtRandom(stage: Stage, switches: number, pauseMs: number): Promise<Switched> {
  const { chats, panel, expected } = await prepare(stage);
  stage.crms['wechat-console'].fault({ kind: 'latency', ms: [0, 800] });
  stage.crms['wechat-console'].clearRequests();
  await panel.evaluate(recordPaints);
  const opened = await chats.evaluate(openAtRandom, { keys: KEYS, switches, pauseMs });
  await panel.waitForTimeout(1_500);
  const [paints, heard] = await panel.evaluate(() => [window.paints, window.heardChats] as const);
  // Without an order, no paint could be found to be late.
  if (!heard.some(({ turn }) => turn > 0)) throw new Error('the panel heard no message of the page with its order');
  return {
    paints,
    wrong: paints.flatMap((paint) => {
      const why = whyWrong(paint, heard, expected);
      return why === null ? [] : [{ ...paint, why, trace: traceOf(paint, opened, heard) }];
    }),
    longest: Math.max(0, ...paints.map((paint) => lateness(paint, opened, expected))),
    longestOnTheWay: Math.max(0, ...opened.map((one) => onTheWay(one, heard, expected))),
    contacts: KEYS.length,
  };
}

/** How long the panel did not receive an opened chat, in ms; 0 where it never did, because the next one was opened before. */
function onTheWay({ at, key }: Opened, heard: Heard[], expected: Prepared['expected']): number {
  const told = heard.find((one) => one.at >= at && one.what === expected[key]?.contact);
  const next = heard.find((one) => one.at >= at);
  return told && told === next ? told.at - at : 0;
}

/** How long before its end another chat had been opened, in ms. */
function lateness(paint: Paint, opened: Opened[], expected: Prepared['expected']): number {
  const last = opened.findLastIndex(({ at, key }) => at <= paint.until && expected[key]?.contact === paint.contact);
  const left = last < 0 ? undefined : opened[last + 1];
  return left ? paint.until - left.at : 0;
}

/** What the page opened and the panel received around a paint, in ms since its beginning. */
function traceOf(paint: Paint, opened: Opened[], heard: Heard[]): string[] {
  const events = [
    ...opened.map(({ at, key }) => ({ at, what: `opened ${key}` })),
    ...heard.map(({ at, what }) => ({ at, what: `heard ${what}` })),
  ];
  const near = events.filter(({ at }) => at > paint.at - 3_000 && at < paint.until + 3_000).sort((a, b) => a.at - b.at);
  return [...near.map(({ at, what }) => `${at - paint.at} ${what}`), `${paint.until - paint.at} last seen ${paint.contact}`];
}

interface Prepared {
  chats: Page;
  panel: Page;
  /** The customer that the panel shows for a contact without time pressure; null for none. */
  expected: Record<string, Shown | null>;
}

async function prepare(stage: Stage): Promise<Prepared> {
  await connect(stage);
  const chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  const panel = await openPanel(stage, chats);
  await linkPair(chats, panel);
  const expected = await visitAll(chats, panel);
  // Disconnecting deletes every answer, and every link where the person agrees to lose them.
  await disconnect(stage, 'desk');
  await connect(stage);
  await linkPair(chats, panel);
  return { chats, panel, expected };
}

async function connect(stage: Stage): Promise<void> {
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en', ASKING_THE_CRM) });
}

async function visitAll(chats: Page, panel: Page): Promise<Prepared['expected']> {
  await panel.evaluate(recordPaints);
  const seen: Prepared['expected'] = {};
  for (const key of KEYS) {
    const id = await chats.evaluate((name) => window.sandbox.openByRow(name).then(() => window.sandbox.idOf(name)), key);
    await panel.waitForFunction(isSettled, id);
    seen[key] = await panel.evaluate(() => window.customerShown());
  }
  return seen;
}

/** In the panel: whether it shows this contact completely. */
function isSettled(id: string): boolean {
  const shows = document.querySelector('[data-contact]')?.getAttribute('data-contact') === id;
  return shows && !/Looking up/i.test(document.body.innerText);
}

async function linkPair(chats: Page, panel: Page): Promise<void> {
  for (const key of ['wang-fang-1', 'wang-fang-2']) {
    await chats.evaluate((name) => window.sandbox.openByRow(name), key);
    const company = personByKey(key).record!.company!;
    await panel.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
  }
}

/**
 * A paint is right where its customer belongs to the contact that it is shown for, and the panel has not received another chat meanwhile. How
 * long the browser takes to deliver the page's message does not depend on the panel: that is reported separately.
 */
function whyWrong(paint: Paint, heard: Heard[], expected: Prepared['expected']): string | null {
  const key = Object.keys(expected).find((one) => expected[one]?.contact === paint.contact);
  if (!key || expected[key]!.company !== paint.company || expected[key]!.name !== paint.name) return 'somebody else’s customer';
  const newest = Math.max(0, ...heard.filter(({ at }) => at <= paint.until - SEEN_LATE).map(({ turn }) => turn));
  const own = heard.filter(({ at, what }) => what === paint.contact && at <= paint.until + SEEN_LATE);
  return own.length === 0 || own.some(({ turn }) => turn >= newest)
    ? null
    : `their own customer, more than ${SEEN_LATE} ms after the panel heard of another chat`;
}

interface Said {
  call: string;
  ask: { kind: string; contact?: { id: string }; stamp?: { number: number } };
}

/** In the panel: records every customer that is shown, with the time of the change in the document. */
function recordPaints(): void {
  window.paints = [];
  const again = 'heardChats' in window;
  window.heardChats = [];
  if (again) return;
  const { chrome } = globalThis as unknown as { chrome: { runtime: { onMessage: { addListener(heard: (message: Said) => void): void } } } };
  chrome.runtime.onMessage.addListener(({ call, ask }) => {
    if (call === 'chatChanged') window.heardChats.push({ at: Date.now(), turn: ask.stamp?.number ?? 0, what: ask.contact?.id ?? ask.kind });
  });
  window.customerShown = () => {
    // Several possible customers are an offer: they have no such line.
    const term = [...document.querySelectorAll('dt')].find((one) => one.textContent === 'Company');
    const contact = document.querySelector('[data-contact]')?.getAttribute('data-contact') ?? '';
    const name = document.querySelector('h1')?.textContent ?? '';
    return term ? { contact, name, company: term.nextElementSibling?.textContent ?? '' } : null;
  };
  let last: Paint | null = null;
  const look = () => {
    const [shown, now] = [window.customerShown(), Date.now()];
    if (shown && last?.contact === shown.contact && last.name === shown.name && last.company === shown.company) last.until = now;
    // A customer who is shown again after nobody was shown is another paint.
    else if ((last = shown && { ...shown, at: now, until: now })) window.paints.push(last);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  // A customer who stays causes no change in the document, but is still visible.
  const frame = () => {
    look();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** In the chat page: records which contact the page really had open, from the very moment on. */
async function openAtRandom({ keys, switches, pauseMs }: { keys: string[]; switches: number; pauseMs: number }): Promise<Opened[]> {
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
    await new Promise((resolve) => setTimeout(resolve, random() * pauseMs));
  }
  return opened;
}
