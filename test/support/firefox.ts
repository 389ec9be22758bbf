import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { findFirefox } from '../../scripts/find-browser.mjs';
import * as inWindow from './firefox-window.ts';
import type { Box } from './firefox-window.ts';
import { connectMarionette, type Marionette } from './marionette.ts';
import { until } from './until.ts';

/** The longest time for a script or a page's loading, in ms. */
const PATIENCE = 30_000;

export interface FirefoxOptions {
  /** Folder of the built extension, if one is to be installed; its manifest has its id. */
  extension: string | null;
  /** Port of the sandbox's chat page. */
  chatPort: number;
  /** The size of the browser's window. */
  size?: { width: number; height: number };
  /** Installs it from a packed file, as a store does, instead of for this run alone: only such a one is updated by the browser. */
  asFile?: boolean;
  /** Without a visible window; true by default. */
  headless?: boolean;
  /** The managed storage of an administrator's policy for the extension. */
  policy?: object;
  /** Further preferences of `about:config`. */
  prefs?: Record<string, string | number | boolean>;
}

/** A document of a tab, the sidebar, the background page or a frame, in which scripts can be run. */
export interface Place {
  /**
   * Runs a function in the document, as its own script would; it cannot use anything outside of itself, and arguments and result are JSON.
   * @param work may return a promise
   */
  run<A extends unknown[], T>(work: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
  /** Runs a script, given as its text. */
  load(script: string): Promise<void>;
  /** The same with the browser's privileges: closed shadow roots are open to it. */
  look<A extends unknown[], T>(work: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
}

export interface RunningFirefox {
  /** The browser's own window, with the privileges of its scripts. */
  window: Place;
  /** The address of the extension's files, with a slash at the end; '' without an extension. */
  origin: string;
  /** Opens a tab in front and returns once it has loaded. */
  open(address: string): Promise<Place>;
  /** The tab, sidebar, frame or background page with this path of the extension; waits until it is there. */
  ownPage(path: string): Promise<Place>;
  /** Whether there is such a document now. */
  hasOwnPage(path: string): Promise<boolean>;
  /** The tab in whichever window whose address begins so; waits until it is there. */
  pageAt(beginning: string): Promise<Place>;
  hasPageAt(beginning: string): Promise<boolean>;
  /** Closes the window that a document is in. */
  closeWindow(place: Place): Promise<void>;
  /** Moves the mouse to a position in a document of a tab or the sidebar. */
  point(place: Place, box: Box): Promise<void>;
  /** Clicks at that position. */
  click(place: Place, box: Box): Promise<void>;
  /** Clicks the first such element of the sidebar or a tab, which then has the focus. */
  focus(place: Place, selector: string): Promise<void>;
  typeInAddressBar(text: string): Promise<void>;
  /** Gives the keyboard to a document of the sidebar or a tab, as a press into it does. */
  focusDocument(place: Place): Promise<void>;
  /** The id of the process of a document. */
  processOf(place: Place): Promise<number>;
  /** Sets the zoom of a document; 1 is the default. */
  enlarge(place: Place, times: number): Promise<void>;
  /** Brings a tab to the front. */
  show(tab: Place): Promise<void>;
  /** Closes a tab, which a script could only do if it had opened it. */
  closeTab(tab: Place): Promise<void>;
  /** Waits until the browser asks for a permission of the extension, and grants it. */
  answerQuestion(): Promise<void>;
  /** The suggestions of the address bar, line by line. */
  offered(): Promise<string[]>;
  /** Chooses a file of the disk in the first file box that the selector finds. */
  chooseFile(place: Place, selector: string, path: string): Promise<void>;
  /** Works without a network, as the entry of the browser's own menu does it, or with it again. */
  setOffline(offline: boolean): Promise<void>;
  /** Opens the browser's context menu with the right button, and chooses the extension's entry of this id in it. */
  chooseInMenu(place: Place, box: Box, entry: string): Promise<void>;
  /** Presses keys together, written as the browser writes them: `Ctrl+Shift+Y`. */
  press(keys: string): Promise<void>;
  /** Types keys at the focus. */
  type(text: string): Promise<void>;
  /** Shows the extension's panel in the sidebar. */
  showSidebar(): Promise<void>;
  /** Firefox opens the sidebar itself when an extension with a panel for it is installed. */
  hideSidebar(): Promise<void>;
  /** Stops the extension's background page at once. */
  stopBackground(): Promise<void>;
  /** Installs the built extension again, like an update. */
  update(folder?: string): Promise<void>;
  /** Offers the extension's next version, as the browser's own check for updates does; whether it was applied at once. */
  offerUpdate(version: string): Promise<boolean>;
  /** The version that runs. */
  version(): Promise<string>;
  /** Disables or enables the extension, as in about:addons. */
  turn(on: boolean): Promise<void>;
  /** Removes the extension. */
  remove(): Promise<void>;
  /** Resolves once the browser has ended, for whatever reason. */
  ended: Promise<void>;
  /** The whole window including the sidebar, as a PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

interface AnyPlace extends Place {
  context: number;
}

/** Starts a real Firefox with the real extension. */
export async function startFirefox(options: FirefoxOptions): Promise<RunningFirefox> {
  const profile = await mkdtemp(join(tmpdir(), 'kebian-firefox-'));
  const proxy = await startProxy(options.chatPort);
  await writeFile(join(profile, 'user.js'), prefsFile(options, (proxy.address() as AddressInfo).port));
  if (options.policy) await writePolicy(profile, await idOf(options.extension!), options.policy);
  const process = launch(profile, options);
  // An interrupted run must not leave a browser behind.
  const kill = () => void process.kill();
  globalThis.process.once('exit', kill);
  const marionette = await connectMarionette(await portOf(profile, process));
  await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: true, timeouts: { script: PATIENCE, pageLoad: PATIENCE } });
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  const window = windowOf(marionette);
  const place = (context: number): AnyPlace => placeOf(marionette, context);
  const install = (folder: string) => marionette.send('Addon:Install', { path: folder, temporary: true });
  const installFile = (path: string) => marionette.send('Addon:Install', { path, temporary: false });
  const move = async (there: Place, box: Box, then: object[]) => {
    const { left, top } = await window.run(inWindow.cornerOf, (there as AnyPlace).context);
    const to = { x: Math.round(left + box.x + box.width / 2), y: Math.round(top + box.y + box.height / 2) };
    await act({ type: 'pointer', id: 'mouse', actions: [{ type: 'pointerMove', ...to }, ...then] });
  };
  const type = (text: string) =>
    act({
      type: 'key',
      id: 'keys',
      actions: [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    });
  const act = async (input: object) => void (await marionette.send('WebDriver:PerformActions', { actions: [input] }));
  const id = options.extension ? await idOf(options.extension) : '';
  if (options.extension) await (options.asFile ? installFile(await packed(options.extension, FIRST, profile)) : install(options.extension));
  const origin = options.extension ? await window.run(inWindow.originOf, id) : '';
  const contextOf = (path: string) => window.run(inWindow.findContext, id, `${origin}${path}`);
  return {
    window,
    origin,
    open: async (address) => place(await window.run(inWindow.openTab, address)),
    ownPage: async (path) => place(await until(`The browser has not opened ${path}`, () => contextOf(path))),
    hasOwnPage: async (path) => (await contextOf(path)) !== null,
    pageAt: async (beginning) => place(await until(`No window shows ${beginning}`, () => window.run(inWindow.pageAt, beginning))),
    hasPageAt: async (beginning) => (await window.run(inWindow.pageAt, beginning)) !== null,
    closeWindow: (there) => window.run(inWindow.closeWindowOf, (there as AnyPlace).context),
    point: (there, box) => move(there, box, []),
    click: (there, box) => move(there, box, PRESS),
    focus: async (there, selector) => {
      const box = await until(`There is no ${selector}`, () => there.run(inWindow.boxOf, selector));
      await move(there, box, PRESS);
    },
    focusDocument: (there) => window.run(inWindow.focusDocument, (there as AnyPlace).context),
    processOf: (there) => window.run(inWindow.processOf, (there as AnyPlace).context),
    enlarge: (there, times) => window.run(inWindow.enlarge, (there as AnyPlace).context, times),
    show: (tab) => window.run(inWindow.showTab, (tab as AnyPlace).context),
    closeTab: (tab) => window.run(inWindow.closeTab, (tab as AnyPlace).context),
    answerQuestion: async () => void (await until('The browser asks nothing', () => window.run(inWindow.allow))),
    typeInAddressBar: async (text) => {
      await window.run(inWindow.focusAddressBar);
      await type(text);
    },
    offered: () => window.run(inWindow.offered),
    chooseFile: (there, selector, path) => window.run(inWindow.chooseFile, (there as AnyPlace).context, selector, path),
    setOffline: (offline) => window.run(inWindow.setOffline, offline),
    chooseInMenu: async (there, box, entry) =>
      void (await until(`The menu has no entry ${entry}`, async () => {
        await move(there, box, RIGHT_PRESS);
        return window.run(inWindow.chooseInMenu, entry);
      })),
    press: (keys) => {
      const held = keys.split('+').map((key) => KEYS[key] ?? key.toLowerCase());
      const actions = [
        ...held.map((value) => ({ type: 'keyDown', value })),
        ...held.toReversed().map((value) => ({ type: 'keyUp', value })),
      ];
      return act({ type: 'key', id: 'keys', actions });
    },
    type,
    showSidebar: () => window.run(inWindow.showSidebar, id),
    hideSidebar: () => window.run(inWindow.hideSidebar),
    stopBackground: () => window.run(inWindow.stopBackground, id),
    update: async (folder = options.extension!) => void (await install(folder)),
    offerUpdate: async (version) => window.run(inWindow.offerUpdate, await packed(options.extension!, version, profile)),
    version: () => window.run(inWindow.versionOf, id),
    turn: (on) => window.run(inWindow.switchExtension, id, on),
    remove: () => window.run(inWindow.removeExtension, id),
    ended: new Promise((resolve) => void process.once('exit', () => resolve())),
    picture: async () => {
      const { value } = (await marionette.send('WebDriver:TakeScreenshot', { full: false, hash: false })) as { value: string };
      return Buffer.from(value, 'base64');
    },
    close: async () => {
      await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
      marionette.close();
      await ended(process);
      globalThis.process.off('exit', kill);
      proxy.closeAllConnections();
      proxy.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Where Firefox on Linux looks for it below the home folder, which is the profile here. */
async function writePolicy(home: string, id: string, data: object): Promise<void> {
  const folder = join(home, '.mozilla/managed-storage');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${id}.json`), JSON.stringify({ name: id, description: 'Set by the administrator', type: 'storage', data }));
}

async function idOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

/** The version of an extension that is installed from a file. */
const FIRST = '0.0.1';

/** Packs the built extension as another version of it, and returns the file. */
async function packed(folder: string, version: string, into: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = await Promise.all(
    names.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), new Uint8Array(await readFile(path))] as const;
    }),
  );
  const all = Object.fromEntries(files);
  all['manifest.json'] = strToU8(JSON.stringify({ ...(JSON.parse(strFromU8(all['manifest.json']!)) as object), version }));
  const file = join(into, `kebian-${version}.xpi`);
  await writeFile(file, zipSync(all, { level: 0 }));
  return file;
}

/** By their names in WebDriver. */
const KEYS: Record<string, string> = {
  Shift: '\uE008',
  Ctrl: '\uE009',
  Control: '\uE009',
  Alt: '\uE00A',
  Command: '\uE03D',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  Backspace: '\uE003',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  F6: '\uE036',
};

const PRESS = [
  { type: 'pointerDown', button: 0 },
  { type: 'pointerUp', button: 0 },
];

const RIGHT_PRESS = PRESS.map((one) => ({ ...one, button: 2 }));

function launch(profile: string, { size = { width: 1320, height: 900 }, headless = true }: FirefoxOptions): ChildProcess {
  const { width, height } = size;
  const path = findFirefox();
  if (!path) throw new Error('No Firefox found; `npm run test:firefox` looks for one before it begins.');
  const args = [...(headless ? ['--headless'] : []), '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
  return spawn(path, [...args, '--width', `${width}`, '--height', `${height}`, 'about:blank'], {
    stdio: 'ignore',
    env: { ...process.env, MOZ_HEADLESS_WIDTH: `${width}`, MOZ_HEADLESS_HEIGHT: `${height}`, HOME: profile },
  });
}

/** Firefox writes the port that it has chosen to its profile. */
async function portOf(profile: string, process: ChildProcess): Promise<number> {
  return until('Firefox has not opened its port', async () => {
    if (process.exitCode !== null) throw new Error(`Firefox ended by itself (${process.exitCode})`);
    return Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '')) || null;
  });
}

function ended(process: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) return resolve();
    process.once('exit', () => resolve());
    setTimeout(() => process.kill('SIGKILL'), 10_000).unref();
  });
}

/** Maps the chat page's hosts to the sandbox, and blocks all others. */
async function startProxy(chatPort: number): Promise<Server> {
  const server = createServer((_request, response) => void response.writeHead(502).end());
  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy());
    if (!/(^|\.)(qq|wechat|weixin)\.(com|qq\.com):443$/.test(request.url ?? '')) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const chat = connect(chatPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      chat.pipe(socket).pipe(chat);
    });
    chat.on('error', () => socket.destroy());
    socket.on('close', () => chat.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function prefsFile({ prefs = {}, asFile = false }: FirefoxOptions, proxyPort: number): string {
  const all = {
    'marionette.port': 0,
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'intl.accept_languages': 'zh-CN, zh, en',
    'ui.prefersReducedMotion': 1,
    // A store's file is signed, ours is not.
    'xpinstall.signatures.required': !asFile,
    ...prefs,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

/** The value, or the error, of a script that returned `{ value }` or `{ thrown }`. */
async function answered<T>(sent: Promise<unknown>): Promise<T> {
  const { value } = (await sent) as { value: { value?: T; thrown?: string } | null };
  if (!value) throw new Error('The document has gone meanwhile');
  if (value.thrown !== undefined) throw new Error(value.thrown);
  return value.value as T;
}

const SETTLED = `.then((value) => resolve({ value: value === undefined ? null : value }), (thrown) => resolve({ thrown: String(thrown) }))`;

function windowOf(marionette: Marionette): Place {
  const run: Place['run'] = (work, ...args) => {
    const script = `const resolve = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${work})(...arguments[0]))${SETTLED}`;
    return answered(marionette.send('WebDriver:ExecuteAsyncScript', { script, args: [args] }));
  };
  return { run, look: run, load: () => Promise.reject(new Error('The window takes functions alone')) };
}

function placeOf(marionette: Marionette, context: number): AnyPlace {
  const within =
    (sandboxName: string | null): Place['run'] =>
    (work, ...args) => {
      const inner = `const resolve = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${work})(...JSON.parse(arguments[0])))${SETTLED}`;
      const outer = `const [id, inner, args, sandboxName, resolve] = arguments;
        const { getMarionetteCommandsActorProxy: actorOf } = ChromeUtils.importESModule(
          'chrome://remote/content/marionette/actors/MarionetteCommandsParent.sys.mjs');
        const context = BrowsingContext.get(id);
        const document = context?.currentWindowGlobal;
        if (!document) return void resolve({ thrown: 'This document is gone' });
        // A document that is closed meanwhile may never answer.
        const watching = setInterval(() => context.currentWindowGlobal === document || told({ thrown: 'The document has gone meanwhile' }), 100);
        const told = (answer) => (clearInterval(watching), resolve(answer));
        actorOf(() => context).executeScript(inner, [args], { async: true, timeout: ${PATIENCE}, sandboxName, newSandbox: false })
          .then(told, (thrown) => told({ thrown: String(thrown) }))`;
      return answered(
        marionette.send('WebDriver:ExecuteAsyncScript', { script: outer, args: [context, inner, JSON.stringify(args), sandboxName] }),
      );
    };
  const load = async (script: string) => void (await within(null)({ toString: () => `() => { ${script}\n}` } as never));
  return { context, run: within(null), look: within('system'), load };
}
