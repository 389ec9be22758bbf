import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Calls, CallName } from '../../lib/wire/protocol.ts';
import { startCrms, type Crms } from '../sandbox/crm/start.ts';
import { startPage } from '../sandbox/page/start.ts';
import { startFirefox, type FirefoxOptions, type Place, type RunningFirefox } from './firefox.ts';
import { boxOf, boxOfButton, type Box } from './firefox-window.ts';
import { answerOf, sendFromPage, type StageOptions } from './stage.ts';
import { until } from './until.ts';

/** The demo build for Firefox: the store build with permission for the sandbox's CRMs. */
export const FIREFOX_DEMO = join(import.meta.dirname, '../../.output/firefox-mv3-demo');

/** `folder` and `crms` as of `StageOptions`. */
type FirefoxStageOptions = Partial<FirefoxOptions> & Pick<StageOptions, 'folder' | 'crms'>;

/** The environment of the tests in Firefox: the sandbox's servers and a Firefox with the extension. */
export interface FirefoxStage {
  crms: Crms;
  firefox: RunningFirefox;
  /** The options page, as it opens after the installation. */
  options: Place;
  /** Calls the background page as an own page does, through the options page. */
  ask<K extends CallName>(name: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']>;
  /** Opens a chat page, signed in. */
  openChats(): Promise<Place>;
  /** Opens the browser's sidebar with the panel. */
  openSidebar(): Promise<Place>;
  close(): Promise<void>;
}

export async function setFirefoxStage({ folder: kept, crms: others, ...options }: FirefoxStageOptions = {}): Promise<FirefoxStage> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'kebian-crm-')));
  const [crms, page] = await Promise.all([others ?? startCrms({ folder }), startPage()]);
  const firefox = await startFirefox({ extension: FIREFOX_DEMO, chatPort: page.port, ...options });
  // It comes to the front when it opens, before any page that was opened earlier.
  const own = await firefox.ownPage('options.html');
  // Opening late, the sidebar would push pages aside under the mouse, and ask the CRMs in the middle of a test.
  await firefox.ownPage('sidepanel.html');
  await firefox.hideSidebar();
  await until('The sidebar was not closed', async () => !(await firefox.hasOwnPage('sidepanel.html')));
  return {
    crms,
    firefox,
    options: own,
    ask: async (call, ask) => answerOf(call, await own.run(sendFromPage, { call, ask })),
    openChats: async () => {
      const chats = await firefox.open('https://wx.qq.com/?signedIn=1');
      await until('The chat page shows no chats', () => chats.run(() => document.querySelector('.chat_item') !== null));
      return chats;
    },
    openSidebar: async () => {
      await firefox.showSidebar();
      return firefox.ownPage('sidepanel.html');
    },
    close: async () => {
      await firefox.close();
      await Promise.all([!others && crms.stop(), page.stop()]);
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a chat by a click on its row. */
export function openRow(chats: Place, key: string): Promise<void> {
  return chats.run((name) => window.sandbox.openByRow(name), key);
}

/** The visible text of our elements with this name, one line for each. */
export function shownIn(chats: Place, name: 'kebian-chips' | 'kebian-badge' | 'kebian-picker'): Promise<string[]> {
  return chats.look((host) => {
    const seen = [...document.querySelectorAll(host)].filter((one) => one.checkVisibility({ visibilityProperty: true }));
    const roots = seen.map((one) => (one as unknown as { openOrClosedShadowRoot: ShadowRoot }).openOrClosedShadowRoot);
    return roots.map((root) =>
      [...root.querySelectorAll('*:not(style)')]
        .filter(({ children }) => children.length === 0)
        .filter((one) => one.checkVisibility())
        .map(({ textContent }) => textContent)
        .join(' '),
    );
  }, name);
}

/** Presses a button inside a closed shadow root of ours with the mouse, as a person does; waits until it is there. */
export function pressInside(stage: FirefoxStage, chats: Place, host: string, selector: string): Promise<void> {
  return pressThere(stage, chats, () => chats.look(boxInside, host, selector, ''), `<${host}> shows no ${selector}`);
}

/** The same with the button that has this text. */
export function pressButtonInside(stage: FirefoxStage, chats: Place, host: string, text: string): Promise<void> {
  return pressThere(stage, chats, () => chats.look(boxInside, host, 'button', text), `<${host}> shows no button “${text}”`);
}

async function pressThere({ firefox }: FirefoxStage, chats: Place, box: () => Promise<Box | null>, missing: string): Promise<void> {
  let last = '';
  await firefox.click(
    chats,
    await until(missing, async () => {
      const now = await box();
      const rests = last === JSON.stringify(now);
      last = JSON.stringify(now);
      return rests && now;
    }),
  );
}

/** Runs in the page. */
function boxInside(host: string, selector: string, text: string): Box | null {
  const { openOrClosedShadowRoot: root } = (document.querySelector(host) ?? {}) as { openOrClosedShadowRoot?: ShadowRoot };
  const found = [...(root?.querySelectorAll(selector) ?? [])].find((one) => one.textContent.includes(text));
  const box = found?.getBoundingClientRect();
  return box && box.width > 0 ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
}

/**
 * Runs a function in the page with an open copy of one of our closed shadow roots, which replaces it meanwhile: for tools that cannot look
 * inside. The function cannot use anything outside of itself.
 */
export async function inOpenCopy<A, T>(page: Place, host: string, work: (copy: Element, ask: A) => T, ask: A): Promise<Awaited<T>> {
  await until(`There is no <${host}>`, () => page.run((name) => document.querySelector(name) !== null, host));
  await page.look(putOpenCopy, host);
  const within = `(ask) => (${String(work)})(document.querySelector('[data-open-copy]'), ask)`;
  const done = await page.run({ toString: () => within } as never as (ask: A) => T, ask);
  await page.look(takeOpenCopy, host);
  return done;
}

/** Runs in the page, with the browser's privileges. */
function putOpenCopy(name: string): void {
  const host = document.querySelector<HTMLElement>(name)!;
  const { openOrClosedShadowRoot: root } = host as unknown as { openOrClosedShadowRoot: ShadowRoot };
  const copy = host.cloneNode(false) as HTMLElement;
  copy.dataset['openCopy'] = '';
  copy.attachShadow({ mode: 'open' }).append(...[...root.childNodes].map((node) => node.cloneNode(true)));
  host.after(copy);
  host.style.visibility = 'hidden';
}

/** Runs in the page, with the browser's privileges. */
function takeOpenCopy(name: string): void {
  document.querySelector('[data-open-copy]')?.remove();
  document.querySelector<HTMLElement>(name)?.style.removeProperty('visibility');
}

/** The text that a person reads in one of our documents. */
export function textOf(place: Place): Promise<string> {
  return place.run(() => document.body.innerText);
}

/** Presses something in our frame over the page with the mouse, when it takes input: a moment after it has come, and the pointer into it. */
export async function pressInFrame(stage: FirefoxStage, chats: Place, frame: Place, selector: string): Promise<void> {
  await pressBoxInFrame(stage, chats, frame, () => frame.run(boxOf, selector), `The frame shows no ${selector}`);
}

/** The same with the button that is called so. */
export async function pressButtonInFrame(stage: FirefoxStage, chats: Place, frame: Place, name: string): Promise<void> {
  await pressBoxInFrame(stage, chats, frame, () => frame.run(boxOfButton, name), `The frame shows no button “${name}”`);
}

async function pressBoxInFrame(
  { firefox }: FirefoxStage,
  chats: Place,
  frame: Place,
  boxIn: () => Promise<Box | null>,
  missing: string,
): Promise<void> {
  const box = async () => {
    const inner = await until(missing, boxIn);
    const outer = await until('The frame is gone', () => chats.run(boxOf, 'kebian-popover'));
    return { ...inner, x: outer.x + 1 + inner.x, y: outer.y + 1 + inner.y };
  };
  await firefox.point(chats, await box());
  await until('The pointer did not come into the frame', () => frame.run(() => document.documentElement.matches(':hover')));
  await frame.run(seenWhole);
  // It may have grown meanwhile.
  await firefox.click(chats, await box());
}

/** Runs in the frame: until it was in full view for so long that it takes input. */
async function seenWhole(): Promise<void> {
  const place = document.querySelector('[role=dialog]')!;
  await new Promise<void>((resolve) => {
    const look = ([entry]: IntersectionObserverEntry[]) => entry!.intersectionRatio >= 0.98 && resolve();
    new IntersectionObserver(look, { threshold: [0.98, 1] }).observe(place);
  });
  await new Promise((resolve) => setTimeout(resolve, 800));
}
