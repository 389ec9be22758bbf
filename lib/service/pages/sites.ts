import { browser } from 'wxt/browser';
import { covers, invitedOf, KNOWN_PAGES, readingOf, WECHAT_WEB, withoutPort } from '../../model/chat-pages';
import { serialQueue } from '../../model/serial-queue';
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

/** The file of the content script for pages that a person has invited Kebian into. */
const SCRIPT = 'content-scripts/invited.js';

/** Stores a taught page and begins to read it in open tabs. Throws the Problem `crm-address` for the address of one of these CRMs. */
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
 * Deletes a taught page, and removes the permission for it if nothing else needs that. Asked again, it finishes what a worker that was stopped has
 * left.
 */
export async function removeSite(id: string, needed: string[]): Promise<void> {
  const script = (await browser.scripting.getRegisteredContentScripts()).find((one) => one.id === scriptId(id));
  const taught = (await choices()).sites.find((site) => site.id === id);
  await leave(taught?.matches ?? script?.matches ?? [], needed, ({ sites, resting }) => ({
    sites: sites.filter((site) => site.id !== id),
    resting: resting.filter((one) => one !== id),
  }));
}

/** Switches a page on or off that Kebian knows without being taught. */
export async function switchSite(id: string, on: boolean, needed: string[]): Promise<void> {
  const page = KNOWN_PAGES.find((one) => one.id === id);
  if (!page) throw new ProblemError({ kind: 'refused', message: id });
  const switched = ({ sitesOn }: Choices) => ({ sitesOn: { ...sitesOn, [id]: on } });
  if (on) return changeSites(switched);
  await leave(page.matches, page.invited ? needed : page.matches, switched);
}

/** Decides again which pages are not read: `crms` are the origins of all connections. */
export async function restSites(crms: string[]): Promise<void> {
  const { sites, resting } = await choices();
  const now = restingAmong(sites, crms);
  if (now.join() !== resting.join()) await changeSites(() => ({ resting: now }));
}

/**
 * The ids of the pages that are not read because their address is a connected CRM's, however they came among the taught ones. They are read again
 * when that CRM is gone.
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
  await arrangePages();
}

/** Updates the chat pages and menus to the choices and permissions. */
export async function arrangePages(): Promise<void> {
  await Promise.all([arrangeSites(), invitedPatterns().then(arrangeMenus)]);
}

/** Sends each open chat page how it is to be read, also one that is no longer to be read. */
async function tellPages(before: Choices): Promise<void> {
  const now = await choices();
  const pages = [...KNOWN_PAGES, ...before.sites, ...now.sites];
  const tabs = await browser.tabs.query({ url: withoutPort(pages.flatMap(({ matches }) => matches)) });
  await Promise.all(tabs.map(({ id, url }) => tellReading(id!, readingOf(now, URL.parse(url ?? '')?.origin ?? ''))));
}

/**
 * Registers the content scripts as the settings and permissions ask: after every change of either, at the browser's start, and after an update, which
 * drops them. Open pages get the script at once; in pages that are no longer read it removes itself.
 */
function arrangeSites(): Promise<void> {
  return serially(async () => {
    const wanted = await wantedScripts();
    const there = await browser.scripting.getRegisteredContentScripts();
    const same = (a: Script, b: Script) => a.id === b.id && [...(a.matches ?? [])].sort().join() === [...(b.matches ?? [])].sort().join();
    const stale = there.filter((one) => !wanted.some((script) => same(script, one)));
    const fresh = wanted.filter((script) => !there.some((one) => same(script, one)));
    if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
    // Injected before they are registered: a worker that is stopped in between does both again, and of two scripts in a page the older one ends
    // itself.
    await enterTabs(
      fresh.flatMap(({ matches }) => matches),
      [SCRIPT],
    );
    if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
    await invitedPages();
  });
}

/** After the installation, and when a permission is granted again: injects our script into the open chat pages of the manifest. */
export function enterAgain(origins: string[]): Promise<void> {
  const files = browser.runtime.getManifest().content_scripts?.flatMap(({ js }) => js ?? []) ?? [];
  return enterTabs(
    chatPages().filter((page) => origins.includes(page)),
    files,
  );
}

/** Stops reading chat pages that the browser no longer allows: our script stays in them until they are reloaded. */
export async function leaveForbidden(): Promise<void> {
  await Promise.all(ofKind(await readState(), 'chat').map(({ name }) => leaveWhereForbidden(Number(name))));
}

/** The browser tells the address of a tab only if Kebian may reach it. */
async function leaveWhereForbidden(id: number): Promise<void> {
  const tab = await browser.tabs.get(id).catch(() => null);
  if (!tab || tab.url) return;
  await tellReading(id, 'off');
  await forgetChat(id);
}

/** Open pages are not reloaded, which would lose their messages: the script is injected into them. */
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
 * Injects scripts into a tab's page, in the world of our content scripts. False if the page is gone or the browser refuses.
 * @param now does not wait for a page that is still loading
 */
export function enterTab(tab: number, files: string[], now = false): Promise<boolean> {
  const script = { target: { tabId: tab }, files: files as never, injectImmediately: now };
  return browser.scripting.executeScript(script).then(
    () => true,
    () => false,
  );
}

/** The site of an address, null if it is not read. WeChat's own page is at / alone. */
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

/** The match patterns of the pages into which a person has invited Kebian. */
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

/** Stops reading these pages: their tabs are notified before the permission is removed; a permission that another part needs stays. */
async function leave(matches: string[], needed: string[], change: (now: Choices) => Partial<Choices>): Promise<void> {
  const patterns = withoutPort(matches);
  const tabs = patterns.length > 0 ? await browser.tabs.query({ url: patterns }) : [];
  await changeSites(change);
  await Promise.all(tabs.map(({ id }) => forgetChat(id!)));
  await releasePatterns([...withoutPort(needed), ...(await invitedPatterns())]);
}

/** Changes run one after the other: two that begin with the same list would lose one of them. */
const serially = serialQueue();
