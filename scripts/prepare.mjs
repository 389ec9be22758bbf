// Makes `npm start` and `npm test` work as the only command after a clone, on Node 20 or newer: installs the locked dependencies
// when they are missing or out of date, and finds a browser. Plain JavaScript, since it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, findFirefox } from './find-browser.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const stamp = join(root, 'node_modules', '.cache', 'kebian-lock');

checkNode();
installDependencies();
if (!existsSync(join(root, '.wxt', 'tsconfig.json'))) run('npx', ['--no-install', 'wxt', 'prepare']);
const asked = process.argv.slice(2);
if (asked.includes('--firefox')) provideFirefox(true);
else if (!asked.includes('--no-browser')) {
  provideBrowser();
  if (asked.includes('--with-firefox')) provideFirefox(false);
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  fail(`Kebian needs Node.js 20 or newer to start (this is ${process.version}). Get it from https://nodejs.org.`);
}

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the dependencies of package-lock.json (this happens once) ...');
  run('npm', ['ci', '--loglevel=error']);
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, lock);
}

function provideBrowser() {
  if (findBrowser() && hasChineseFont()) return;
  if (isDebianRoot()) {
    console.log('Installing Chromium and Chinese fonts with apt-get (this happens once) ...');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji']);
  }
  if (!findBrowser()) fail('No browser found: install Chromium, Chrome for Testing or Edge, or name one in the variable KEBIAN_BROWSER.');
}

/** Only tests run in it: where it cannot be had, those are left out, and the end of their run says so. */
function provideFirefox(needed) {
  if (findFirefox()) return;
  if (isDebianRoot()) {
    console.log('Installing Firefox with apt-get (this happens once) ...');
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'firefox-esr', 'fonts-noto-cjk'];
    const done = succeeds('apt-get', ['update', '-qq']) && succeeds('apt-get', packages);
    if (!done) console.log('Firefox could not be installed.');
  }
  if (needed && !findFirefox()) fail('No Firefox found: install it, or name one in the variable KEBIAN_FIREFOX.');
}

function isDebianRoot() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/** Only asked where we could help. Elsewhere a desktop brings its fonts. */
function hasChineseFont() {
  if (!isDebianRoot()) return true;
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

function run(command, args) {
  if (!succeeds(command, args)) fail(`${command} ${args.join(' ')} did not succeed.`);
}

function succeeds(command, args) {
  const windows = process.platform === 'win32';
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: windows, env: environment }).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
