import { browser } from 'wxt/browser';
import { covers, invitedOf, KNOWN_PAGES, readingOf, WECHAT_WEB, withoutPort } from '../../model/chat-pages';
import { oneByOne } from '../../model/one-by-one';
import { ProblemError } from '../../model/problem';
import { PAGE_SHEET } from '../../model/page-sheet';
import type { Choices, SiteSettings } from '../../model/settings';
import { chatPages, invitedPages, scriptId } from '../../wire/caller';
import { ofKind } from '../../wire/item-keys';
import { tellReading } from '../../wire/while-wanted';
import { forgetChat } from '../contacts/chats';
import { choices, choose } from '../choices';
import { readState } from '../session/items';
import { releasePatterns } from '../connections/origins';
import { arrangeMenus } from './menus';

/** Where the build puts the script for pages that a person has invited Kebian into. */
const SCRIPT = 'content-scripts/invited.js';

/** Keeps a taught page and begins to read it where it is open. Throws the Problem `crm-address` for the address of one of these CRMs. */
export async function saveSite(site: SiteSettings, crms: string[]): Promise<void> {
  if (KNOWN_PAGES.some(({ id }) => id === site.id)) throw new ProblemError({ kind: 'refused', message: site.id });
  const address = crms.find((origin) => covers(site.matches, origin));
  if (address) throw new ProblemError({ kind: 'crm-address', origin: address });
  await changeSites(({ sites, resting }) => ({
    sites: [...sites.filter(({ id }) => id !== site.id), site],
    resting: resting.filter((id) => id !== site.id),
  }));
}

/**
 * Takes a taught page away, and with it the right to reach it, where nothing else needs that. Asked again, it finishes what a worker
 * that was stopped meanwhile has left.
 */
export async function removeSite(id: string, needed: string[]): Promise<void> {
  const script = (await browser.scripting.getRegisteredContentScripts()).find((one) => one.id === scriptId(id));
  const taught = (await choices()).sites.find((site) => site.id === id);
  await leave(taught?.matches ?? script?.matches ?? [], needed, ({ sites, resting }) => ({
    sites: sites.filter((site) => site.id !== id),
    resting: resting.filter((one) => one !== id),
  }));
}

/** Switches a page on or off that is known without teaching. */
export async function switchSite(id: string, on: boolean, needed: string[]): Promise<void> {
  const page = KNOWN_PAGES.find((one) => one.id === id);
  if (!page) throw new ProblemError({ kind: 'refused', message: id });
  const switched = ({ sitesOn }: Choices) => ({ sitesOn: { ...sitesOn, [id]: on } });
  if (on) return changeSites(switched);
  await leave(page.matches, page.invited ? needed : page.matches, switched);
}

/** Decides again which pages rest: `crms` are the origins of all connections. */
export async function restSites(crms: string[]): Promise<void> {
  const { sites, resting } = await choices();
  const now = restingAmong(sites, crms);
  if (now.join() !== resting.join()) await changeSites(() => ({ resting: now }));
}

/**
 * A page whose address is a connected CRM's is not read as a chat page, however it came among the taught ones. It is read again when that
 * CRM is gone.
 */
export function restingAmong(sites: SiteSettings[], crms: string[]): string[] {
  const pages = [...sites, ...KNOWN_PAGES.filter(({ invited }) => invited)];
  return pages.filter(({ matches }) => crms.some((origin) => covers(matches, origin))).map(({ id }) => id);
}

/** Changes which pages are read, or how, and tells those that are open. */
export async function changeSites(change: (now: Choices) => Partial<Choices>): Promise<void> {
  const before = await choices();
  await choose(change);
  await tellPages(before);
  await Promise.all([arrangeSites(), arrangeMenus()]);
}

/** Sends each open chat page how it is to be read, also one that is no longer to be read. */
async function tellPages(before: Choices): Promise<void> {
  const now = await choices();
  const pages = [...KNOWN_PAGES, ...before.sites, ...now.sites];
  const tabs = await browser.tabs.query({ url: withoutPort(pages.flatMap(({ matches }) => matches)) });
  await Promise.all(tabs.map(({ id, url }) => tellReading(id!, readingOf(now, URL.parse(url ?? '')?.origin ?? ''))));
}

/**
 * Brings the registered scripts to what is stored and allowed: after every change of either, at the browser's start, and after an update,
 * which drops them. A page that is open already gets its script at once; a script whose page is no longer wanted removes itself.
 */
export function arrangeSites(): Promise<void> {
  return arranging(async () => {
    const wanted = await wantedScripts();
    const there = await browser.scripting.getRegisteredContentScripts();
    const same = (a: Script, b: Script) => a.id === b.id && [...(a.matches ?? [])].sort().join() === [...(b.matches ?? [])].sort().join();
    const stale = there.filter((one) => !wanted.some((script) => same(script, one)));
    const fresh = wanted.filter((script) => !there.some((one) => same(script, one)));
    if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
    // Entered first: a worker that was stopped in between finds it missing still, and does both again; of two scripts the older leaves.
    await enterTabs(
      fresh.flatMap(({ matches }) => matches),
      [SCRIPT],
    );
    if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
    await invitedPages();
  });
}

/** At the installation, and where a right that was taken away is given back, our script goes into the open chat pages of the manifest. */
export function enterAgain(origins: string[]): Promise<void> {
  const files = browser.runtime.getManifest().content_scripts?.flatMap(({ js }) => js ?? []) ?? [];
  return enterTabs(
    chatPages().filter((page) => origins.includes(page)),
    files,
  );
}

/** A chat page that the browser forbids from now on is not read any further: our script stays in it until it is loaded again. */
export async function leaveForbidden(): Promise<void> {
  await Promise.all(ofKind(await readState(), 'chat').map(({ name }) => leaveWhereForbidden(Number(name))));
}

/** The browser tells the address of a tab only where it lets Kebian in. */
async function leaveWhereForbidden(id: number): Promise<void> {
  const tab = await browser.tabs.get(id).catch(() => null);
  if (!tab || tab.url) return;
  await tellReading(id, 'off');
  await forgetChat(id);
}

/** Pages that were open before are not reloaded (that would lose their messages): the script goes to them. */
async function enterTabs(matches: string[], files: string[]): Promise<void> {
  if (matches.length === 0) return;
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.all(tabs.map(({ id }) => enterWithSheet(id!, files)));
}

async function enterWithSheet(tab: number, files: string[]): Promise<void> {
  if (import.meta.env.BROWSER === 'firefox')
    await browser.scripting.insertCSS({ target: { tabId: tab }, files: [PAGE_SHEET] }).catch(() => undefined);
  await enterTab(tab, files);
}

/**
 * Puts scripts into a tab's page, among the content scripts that Kebian has there. False where the page is gone or the browser refuses.
 * @param now does not wait for a page that is still loading
 */
export function enterTab(tab: number, files: string[], now = false): Promise<boolean> {
  const script = { target: { tabId: tab }, files: files as never, injectImmediately: now };
  return browser.scripting.executeScript(script).then(
    () => true,
    () => false,
  );
}

/** The site whose page an address is, null where it is none that is read. WeChat's own page is at / alone. */
export async function chatPageAt(address: string): Promise<string | null> {
  const url = URL.parse(address);
  const reading = url ? readingOf(await choices(), url.origin) : 'off';
  if (!url || reading === 'off') return null;
  if (reading !== 'known') return reading.id;
  const known = KNOWN_PAGES.find(({ matches }) => covers(matches, url.origin))!;
  return known === WECHAT_WEB && url.pathname !== '/' ? null : known.id;
}

interface Script {
  id: string;
  matches?: string[] | undefined;
}

/** The rights that the pages need into which a person has invited Kebian. */
export async function invitedPatterns(): Promise<string[]> {
  return withoutPort(invitedOf(await choices()).flatMap(({ matches }) => matches));
}

async function wantedScripts() {
  const scripts = invitedOf(await choices()).map(({ id, matches }) => ({
    id: scriptId(id),
    matches: [...new Set(withoutPort(matches))],
    js: [SCRIPT],
    ...(import.meta.env.BROWSER === 'firefox' && { css: [PAGE_SHEET] }),
    runAt: 'document_end' as const,
    persistAcrossSessions: true,
  }));
  const allowed = await Promise.all(scripts.map(({ matches }) => browser.permissions.contains({ origins: matches })));
  return scripts.filter((_, place) => allowed[place]);
}

/** What was said of these pages is forgotten while their tabs can still be told; a right that another part needs stays. */
async function leave(matches: string[], needed: string[], change: (now: Choices) => Partial<Choices>): Promise<void> {
  const patterns = withoutPort(matches);
  const tabs = patterns.length > 0 ? await browser.tabs.query({ url: patterns }) : [];
  await changeSites(change);
  await Promise.all(tabs.map(({ id }) => forgetChat(id!)));
  await releasePatterns([...withoutPort(needed), ...(await invitedPatterns())]);
}

/** Two changes that both began with the same list would lose one of them. */
const arranging = oneByOne();
