import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import type { Crms } from '../sandbox/crm/start.ts';
import { sandboxSettings } from './stage.ts';
import type { WalkPage } from './walk.ts';

/** All rules of axe except those for a whole page, which do not apply to our part of another page. */
export const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};
export const OF_A_PART: RunOptions = { ...RULES, rules: { region: { enabled: false } } };

declare global {
  interface Window {
    axe: { run(where: Element | Document, rules: RunOptions): Promise<AxeResults> };
  }
}

/** A document of the extension: a page, the panel, or a frame in another page. */
type Own = Pick<WalkPage, 'evaluate'>;

/** A browser in one theme, with reduced motion. Kebian is in English, and nothing is connected yet. */
export interface AccessStand {
  crms: Crms;
  options: WalkPage;
  importSettings(document: string): Promise<unknown>;
  openChats(): Promise<WalkPage>;
  openPanel(chats: WalkPage): Promise<WalkPage>;
  /** Clicks the chips; returns the popover once it accepts input. */
  openPopover(chats: WalkPage): Promise<Own>;
  /** Clicks the button for the numbers; returns the card. */
  openNumber(chats: WalkPage): Promise<Own>;
  openPage(address: string): Promise<WalkPage>;
  /** Clicks a button in a closed shadow root. */
  pressInside(page: WalkPage, host: string, button: string): Promise<void>;
  /** The violations that axe finds in a document of the extension. */
  findings(where: Own): Promise<AxeResults>;
  /** The violations that axe finds in our elements in another page. */
  findingsInside(page: WalkPage, host: string): Promise<AxeResults>;
  /** Sets the zoom of a page to 200 %, or back to 100 %. */
  enlarge(page: WalkPage, twice: boolean): Promise<void>;
  close(): Promise<void>;
}

const said = ({ violations }: AxeResults) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));

/** Runs axe on everything that Kebian shows, in both themes; checks live regions, motion and 200 % zoom. */
export function checkAccess(begin: (theme: 'light' | 'dark') => Promise<AccessStand>): void {
  describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
    let stand: AccessStand;
    let taught: RunningConsole;
    let chats: WalkPage;
    let panel: WalkPage;

    const findings = async (where: Own) => said(await stand.findings(where));
    const findingsInside = async (page: WalkPage, host: string) => said(await stand.findingsInside(page, host));
    const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);

    beforeAll(async () => {
      [stand, taught] = await Promise.all([begin(theme), startConsole()]);
    });
    afterAll(async () => {
      await stand?.close();
      await taught?.stop();
    });

    it('the first page has no accessibility finding', async () => {
      await stand.options.getByRole('button', { name: 'Connect a CRM' }).waitFor();
      expect(await findings(stand.options)).toEqual([]);
    });

    it('the settings with connections have none, at twice the size nothing stands out of them, and nothing in them moves', async () => {
      await stand.importSettings(sandboxSettings(stand.crms, ['wechat-console', 'tanma', 'lixiao'], 'en'));
      await stand.options.getByText('Connected', { exact: true }).nth(2).waitFor();
      expect(await findings(stand.options)).toEqual([]);
      await stand.enlarge(stand.options, true);
      await expect.poll(() => stand.options.evaluate(standsOut)).toEqual([]);
      await stand.enlarge(stand.options, false);
      expect(await stand.options.evaluate(moving)).toEqual([]);
    });

    it('the panel beside a customer, several and a stranger has none', async () => {
      chats = await stand.openChats();
      await open('zhang-wei');
      panel = await stand.openPanel(chats);
      await panel.getByRole('textbox', { name: 'Remark' }).first().waitFor();
      expect(await findings(panel)).toEqual([]);
      for (const [key, sign] of [
        ['wang-fang-1', '2 possible customers'],
        ['stranger', 'No customer record'],
      ] as const) {
        await open(key);
        await panel.getByText(sign).first().waitFor();
        expect(await findings(panel)).toEqual([]);
      }
    });

    it('the panel reads out who is beside the chat, and that an edit was saved', async () => {
      await open('zhang-wei');
      await expect.poll(() => panel.evaluate(readOut)).toMatch(/^张伟: /);
      await panel.getByRole('textbox', { name: 'Remark' }).first().fill(`读出来 ${theme}`);
      await expect.poll(() => panel.evaluate(readOut)).toMatch(/^Saved/);
    });

    it('at twice the size nothing stands out of the panel, and nothing in it moves', async () => {
      expect(await panel.evaluate(moving)).toEqual([]);
      await stand.enlarge(panel, true);
      await expect.poll(() => panel.evaluate(standsOut)).toEqual([]);
      await stand.enlarge(panel, false);
    });

    it('chips and badges in the chat page have none', async () => {
      await chats.bringToFront();
      await chats.locator('kebian-chips').waitFor();
      for (const host of ['kebian-chips', 'kebian-badge']) expect(await findingsInside(chats, host)).toEqual([]);
    });

    it('the popover and the card of a number have none, and nothing in them moves', async () => {
      const popover = await stand.openPopover(chats);
      expect(await findings(popover)).toEqual([]);
      expect(await popover.evaluate(moving)).toEqual([]);
      await chats.keyboard.press('Escape');
      await chats.locator('kebian-popover').waitFor({ state: 'detached' });
      expect(await findings(await stand.openNumber(chats))).toEqual([]);
      await chats.keyboard.press('Escape');
    });

    it('the picker in a page that is taught has none', async () => {
      const page = await stand.openPage(taught.url);
      await page.evaluate((key) => (window as unknown as { desk: { open(key: string): void } }).desk.open(key), 'zhang-wei');
      await stand.options.bringToFront();
      await stand.options.getByRole('button', { name: 'Teach a page' }).click();
      await stand.options.getByLabel('Address of the page').fill(taught.url);
      expect(await findings(stand.options)).toEqual([]);
      await stand.options.getByRole('button', { name: 'Point at its parts' }).click();
      await page.locator('kebian-picker').waitFor({ state: 'attached' });
      expect(await findingsInside(page, 'kebian-picker')).toEqual([]);
      await stand.pressInside(page, 'kebian-picker', 'Start');
      expect(await findingsInside(page, 'kebian-picker')).toEqual([]);
      await page.keyboard.press('Escape');
    });
  });
}

/** Runs in the page: the text of its live region. */
function readOut(): string {
  return [...document.querySelectorAll('[aria-live=polite].sr-only')].map(({ textContent }) => textContent).join('');
}

/** Runs in the page: the elements that overflow it to the right unintentionally. */
function standsOut(): string[] {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter(
      (element) =>
        element.checkVisibility() && !element.closest('.sr-only, .truncate') && element.getBoundingClientRect().right > width + 1,
    )
    .map((element) => `${element.localName} ${element.textContent.slice(0, 30)}`);
}

/** Runs in the page: the elements that are animated, or would be at the next change, despite reduced motion. */
function moving(): string[] {
  const seconds = (text: string) =>
    Math.max(...text.split(',').map((one) => Number.parseFloat(one) * (one.trim().endsWith('ms') ? 0.001 : 1)));
  return [...document.querySelectorAll('body *')]
    .filter((element) => {
      const { transitionProperty, transitionDuration, animationName, animationDuration } = getComputedStyle(element);
      const fades = transitionProperty !== 'none' && seconds(transitionDuration) > 0.001;
      return fades || (animationName !== 'none' && seconds(animationDuration) > 0.001);
    })
    .map((element) => `${element.localName} ${element.className}`);
}
