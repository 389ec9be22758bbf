import { spawn, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, isBranded } from '../scripts/find-browser.mjs';
import { until } from './support/until';
import { whatToTry, whatToTryWithARelay } from '../scripts/demo-texts';
import { startConsole } from './sandbox/console/start';

const root = join(import.meta.dirname, '..');
let folder: string;

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'kebian-start-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  status: number | null;
  /** What was said of errors, line by line. */
  said: string[];
}

/** On a computer that finds no program outside of this folder, as nobody who may install one. */
interface Bare {
  PATH: string;
  KEBIAN_BROWSER: string;
  KEBIAN_FIREFOX: string;
  NODE_OPTIONS: string;
}

function node(cwd: string, options: string[], env: Record<string, string> = {}): Ended {
  const { status, stderr } = spawnSync(process.execPath, options, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, said: stderr.split('\n').filter(Boolean) };
}

/** A project as it is after a clone, with or without its dependencies. */
function clone(name: string, installed: boolean): string {
  const place = join(folder, name);
  mkdirSync(join(place, 'scripts'), { recursive: true });
  for (const file of readdirSync(join(root, 'scripts')).filter((one) => /^(prepare|find-browser)\./.test(one)))
    copyFileSync(join(root, 'scripts', file), join(place, 'scripts', file));
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(root, file), join(place, file));
  if (!installed) return place;
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  for (const [file, text] of Object.entries({ 'node_modules/.cache/kebian-lock': lock, '.wxt/tsconfig.json': '{}' })) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  }
  return place;
}

/** A computer with nothing but these programs on it, each a script of the shell. */
function computer(name: string, programs: Record<string, string> = {}): Bare {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [program, script] of Object.entries(programs)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  const nobody = before(`${name}.cjs`, 'process.getuid = () => 1000;');
  return { PATH: bin, KEBIAN_BROWSER: '', KEBIAN_FIREFOX: '', NODE_OPTIONS: `--require "${nobody}"` };
}

/** Whether a computer with nothing on its PATH has a browser in its usual place. */
function hasBrowserAnyway(): boolean {
  const { PATH, KEBIAN_BROWSER } = process.env;
  Object.assign(process.env, { PATH: '', KEBIAN_BROWSER: '' });
  try {
    return findBrowser() !== null;
  } finally {
    process.env['PATH'] = PATH;
    if (KEBIAN_BROWSER === undefined) delete process.env['KEBIAN_BROWSER'];
    else process.env['KEBIAN_BROWSER'] = KEBIAN_BROWSER;
  }
}

/** A script that node runs before another one. */
function before(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, script);
  return file;
}

const start = ['--import', './test/bench/match/resolve.ts', 'scripts/start.ts', '--headless', '--built'];

describe('what is in the way of `npm start` is said in one line that says what to do, and ends it with 1:', () => {
  it('a Node.js that is too old', () => {
    const old = before('old.cjs', `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } });`);
    expect(node(root, ['--require', old, 'scripts/prepare.cjs'])).toEqual({
      status: 1,
      said: [expect.stringMatching(/needs Node\.js 20 or newer .*16\.20\.2.*nodejs\.org/)],
    });
  });

  it('what checks that is itself written for any Node.js', () => {
    const code = readFileSync(join(root, 'scripts/prepare.cjs'), 'utf8').replace(/\/\/.*/g, '');
    expect(code).not.toMatch(/=>|\b(const|let|class|import|async)\b|`|\?\.|\?\?|node:/);
  });

  it('no network at the first installation', () => {
    const env = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(folder, 'cache'), npm_config_fetch_retries: '0' };
    expect(node(clone('fresh', false), ['scripts/prepare.cjs', '--no-browser'], env)).toEqual({
      status: 1,
      said: [expect.stringMatching(/npm reaches no registry: connect this computer to the network .* run this again/)],
    });
  });

  it('a network whose certificate npm does not trust', async () => {
    const registry = await startConsole();
    const env = {
      npm_config_registry: registry.url,
      npm_config_cache: join(folder, 'cache-2'),
      npm_config_cafile: '',
      npm_config_fetch_retries: '0',
    };
    const prepare = spawn(process.execPath, ['scripts/prepare.cjs', '--no-browser'], {
      cwd: clone('untrusted', false),
      env: { ...process.env, ...env },
    });
    let said = '';
    prepare.stderr.on('data', (text: Buffer) => (said += String(text)));
    const status = await new Promise((resolve) => void prepare.once('close', resolve));
    await registry.stop();
    expect({ status, said }).toEqual({
      status: 1,
      said: expect.stringMatching(/^[^\n]* does not trust the certificate .*cafile FILE.* run this again\.\n$/),
    });
  });

  it('no browser, and none that could be installed', () => {
    const { PATH, KEBIAN_BROWSER } = computer('root', { 'apt-get': 'echo "E: Unable to locate package chromium" >&2; exit 100' });
    const { status, said } = node(clone('bare', true), ['scripts/prepare.cjs'], { PATH, KEBIAN_BROWSER });
    const line = [expect.stringMatching(/^No browser found.*install Chromium.*, Google Chrome or Edge/)];
    expect({ status, said }).toEqual(hasBrowserAnyway() ? { status: 0, said: [] } : { status: 1, said: line });
  });

  it('no browser, before anything is installed', () => {
    const place = clone('early', hasBrowserAnyway());
    const { status, said } = node(place, ['scripts/prepare.cjs', '--start'], { ...computer('nobody') });
    const line = [expect.stringMatching(/^No browser found: install Chromium.*, Google Chrome or Edge/)];
    expect({ status, said }).toEqual(hasBrowserAnyway() ? { status: 0, said: [] } : { status: 1, said: line });
  });

  it.each(['C#', '100%', 'what?'])('a folder that the tools do not take: %s', (name) => {
    expect(node(clone(name, true), ['scripts/prepare.cjs', '--no-browser'])).toEqual({
      status: 1,
      said: [expect.stringMatching(/take no folder with #, \? or % in its path .*: move or rename it and run this again/)],
    });
  });

  it('a browser that is named and not there', () => {
    expect(node(clone('named', true), ['scripts/prepare.cjs'], { KEBIAN_BROWSER: join(folder, 'none') })).toEqual({
      status: 1,
      said: [expect.stringMatching(/KEBIAN_BROWSER names .*no such file/)],
    });
  });

  it('a browser that does not start', () => {
    expect(node(root, start, { KEBIAN_BROWSER: process.execPath })).toEqual({
      status: 1,
      said: [expect.stringMatching(/did not start .* name another one in the variable KEBIAN_BROWSER/)],
    });
  });

  it.each([
    [['--browser', 'opera'], /^--browser takes chromium or firefox, not opera/],
    [['--browsers'], /Unknown option '--browsers'/],
  ])('what it does not know: %j', (options, line) => {
    expect(node(root, [...start, ...options])).toEqual({ status: 1, said: [expect.stringMatching(line)] });
  });

  it('a Firefox that does not start, or is not there', () => {
    const firefox = [...start, '--browser', 'firefox'];
    expect(node(root, firefox, { KEBIAN_FIREFOX: process.execPath })).toEqual({
      status: 1,
      said: [expect.stringMatching(/did not start .* name another one in the variable KEBIAN_FIREFOX/)],
    });
    expect(node(root, firefox, { KEBIAN_FIREFOX: join(folder, 'none') })).toEqual({
      status: 1,
      said: [expect.stringMatching(/^No Firefox found: install it/)],
    });
  });

  it('no browser of the kind that was asked for', () => {
    const { status, said } = node(root, [...start, '--browser', 'chromium'], {
      ...computer('chromium-asked', { 'firefox-esr': 'exit 1' }),
    });
    const line = /^No browser found but Firefox, which npm start uses where none is asked for: install Chromium/;
    // A computer that has one in its usual place starts it.
    expect({ status, line: said[0] }).toEqual({ status: 1, line: expect.stringMatching(hasBrowserAnyway() ? /./ : line) });
  });

  it('ports that may not be opened', () => {
    const locked = before(
      'locked.cjs',
      `const { Server } = require('node:net');
      Server.prototype.listen = function () {
        process.nextTick(() => this.emit('error', Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' })));
        return this;
      };`,
    );
    expect(node(root, ['--require', locked, ...start])).toEqual({
      status: 1,
      said: [expect.stringMatching(/may open no port on 127\.0\.0\.1 \(EACCES\): let Node\.js listen there/)],
    });
  });
});

describe('a computer with Firefox alone', () => {
  it('has what `npm start` needs, and not what the tests need', () => {
    const bare = computer('firefox-alone', { 'firefox-esr': 'exit 1' });
    const place = clone('with-firefox', true);
    expect(node(place, ['scripts/prepare.cjs', '--start'], { ...bare })).toEqual({ status: 0, said: [] });
    expect(node(place, ['scripts/prepare.cjs'], { ...bare }).status).toBe(hasBrowserAnyway() ? 0 : 1);
  });

  it('starts it without being told', () => {
    const { said } = node(root, start, { ...computer('firefox-started', { 'firefox-esr': 'exit 1' }) });
    expect(said).toEqual([expect.stringMatching(hasBrowserAnyway() ? /./ : /firefox-esr did not start .*KEBIAN_FIREFOX/)]);
  });
});

it('where Chinese names would show as boxes, says so', () => {
  const bare = computer('fontless', { 'firefox-esr': 'exit 1', 'fc-list': 'exit 0' });
  const { stdout } = spawnSync(process.execPath, ['scripts/prepare.cjs', '--start'], {
    cwd: clone('without-fonts', true),
    encoding: 'utf8',
    env: { ...process.env, ...bare },
  });
  expect(stdout).toMatch(process.platform === 'linux' ? /^No Chinese font was found: Chinese names show as boxes/ : /^$/);
});

describe('the first installation', () => {
  /** A clone in which the tool is a folder, and npm takes nothing from elsewhere. */
  function withTool(name: string): string {
    const place = clone(name, false);
    const tool = { name: 'tool', version: '1.0.0' };
    mkdirSync(join(place, 'tool'));
    writeFileSync(join(place, 'tool/package.json'), JSON.stringify(tool));
    const root = { name: 'kebian', version: '1.0.0', devDependencies: { tool: 'file:tool' } };
    const packages = { '': root, 'node_modules/tool': { resolved: 'tool', link: true }, tool: { version: '1.0.0', dev: true } };
    writeFileSync(
      join(place, 'package.json'),
      JSON.stringify({ ...root, scripts: { prestart: 'node scripts/prepare.cjs --no-browser --start', start: 'exit 0' } }),
    );
    writeFileSync(join(place, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }));
    return place;
  }

  /** A command called npm that notes that it was run, with its process, and waits until it may end. */
  function slowNpm(place: string): Record<string, string> {
    const bin = join(place, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho $$ >> ran\nwhile [ ! -e go ]; do sleep 0.1; done\nmkdir -p node_modules\n`);
    chmodSync(join(bin, 'npm'), 0o755);
    return { ...process.env, PATH: `${bin}:${process.env.PATH}` } as Record<string, string>;
  }

  const prepare = (place: string, env: Record<string, string>) =>
    spawn(process.execPath, ['scripts/prepare.cjs', '--no-browser', '--start'], { cwd: place, env, stdio: 'ignore' });
  const ranIn = (place: string) => (existsSync(join(place, 'ran')) ? readFileSync(join(place, 'ran'), 'utf8').trim().split('\n') : []);
  const runs = (id: number) => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  it('brings the tools and prepares, whatever npm is set to for other projects', () => {
    const place = withTool('settings-of-npm');
    const settings = join(place, 'settings');
    writeFileSync(settings, 'ignore-scripts=true\nomit=dev\n');
    const env = { ...process.env, npm_config_userconfig: settings, NODE_ENV: 'production' };
    expect(spawnSync('npm', ['start'], { cwd: place, env, encoding: 'utf8', shell: process.platform === 'win32' }).status).toBe(0);
    expect(existsSync(join(place, 'node_modules/tool'))).toBe(true);
  });

  it('ends with the command that has begun it', async () => {
    const place = clone('ended', false);
    const command = prepare(place, slowNpm(place));
    const [npm] = await until('npm has not begun', async () => ranIn(place).length > 0 && ranIn(place));
    command.kill('SIGTERM');
    await until('npm goes on alone', async () => !runs(Number(npm)));
  });

  it('is waited for by a second command, which then has nothing to install', async () => {
    const place = clone('twice', false);
    const env = slowNpm(place);
    const first = prepare(place, env);
    await until('npm has not begun', async () => ranIn(place).length > 0 && existsSync(join(place, '.output/installing')));
    const second = spawn(process.execPath, ['scripts/prepare.cjs', '--no-browser', '--start'], { cwd: place, env });
    const ends = Promise.all([first, second].map((one) => once(one, 'exit')));
    await once(second.stdout, 'data');
    writeFileSync(join(place, 'go'), '');
    expect((await ends).map(([status]) => status as number)).toEqual([0, 0]);
    expect(ranIn(place)).toHaveLength(1);
  });
});

describe('what is in the way of `npm run pack` is said in one line, before anything is built:', () => {
  const url = 'https://intranet.example.com/kebian';
  const where = /^Say where the files will lie: .*no name or password, no \? or #/;

  it.each([
    [['--url'], /'--url <value>' argument missing/],
    [['--url', url, 'more'], /Unexpected argument 'more'/],
    [['--url', 'http://intranet.example.com/kebian', '--key', 'new.pem'], where],
    [['--url', 'https://me:secret@intranet.example.com', '--key', 'new.pem'], where],
    [['--url', `${url}?a=1&b=2`, '--key', 'new.pem'], where],
    [['--url', url, '--key', 'none/new.pem'], /^The key cannot be written to .*none\/new\.pem \(ENOENT\)/],
    [['--url', url, '--key', 'text.pem'], /text\.pem is no RSA key in PKCS#8/],
    [['--url', url, '--key', 'curve.pem'], /curve\.pem is no RSA key in PKCS#8/],
  ])('%j', (options, line) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'curve.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'text.pem'), 'text');
    // The browser is only run once all that is in order.
    const { status, said } = node(folder, [join(root, 'scripts/pack.ts'), ...options], { KEBIAN_BROWSER: process.execPath });
    expect({ status, said }).toEqual({ status: 1, said: [expect.stringMatching(line)] });
  });
});

describe('what `npm start` prints', () => {
  it.each(['en', 'zh_CN', 'zh_TW'] as const)('calls every button as the window does: %s', async (language) => {
    const printed = await whatToTry(language, { menu: 'MENU', console: 'https://localhost:1/' });
    expect(printed).not.toMatch(/[{}[\]⚙]|\b(strip|remark|facts|pages)\.\w/);
    expect(printed).toContain('MENU');
    expect(printed.match(/^ {2}\d\. /gm)).toHaveLength(7);
  });

  it.each(['en', 'zh_CN', 'zh_TW'] as const)('with a relay, too: %s', async (language) => {
    const printed = await whatToTryWithARelay(language, { REMOVE: 'TAKE', AUDIT: 'READ' });
    expect(printed).not.toMatch(/[{}[\]]|\b(remark|card)\.\w/);
    expect(printed).toMatch(/TAKE\n[^]*READ\n/);
    expect(printed.match(/^ {2}\d\. /gm)).toHaveLength(6);
  });
});

describe('a browser that takes an extension over the debugging pipe alone', () => {
  it('is known by where it lies', () => {
    const builds = [
      '/usr/bin/google-chrome-stable',
      '/opt/google/chrome/chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
      '/usr/bin/microsoft-edge',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
    ];
    expect(builds.filter((path) => !isBranded(path))).toEqual([]);
    const others = [
      '/usr/bin/chromium',
      '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      '/opt/google/chrome-for-testing/chrome',
    ];
    expect(others.filter(isBranded)).toEqual([]);
  });

  it('is known by what a link leads to', () => {
    const place = join(folder, 'opt/google/chrome');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'chrome'), '');
    const link = join(folder, 'my-browser');
    symlinkSync(join(place, 'chrome'), link);
    expect(isBranded(link)).toBe(true);
  });
});
