import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAIRS } from '../lib/model/folding/script-table';
import { BASIC } from '../lib/model/folding/reading-table';
import { FOLDER_DATABASE } from '../lib/wire/folder-handle';
import { sizes } from './bench/sizes';

const root = join(import.meta.dirname, '..');

const RIGHTS = [
  'activeTab',
  'storage',
  'unlimitedStorage',
  'alarms',
  'idle',
  'notifications',
  'scripting',
  'contextMenus',
  'declarativeNetRequestWithHostAccess',
];

function build(...options: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build', ...options], { cwd: root, stdio: 'pipe' });
}

/** What the head of a private key says. */
const HEAD = '-----BEGIN PRIVATE KEY-----';

/** Runs a script while there is another file in the project. */
function besides(name: string, text: string, script: string[], env: Record<string, string> = {}) {
  writeFileSync(join(root, name), text);
  try {
    const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
    return {
      status,
      said: stderr
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    };
  } finally {
    rmSync(join(root, name));
  }
}

function refusalOf(name: string): unknown {
  return expect.stringMatching(new RegExp(`${name}: this seems to be a private key, .*Move it out of the project and run this again\\.$`));
}

function output(name: string): string {
  return join(root, '.output', name);
}

function filesIn(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under)).flatMap((name) => {
    const path = join(under, name);
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
  });
}

function manifest(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(output(name), 'manifest.json'), 'utf8')) as Record<string, unknown>;
}

beforeAll(() => {
  build();
  build('-c', 'wxt.demo.config.ts');
  build('-b', 'firefox');
}, 240_000);

describe('the demo build', () => {
  it('differs from the store build in the host permissions of the manifest alone', () => {
    const [store, demo] = [output('chrome-mv3'), output('chrome-mv3-demo')];
    const files = filesIn(store);
    expect(filesIn(demo)).toEqual(files);
    for (const file of files.filter((name) => name !== 'manifest.json')) {
      expect(readFileSync(join(demo, file)).equals(readFileSync(join(store, file))), file).toBe(true);
    }
    const { host_permissions: more, ...demoRest } = manifest('chrome-mv3-demo');
    const { host_permissions: hosts, ...storeRest } = manifest('chrome-mv3');
    expect(demoRest).toEqual(storeRest);
    expect((more as string[]).filter((host) => !(hosts as string[]).includes(host))).toEqual([
      'http://127.0.0.1/*',
      'http://localhost/*',
      'https://127.0.0.1/*',
      'https://localhost/*',
    ]);
  });
});

describe('the store build', () => {
  it('asks at installation for the chat pages and for no other host', () => {
    const hosts = manifest('chrome-mv3').host_permissions as string[];
    expect(hosts.length).toBe(8);
    expect(hosts.every((host) => /^https:\/\/[\w.]+\.(qq|wechat)\.com\/\*$/.test(host))).toBe(true);
  });

  it('asks at installation for these rights and no others; SECURITY.md tells why for each', () => {
    const { permissions, omnibox, content_scripts: scripts } = manifest('chrome-mv3');
    expect(permissions).toEqual([...RIGHTS, 'sidePanel']);
    expect(manifest('chrome-mv3').optional_permissions).toEqual(['identity']);
    expect(omnibox).toEqual({ keyword: 'kb' });
    expect(scripts).toHaveLength(1);
    const reasons = readFileSync(join(root, 'SECURITY.md'), 'utf8');
    for (const permission of [...(permissions as string[]), 'identity']) expect(reasons).toContain(`| \`${permission}\``);
  });

  it('brings neither taught pages nor the picker into WeChat’s page', () => {
    const script = readFileSync(join(output('chrome-mv3'), 'content-scripts/overlay.js'));
    for (const foreign of ['chat_header_name', 'kebian-picker', 'nth-of-type']) expect(script.toString()).not.toContain(foreign);
  });

  it('keeps what finds phone numbers in a script of its own, which no page can ask for', () => {
    const phones = readFileSync(join(output('chrome-mv3'), 'phones.js'));
    expect(readFileSync(join(output('chrome-mv3'), 'content-scripts/overlay.js'), 'utf8')).not.toContain('::highlight');
    expect(phones.toString()).toContain('::highlight');
    expect(JSON.stringify(manifest('chrome-mv3').web_accessible_resources)).not.toContain('phones.js');
  });

  it('imports nothing that no source file names, such as the storage library of the framework', () => {
    const scripts = filesIn(output('chrome-mv3')).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((name) => readFileSync(join(output('chrome-mv3'), name), 'utf8').includes('restoreSnapshot'))).toEqual([]);
  });

  it('holds how characters are read and written in one file and in the worker’s script, nowhere else', () => {
    const holding = (table: string) =>
      filesIn(output('chrome-mv3')).filter((name) => readFileSync(join(output('chrome-mv3'), name), 'utf8').includes(table.slice(0, 60)));
    for (const table of [BASIC, PAIRS]) expect(holding(table).sort()).toEqual(['background.js', 'readings.json']);
  });

  it('holds no provider and no credential handling in what a page loads', () => {
    const pages = filesIn(output('chrome-mv3')).filter((file) => file.endsWith('.js') && file !== 'background.js');
    for (const file of pages) {
      const code = readFileSync(join(output('chrome-mv3'), file), 'utf8');
      // The one database that a page opens holds the folder for backups: the browser hands its handle to a page alone.
      const opens = code.includes('indexedDB.open') && !code.includes(FOLDER_DATABASE);
      expect({ file, opens, holds: /thirdlogin|customer\/search/.test(code) }).toEqual({ file, opens: false, holds: false });
    }
  });
});

describe('both builds', () => {
  it.each(['chrome-mv3', 'firefox-mv3'])('stay small in what WeChat’s page and the panel load: %s', (name) => {
    const loaded = sizes(output(name)).map(({ name: what, value, reach, holds }) => ({ what, value, reach, holds }));
    expect(loaded.map(({ what }) => what)).toEqual(['pageBytes', 'phonesBytes', 'panelBytes']);
    expect(loaded.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each(['chrome-mv3', 'firefox-mv3'])('stay out of private windows: %s', (name) => {
    expect(manifest(name).incognito).toBe('not_allowed');
  });
});

describe('the Firefox build', () => {
  it('has a sidebar; it collects nothing, and asks before a connected CRM is sent anything', () => {
    const firefox = manifest('firefox-mv3');
    expect(firefox.sidebar_action).toMatchObject({ default_panel: 'sidepanel.html', default_title: '__MSG_name__' });
    expect(existsSync(join(output('firefox-mv3'), 'managed_schema.json'))).toBe(false);
    expect(firefox.permissions).toEqual([...RIGHTS, 'identity']);
    expect(firefox.browser_specific_settings).toMatchObject({
      gecko: {
        data_collection_permissions: {
          required: ['none'],
          optional: ['authenticationInfo', 'personallyIdentifyingInfo', 'personalCommunications'],
        },
      },
    });
  });
});

describe('an unpacked build', () => {
  it('has the same id in every folder: the one that the documents name', () => {
    const key = Buffer.from(manifest('chrome-mv3').key as string, 'base64');
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const id = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
    for (const page of ['docs/roll-out.md', 'docs/store/README.md']) expect(readFileSync(join(root, page), 'utf8')).toContain(id);
  });
});

describe('what is written for the stores', () => {
  const page = (name: string) => readFileSync(join(root, 'docs/store', name), 'utf8');
  /** The first column of the table under this head. */
  const column = (head: string) => {
    const table = page('permissions.md')
      .split('\n\n')
      .find((part) => part.startsWith(`| ${head} `))!;
    return [...table.matchAll(/^\| `([^`]+)` /gm)].map((found) => found[1]);
  };

  it('gives a reason for each permission, host and kind of data that is asked for, and for nothing else', () => {
    const [chrome, firefox] = [manifest('chrome-mv3'), manifest('firefox-mv3')];
    expect(column('permission')).toEqual([...new Set([...(firefox.permissions as string[]), ...(chrome.permissions as string[])])]);
    for (const { host_permissions: hosts, optional_host_permissions: optional } of [chrome, firefox])
      expect(column('host')).toEqual([...(hosts as string[]), ...(optional as string[])]);
    const { gecko } = firefox.browser_specific_settings as { gecko: { data_collection_permissions: Record<string, string[]> } };
    expect(column('data (Firefox)')).toEqual(Object.values(gecko.data_collection_permissions).flat());
    expect(page('permissions.md')).toContain("`script-src 'self'`");
  });

  it.each(['en', 'zh_CN', 'zh_TW'])('has the length that the stores take, and the summary of the package: %s', (language) => {
    const messages = JSON.parse(readFileSync(join(root, `public/_locales/${language}/messages.json`), 'utf8')) as Record<
      string,
      { message: string }
    >;
    const [, title, summary, description] = /\*\*: ?(.+)\n\n.+?\*\*：?:? ?(.+)\n\n## .+\n\n([^]+)$/.exec(
      page(`listing.${language}.md`).replaceAll('**：', '**: '),
    )!;
    expect(title).toBe(messages['name']!.message);
    expect(summary).toBe(messages['description']!.message);
    expect(title!.length).toBeLessThanOrEqual(45);
    expect(summary!.length).toBeLessThanOrEqual(132);
    expect(description!.length).toBeGreaterThanOrEqual(250);
    expect(description!.length).toBeLessThanOrEqual(10_000);
  });

  it('leads to pages that are there', () => {
    for (const name of readdirSync(join(root, 'docs/store')))
      for (const [, target] of page(name).matchAll(/\]\(([^)#]+)/g))
        expect(() => statSync(join(root, 'docs/store', target!)), target).not.toThrow();
  });
});

describe('what `npm run zip` makes', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const zipped = (name: string) => unzipSync(readFileSync(join(output('release'), `kebian-${version}-${name}.zip`)));
  const manifestIn = (name: string) => JSON.parse(Buffer.from(zipped(name)['manifest.json']!).toString()) as Record<string, unknown>;

  const leftBehind = ['pem', 'key', 'p12', 'pfx', 'PEM'].map((ending) => `lib/model/left-behind.${ending}`);

  beforeAll(() => {
    for (const name of leftBehind) writeFileSync(join(root, name), 'no key');
    try {
      execFileSync(process.execPath, [join(root, 'scripts/zip.ts')], { cwd: root, stdio: 'pipe' });
    } finally {
      for (const name of leftBehind) rmSync(join(root, name));
    }
  }, 240_000);

  it('comes out the same a second time, from the sources zip in another folder, and is small enough', () => {
    // The script has compared and measured, and would have failed.
    const names = ['chrome', 'edge', 'firefox', 'sources'].map((name) => `kebian-${version}-${name}.zip`);
    expect(readdirSync(output('release')).toSorted()).toEqual(names);
  });

  it('is the tested build, without the key that the stores refuse', () => {
    const { key, ...rest } = manifest('chrome-mv3');
    expect(key).toBeDefined();
    expect(manifestIn('chrome')).toEqual(rest);
    expect(zipped('edge')).toEqual(zipped('chrome'));
    expect(manifestIn('firefox')).toEqual(manifest('firefox-mv3'));
    for (const [name, folder] of [
      ['chrome', 'chrome-mv3'],
      ['firefox', 'firefox-mv3'],
    ] as const) {
      const files = zipped(name);
      expect(Object.keys(files).toSorted()).toEqual(filesIn(output(folder)).toSorted());
      for (const file of Object.keys(files).filter((one) => one !== 'manifest.json'))
        expect(readFileSync(join(output(folder), file)).equals(files[file]!), file).toBe(true);
    }
  });

  it('hands no key that lies among the sources to their reviewers', () => {
    const names = Object.keys(zipped('sources'));
    expect(names).toContain('lib/model/customer.ts');
    expect(names.filter((name) => leftBehind.includes(name))).toEqual([]);
  });

  it.each([
    ['public/left-behind.pem', 'no key'],
    ['public/icon/left-behind.P12', 'no key'],
    ['public/left-behind.txt', `${HEAD}\nAAAA`],
    ['lib/model/left-behind.ts', `// notes\n${HEAD}\nAAAA`],
  ])('is refused, in one line, where a key lies in %s, before anything is built', (name, text) => {
    const before = readdirSync(output('release'));
    expect(besides(name, text, [join(root, 'scripts/zip.ts')])).toEqual({ status: 1, said: [refusalOf(name)] });
    expect(readdirSync(output('release'))).toEqual(before);
  });

  it('is refused in the same words by every other build, and by what packs for an own server', () => {
    const name = 'public/left-behind.key';
    const build = besides(name, 'no key', [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', 'firefox']);
    expect(build).toMatchObject({ status: 1, said: expect.arrayContaining([refusalOf(name)]) });
    expect(build.said.filter((line) => / at /.test(line))).toEqual([]);
    expect(existsSync(join(output('firefox-mv3'), 'manifest.json'))).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'kebian-key-'));
    const where = ['--url', 'https://intranet.example.com/kebian', '--key', join(folder, 'new.pem')];
    const pack = besides(name, 'no key', [join(root, 'scripts/pack.ts'), ...where], { KEBIAN_BROWSER: process.execPath });
    rmSync(folder, { recursive: true });
    expect(pack).toEqual({ status: 1, said: [refusalOf(name)] });
  });

  it('holds the licences of all that is in it, each with its text', () => {
    const licences = Buffer.from(zipped('chrome')['licences.txt']!).toString();
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    for (const name of [...Object.keys(dependencies), 'pinyin-pro', 'tailwindcss', 'Unihan']) expect(licences).toContain(`\n- ${name} `);
    for (const text of ['Permission is hereby granted', 'Apache License', 'Mozilla Public License', 'UNICODE LICENSE V3'])
      expect(licences).toContain(text);
    expect(filesIn(output('chrome-mv3')).filter((name) => name.includes('licences'))).toEqual(['licences.txt']);
  });

  it('passes the linter of Mozilla with the warnings that the checklist tells of, and no others', () => {
    const linter = [join(root, 'node_modules/web-ext/bin/web-ext.js'), 'lint', '--source-dir', output('store/firefox')];
    const { stdout } = spawnSync(process.execPath, [...linter, '--output', 'json', '--no-config-discovery', '--no-input'], {
      cwd: root,
      encoding: 'utf8',
    });
    const { errors, notices, warnings } = JSON.parse(stdout) as Record<string, { code: string; message: string; file: string }[]>;
    expect([errors, notices]).toEqual([[], []]);
    const said = warnings!.map(({ code, message, file }) => `${code} in ${file.replace(/-[\w-]{8}\.js$/, '')}: ${message}`);
    expect(said.toSorted()).toEqual([
      'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION in manifest.json: Manifest key not supported by the specified minimum Firefox for Android version',
      'UNSAFE_VAR_ASSIGNMENT in assets/zip-reader: Unsafe call to import for argument 0',
      'UNSAFE_VAR_ASSIGNMENT in chunks/panel: Unsafe assignment to innerHTML',
      'UNSAFE_VAR_ASSIGNMENT in chunks/texts: Unsafe assignment to innerHTML',
    ]);
    const checklist = readFileSync(join(root, 'docs/store/checklist-firefox.md'), 'utf8');
    expect(checklist).toContain(`0 errors, 0 notices, ${said.length} warnings`);
  }, 120_000);

  it('has a version that every store takes, and a changelog that begins with it', () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const [first] = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(/^## .+$/m) ?? [];
    expect(first).toMatch(new RegExp(`^## ${version.replaceAll('.', '\\.')}( |$)`));
  });
});
