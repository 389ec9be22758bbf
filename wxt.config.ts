import { preact } from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type ConfigEnv, type UserManifest } from 'wxt';
import * as readings from './lib/model/folding/reading-table';
import * as scripts from './lib/model/folding/script-table';
import { PAGE_SHEET, PAGE_SHEET_TEXT } from './lib/model/page-sheet';
import { sites } from './lib/sites/registry';
import { noteWorker, notedFor, writeLicences } from './scripts/licences';
import { keyFault } from './scripts/private-keys';

let builtFor = '';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  // Every browser that the manifest admits knows `modulepreload`.
  vite: () => ({
    plugins: [preact(), tailwindcss()],
    build: { modulePreload: { polyfill: false } },
    // The bundler orders what is loaded later by its absolute path. Where `node_modules` is a link, the packages would come before our own files or
    // behind them by where the link leads, and the same sources would give other bytes.
    resolve: { preserveSymlinks: true },
  }),
  hooks: {
    'build:before': ({ config }) => {
      const fault = keyFault(config.root);
      // Where the build stands when it finds the file tells nobody anything.
      if (fault) throw Object.assign(new Error(fault), { stack: fault });
    },
    // `imports: false` does not stop WXT from importing its own names: a parameter called `storage` would bring its storage library along.
    'config:resolved': ({ config }) => {
      Object.assign(config.imports, { presets: [], imports: [] });
      builtFor = config.browser;
      // WXT keeps what is set: a build that a test starts would be one for development, with the paths of this computer in it.
      if (config.command === 'build') process.env['NODE_ENV'] = config.mode;
    },
    // The browsers' own API answers with promises. Only Chromium's worker, which answers messages with a promise, needs the polyfill's 3 KB.
    'vite:build:extendConfig': (entrypoints, config) => {
      config.build!.license = { fileName: notedFor(entrypoints[0]!.name) };
      // A web worker of a page is a module, too, and may wait for the file.
      config.worker = { ...config.worker, format: 'es', plugins: () => [noteWorker(), readingsFrom(FETCHED)] };
      if (entrypoints.every(({ type }) => type !== 'background' && type !== 'content-script' && type !== 'unlisted-script'))
        (config.plugins ??= []).push(readingsFrom(FETCHED));
      // A chat page may not ask for that file: what puts the picker there hands them over (`lib/panel/pick.ts`).
      if (entrypoints.some(({ name }) => name === 'picker')) (config.plugins ??= []).push(readingsFrom('globalThis.kebianReadings'));
      const { alias } = config.resolve ?? {};
      const needed = builtFor !== 'firefox' && entrypoints.some(({ type }) => type === 'background');
      if (!needed && alias && !Array.isArray(alias)) delete (alias as Record<string, string>)['wxt/browser'];
      // With all that it imports in one file; what is loaded later stays in files of its own.
      if (entrypoints.some(isPanel)) {
        const options = (config.build!.rollupOptions ??= {});
        Object.assign((options.output ??= {}), { codeSplitting: { groups: [{ name: 'panel', test: /[\\/]sidepanel[\\/]/ }] } });
      }
    },
    'build:done': ({ config }, { steps }) => {
      const noted = writeLicences(config.outDir);
      for (const step of steps) step.chunks = step.chunks.filter(({ fileName }) => !noted.includes(fileName));
    },
    // What our content scripts put into a page is seen while this sheet is there; only Firefox needs it, and reads no schema of a policy.
    'build:publicAssets': ({ config }, files) => {
      files.push({ contents: JSON.stringify({ ...readings, ...scripts }), relativeDest: READINGS });
      if (config.browser !== 'firefox') return;
      files.splice(0, files.length, ...files.filter(({ relativeDest }) => relativeDest !== 'managed_schema.json'));
      files.push({ contents: PAGE_SHEET_TEXT, relativeDest: PAGE_SHEET });
    },
    'build:manifestGenerated': ({ config }, made) => {
      if (config.browser !== 'firefox') return;
      for (const script of made.content_scripts ?? []) script.css = [PAGE_SHEET];
      // WXT takes the page's title, which is of one language.
      Object.assign(made.sidebar_action!, { default_title: '__MSG_name__', default_icon: ICON });
    },
    // Pages that are built together share files. The panel is to open at once, and each file is a question to the browser more.
    'entrypoints:grouped': (_, groups) => {
      const pages = groups.find((group) => Array.isArray(group) && group.some(isPanel));
      if (Array.isArray(pages)) groups.push(pages.splice(pages.findIndex(isPanel), 1));
    },
  },
  webExt: { startUrls: ['https://wx.qq.com/'] },
  manifest,
});

/** How characters are read and written is much of what the zips hold. The worker has it in its script; for all else it is in one file. */
const READINGS = 'readings.json';
const FETCHED = `await fetch('/${READINGS}').then((file) => file.json())`;
const TABLES = { 'reading-table': readings, 'script-table': scripts };

/** @param source an expression whose value has the tables as its keys */
function readingsFrom(source: string) {
  return {
    name: 'readings-from',
    load: (id: string) => {
      const table = Object.entries(TABLES).find(([name]) => id.endsWith(`/lib/model/folding/${name}.ts`))?.[1];
      return table ? `export const { ${Object.keys(table).join(', ')} } = ${source};` : null;
    },
  };
}

const ICON = { 16: 'icon/16.png', 32: 'icon/32.png' };

function isPanel({ name }: { name: string }): boolean {
  return name === 'sidepanel';
}

/** The manifest of the store builds. Hosts at installation: the chat pages. One CRM's origin is asked for when it is connected. */
export function manifest({ browser }: ConfigEnv): UserManifest {
  return {
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'zh_CN',
    permissions: [
      'activeTab',
      'storage',
      'unlimitedStorage',
      'alarms',
      'idle',
      'notifications',
      'scripting',
      'contextMenus',
      'declarativeNetRequestWithHostAccess',
      // Firefox has no optional `identity`. No browser shows the person a warning about it.
      ...(browser === 'firefox' ? ['identity' as const] : ['sidePanel' as const]),
    ],
    ...(browser !== 'firefox' && { optional_permissions: ['identity' as const] }),
    host_permissions: sites.flatMap((site) => site.matches),
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // What is read in a private window would be kept on the ordinary profile's disk.
    incognito: 'not_allowed',
    omnibox: { keyword: 'kb' },
    action: { default_title: '__MSG_name__', ...(browser === 'firefox' && { default_area: 'navbar' as const }) },
    commands:
      browser === 'firefox'
        ? // On Linux, Ctrl+Shift+Y is Firefox's own, and stays so.
          { _execute_sidebar_action: { suggested_key: { default: 'Ctrl+Shift+Y', linux: 'Ctrl+Alt+Y' } } }
        : { _execute_action: { suggested_key: { default: 'Ctrl+Shift+Y' } } },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'" },
    web_accessible_resources: inChatPages(browser),
    ...(browser === 'firefox'
      ? firefoxOnly
      : { key: KEY, minimum_chrome_version: '126', storage: { managed_schema: 'managed_schema.json' } }),
  };
}

/**
 * Gives an unpacked build the same id in every folder and on every computer: ajfefmhhhkanhonpmfmoneideeijhfpb. The private half of the pair was not kept:
 * nothing is signed with it, and the stores' zips are without it (docs/store/README.md).
 */
const KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwAbFgcYYGZw+xlHf72PPq9jAveNHc4Fvick+8c0/uK2fcBjhQDEzsZWOGsJzFEOo5iZrL+py1sNfr6lxM7mAhtIKkhEFW7LmJyTVugCFbjg+W+lri3f5O9cyn8/C4hva6f/e4MshCM0LK7EcrvvWlXhXaeC0fM/wDQ0zc1cCqqW7ZoKHelTQJC+tpE5C1EwN6WZisTw0Lbyiyb5i1uE4BrIA1p0ylXeS+FpnlU2gr4GnpTLVqIPHojhZno4Opus30dnBNM9TzpgZeo4A6YfO6Q1362q7ugXJa5msRH5mXqwtWYZX6Bf3tsvHZ6lYt9fVan8xzUysKcYCp0G8+tzpmQIDAQAB';

/**
 * What of ours may be asked for by chat pages, and by no others: the one page that stands in theirs, by an address that is another one
 * in every session where the browser has that; and our mark, by which a script that was left behind tells whether we are still there. Firefox
 * leaves none behind.
 */
function inChatPages(browser: string) {
  const matches = sites.flatMap((site) => site.matches);
  return [
    { resources: ['popover.html'], matches, ...(browser !== 'firefox' && { use_dynamic_url: true }) },
    ...(browser === 'firefox' ? [] : [{ resources: ['icon/16.png'], matches }]),
  ];
}

/**
 * What leaves the computer once a CRM is connected, and only to it: how one signs in there; names and phone numbers of contacts, and what is
 * written of them; what a person looks up of a chat. Firefox asks for it when a CRM is connected (lib/panel/permission.ts).
 */
const SENT_TO_CRMS = ['authenticationInfo', 'personallyIdentifyingInfo', 'personalCommunications'] as const;

const firefoxOnly = {
  browser_specific_settings: {
    gecko: {
      id: 'kebian@kebian.example',
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['none' as const], optional: [...SENT_TO_CRMS] },
    },
  },
};
