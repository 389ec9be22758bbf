/** In px of the document. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The names from the browser's own scope that are used here: these functions run in its window, the last two in a page. */
interface BrowserWindow {
  gBrowser: {
    addTrustedTab(address: string): BrowserTab;
    selectedTab: BrowserTab;
    browsers: BrowserElement[];
    getTabForBrowser(browser: Element): BrowserTab;
    removeTab(tab: BrowserTab): void;
  };
  WebExtensionPolicy: { getByID(id: string): { mozExtensionHostname: string; extension: Extension } | null };
  BrowsingContext: { get(id: number): Context };
  ChromeUtils: { importESModule(address: string): { AddonManager: AddonManager } };
  SidebarController: SidebarController;
  Components: { classes: Record<string, { createInstance(of: unknown): LocalFile }>; interfaces: { nsIFile: unknown } };
}
interface BrowserTab {
  linkedBrowser: BrowserElement;
}
interface BrowserElement extends Element {
  browsingContext: Context;
  currentURI: { spec: string };
  webProgress: { isLoadingDocument: boolean };
}
interface Context {
  id: number;
  top: Context;
  fullZoom: number;
  embedderElement: Element | null;
  topChromeWindow: { close(): void };
  getAllBrowsingContextsInSubtree(): Context[];
  currentWindowGlobal: { documentURI: { spec: string }; osPid: number } | null;
}
interface Extension {
  version: string;
  views: Set<{ xulBrowser: BrowserElement | null }>;
  terminateBackground(): Promise<void>;
}
interface AddonManager {
  getInstallForFile(file: LocalFile): Promise<AddonInstall>;
  getAddonByID(id: string): Promise<{ enable(): Promise<void>; uninstall(): Promise<void>; disable(): Promise<void>; isActive: boolean }>;
}
interface AddonInstall {
  error: number;
  addListener(listener: Record<string, () => void>): void;
  install(): Promise<void>;
}
interface LocalFile {
  initWithPath(path: string): void;
}
interface SidebarController {
  show(id: string): Promise<unknown>;
  hide(): void;
  sidebars: Map<string, { extensionId?: string }>;
}

interface MarionetteScope {
  BrowsingContext: BrowserWindow['BrowsingContext'];
  ChromeUtils: { importESModule(address: string): { getMarionetteCommandsActorProxy(context: () => Context): MarionetteActor } };
}
interface MarionetteActor {
  findElement(strategy: string, selector: string, options: object): Promise<object>;
  sendKeysToElement(element: object, text: string, capabilities: { toJSON(): object }): Promise<void>;
}
interface Popup extends Element {
  state: string;
  hidePopup(): void;
  activateItem(item: Element): void;
}

export function originOf(extension: string): string {
  const { WebExtensionPolicy } = globalThis as unknown as BrowserWindow;
  return `moz-extension://${WebExtensionPolicy.getByID(extension)!.mozExtensionHostname}/`;
}

export async function openTab(address: string): Promise<number> {
  const { gBrowser } = globalThis as unknown as BrowserWindow;
  const { linkedBrowser: page } = (gBrowser.selectedTab = gBrowser.addTrustedTab(address));
  while (page.currentURI.spec === 'about:blank' || page.webProgress.isLoadingDocument)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return page.browsingContext.id;
}

/** The newest document with this address, anywhere in the browser or the extension. */
export function findContext(extension: string, address: string): number | null {
  const { gBrowser, WebExtensionPolicy } = globalThis as unknown as BrowserWindow;
  const views = [...(WebExtensionPolicy.getByID(extension)?.extension.views ?? [])];
  const roots = [...views.flatMap(({ xulBrowser }) => xulBrowser ?? []), ...gBrowser.browsers];
  const all = roots.flatMap(({ browsingContext }) => browsingContext?.getAllBrowsingContextsInSubtree() ?? []);
  return all.findLast((context) => context.currentWindowGlobal?.documentURI.spec.split(/[?#]/)[0] === address)?.id ?? null;
}

/** The position of the document in the browser's window. */
export function cornerOf(id: number): { left: number; top: number } {
  const { BrowsingContext } = globalThis as unknown as BrowserWindow;
  const corner = { left: 0, top: 0 };
  // The sidebar's document is inside a document of the browser, which is inside its window.
  for (let frame = BrowsingContext.get(id).top.embedderElement; frame; frame = aroundOf(frame)) {
    const { left, top } = frame.getBoundingClientRect();
    corner.left += left;
    corner.top += top;
  }
  return corner;

  function aroundOf(frame: Element): Element | null {
    const around = frame.ownerDocument.defaultView as unknown as { browsingContext: Context };
    return around.browsingContext.embedderElement;
  }
}

/** The document of a tab of any window whose address begins so; null until it has loaded. */
export function pageAt(beginning: string): number | null {
  const { Services } = globalThis as unknown as { Services: { wm: { getEnumerator(kind: string): Iterable<BrowserWindow> } } };
  const all = [...Services.wm.getEnumerator('navigator:browser')].flatMap(({ gBrowser }) => gBrowser.browsers);
  const isIt = ({ currentURI, webProgress }: BrowserElement) => currentURI.spec.startsWith(beginning) && !webProgress.isLoadingDocument;
  return all.find(isIt)?.browsingContext.id ?? null;
}

export function closeWindowOf(id: number): void {
  const { BrowsingContext } = globalThis as unknown as BrowserWindow;
  BrowsingContext.get(id).topChromeWindow.close();
}

export function processOf(id: number): number {
  const { BrowsingContext } = globalThis as unknown as BrowserWindow;
  return BrowsingContext.get(id).currentWindowGlobal!.osPid;
}

export function enlarge(id: number, times: number): void {
  const { BrowsingContext } = globalThis as unknown as BrowserWindow;
  BrowsingContext.get(id).top.fullZoom = times;
}

export function focusDocument(id: number): void {
  const { BrowsingContext } = globalThis as unknown as BrowserWindow;
  (BrowsingContext.get(id).top.embedderElement as HTMLElement | null)?.focus();
}

export function showTab(id: number): void {
  const { gBrowser, BrowsingContext } = globalThis as unknown as BrowserWindow;
  gBrowser.selectedTab = gBrowser.getTabForBrowser(BrowsingContext.get(id).top.embedderElement!);
}

export function closeTab(id: number): void {
  const { gBrowser, BrowsingContext } = globalThis as unknown as BrowserWindow;
  gBrowser.removeTab(gBrowser.getTabForBrowser(BrowsingContext.get(id).top.embedderElement!));
}

/** Confirms the browser's dialog for an extension; returns whether there was one. */
export function allow(): boolean {
  const box = document.getElementById('addon-webext-permissions-notification') as (Element & { button?: HTMLElement }) | null;
  if (!box?.button || !box.checkVisibility()) return false;
  box.button.click();
  return true;
}

export function focusAddressBar(): void {
  const { gURLBar: bar } = globalThis as unknown as { gURLBar: { focus(): void; value: string } };
  bar.value = '';
  bar.focus();
}

/** The suggestions of the address bar, line by line. */
export function offered(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.urlbarView-row')]
    .filter((row) => row.checkVisibility())
    .map((row) => row.textContent);
}

export async function showSidebar(extension: string): Promise<void> {
  const { SidebarController: sidebar } = globalThis as unknown as BrowserWindow;
  const [id] = [...sidebar.sidebars].find(([, { extensionId }]) => extensionId === extension)!;
  await sidebar.show(id);
}

/** As WebDriver does it: a page of its own cannot, and a person's box for files is none of a document. */
export async function chooseFile(id: number, selector: string, path: string): Promise<void> {
  const { BrowsingContext, ChromeUtils } = globalThis as unknown as MarionetteScope;
  const { getMarionetteCommandsActorProxy: actorOf } = ChromeUtils.importESModule(
    'chrome://remote/content/marionette/actors/MarionetteCommandsParent.sys.mjs',
  );
  const actor = actorOf(() => BrowsingContext.get(id));
  const box = await actor.findElement('css selector', selector, {});
  await actor.sendKeysToElement(box, path, { toJSON: () => ({}) });
}

export function setOffline(offline: boolean): void {
  const { Services } = globalThis as unknown as { Services: { io: { offline: boolean } } };
  Services.io.offline = offline;
}

/**
 * An extension with more than one entry has them in a menu of its own within the menu. False where the entry was not there when the menu opened: the worker
 * had not made it yet, or was making all of them anew.
 */
export async function chooseInMenu(entry: string): Promise<boolean> {
  const menu = document.getElementById('contentAreaContextMenu') as unknown as Popup;
  const shown = async (popup: Popup) => {
    while (popup.state !== 'open') await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await shown(menu);
  const item = menu.querySelector(`[id$="-menuitem-_${entry}"]`);
  if (!item) {
    menu.hidePopup();
    return false;
  }
  const own = item.parentElement as unknown as Popup;
  if (own !== menu) {
    (own.parentElement as unknown as { openMenu(open: boolean): void }).openMenu(true);
    await shown(own);
  }
  own.activateItem(item);
  return true;
}

export function hideSidebar(): void {
  const { SidebarController: sidebar } = globalThis as unknown as BrowserWindow;
  sidebar.hide();
}

/** Stops the background page at once, as the browser does after a while without events. */
export async function stopBackground(extension: string): Promise<void> {
  const { WebExtensionPolicy } = globalThis as unknown as BrowserWindow;
  await WebExtensionPolicy.getByID(extension)!.extension.terminateBackground();
}

export async function switchExtension(extension: string, on: boolean): Promise<void> {
  const { ChromeUtils } = globalThis as unknown as BrowserWindow;
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const addon = await AddonManager.getAddonByID(extension);
  await (on ? addon.enable() : addon.disable());
}

/** Offers the browser an update, as its check for updates does. Resolves with whether it was applied at once; otherwise it waits for the extension. */
export function offerUpdate(path: string): Promise<boolean> {
  const { ChromeUtils, Components } = globalThis as unknown as BrowserWindow;
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const file = Components.classes['@mozilla.org/file/local;1']!.createInstance(Components.interfaces.nsIFile);
  file.initWithPath(path);
  return AddonManager.getInstallForFile(file).then(
    (install) =>
      new Promise<boolean>((resolve, reject) => {
        const failed = () => reject(new Error(`The update failed: ${install.error}`));
        install.addListener({
          onInstallEnded: () => resolve(true),
          onInstallPostponed: () => resolve(false),
          onInstallFailed: failed,
          onDownloadFailed: failed,
        });
        void install.install();
      }),
  );
}

/** The version of an extension that runs. */
export function versionOf(extension: string): string {
  const { WebExtensionPolicy } = globalThis as unknown as BrowserWindow;
  return WebExtensionPolicy.getByID(extension)?.extension.version ?? '';
}

export async function removeExtension(extension: string): Promise<void> {
  const { ChromeUtils } = globalThis as unknown as BrowserWindow;
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  await (await AddonManager.getAddonByID(extension)).uninstall();
}

/** Runs in a page. */
export function boxOf(selector: string): Box | null {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  return box && box.width > 0 ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
}

/** Runs in a page; scrolls the element into view. */
export function boxOfButton(name: string): Box | null {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === name || one.ariaLabel === name);
  button?.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = button?.getBoundingClientRect();
  return box && box.width > 0 ? { x: box.x, y: box.y, width: box.width, height: box.height } : null;
}
