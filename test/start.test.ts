import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser, isBranded } from '../scripts/find-browser.mjs';
import { whatToTry, whatToTryWithARelay } from '../scripts/demo-texts';
import { startConsole } from './sandbox/console/start';
import { before, clone, computer, folder, node, smallClone } from './support/clones';

const root = join(import.meta.dirname, '..');

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
    expect(node(smallClone('fresh'), ['scripts/prepare.cjs', '--no-browser'], env)).toEqual({
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
      cwd: smallClone('untrusted'),
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
    [['--browser', 'constructor'], /^--browser takes chromium or firefox, not constructor/],
    [['--browsers'], /^Unknown option '--browsers'.*npm start takes --browser, --headless, --built and --relay/],
  ])('what it does not know, before anything is installed: %j', (options, line) => {
    const said = [expect.stringMatching(line)];
    expect(node(root, [...start, ...options])).toEqual({ status: 1, said });
    const place = clone(`unknown-${options.join('-')}`, false);
    expect(node(place, ['scripts/prepare.cjs', '--start', '--then', 'scripts/start.ts', ...options])).toEqual({ status: 1, said });
    expect(existsSync(join(place, 'node_modules'))).toBe(false);
  });

  it('a folder for temporary files that cannot be used', () => {
    const file = before('no-folder', '');
    const small = before(
      'small.cjs',
      `const fs = require('node:fs');
      fs.statfsSync = () => ({ blocks: 100, bavail: 2, bsize: 1_000_000 });
      require('node:module').syncBuiltinESMExports();`,
    );
    const full = before(
      'full.cjs',
      `const fs = require('node:fs');
      const { writeFileSync } = fs;
      fs.writeFileSync = (path, ...rest) => {
        if (String(path).includes('kebian-tried')) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return writeFileSync(path, ...rest);
      };
      require('node:module').syncBuiltinESMExports();`,
    );
    const faults: [env: Record<string, string>, why: string][] = [
      [{ TMPDIR: join(folder, 'none') }, 'there is no such folder'],
      [{ TMPDIR: file }, 'it is no folder'],
      [{ NODE_OPTIONS: `--require "${small}"` }, '2 MB are left, 100 MB are needed'],
      [{ NODE_OPTIONS: `--require "${full}"` }, 'it is full'],
    ];
    for (const [env, why] of faults) {
      const said = [expect.stringMatching(new RegExp(`^The folder for temporary files cannot be used .*${why}.*TMPDIR.* run this again`))];
      expect(node(clone(`temporary-${why}`.slice(0, 24), true), ['scripts/prepare.cjs', '--start'], env), why).toEqual({ status: 1, said });
      expect(node(root, start, env), why).toEqual({ status: 1, said });
    }
  });

  it.skipIf(process.platform !== 'linux').each(['chromium', 'firefox'])('a display that does not answer: %s', (browser) => {
    const shown = start.filter((option) => option !== '--headless');
    // It ends as a browser does that finds no display.
    const env = { DISPLAY: ':7397', WAYLAND_DISPLAY: '', KEBIAN_BROWSER: process.execPath, KEBIAN_FIREFOX: process.execPath };
    expect(node(root, [...shown, '--browser', browser], env)).toEqual({
      status: 1,
      said: [
        expect.stringMatching(/^No window can be opened: the display :7397 does not answer\. Correct the variable DISPLAY, or unset it/),
      ],
    });
  });

  it('what cannot be built: the builder’s own lines, and what to do', () => {
    const place = clone('unbuildable', true);
    for (const file of readdirSync(join(root, 'scripts')).filter((name) => !existsSync(join(place, 'scripts', name))))
      copyFileSync(join(root, 'scripts', file), join(place, 'scripts', file));
    for (const file of ['test/support/build-demo.ts', 'test/bench/match/resolve.ts']) {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      copyFileSync(join(root, file), join(place, file));
    }
    rmSync(join(place, 'node_modules'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
    writeFileSync(join(place, 'wxt.demo.config.ts'), `throw new Error('no such colour: blue');\n`);
    expect(
      node(
        place,
        start.filter((option) => option !== '--built'),
      ),
    ).toEqual({
      status: 1,
      said: [
        'Kebian could not be built. The builder says:',
        expect.stringMatching(/no such colour: blue/),
        'Put right what it says and run this again.',
      ],
    });
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
