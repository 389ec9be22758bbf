// Makes `npm start` and `npm test` work directly after a clone: installs the locked dependencies when they are missing or outdated, and finds a
// browser. Plain JavaScript, since it runs before anything is installed. An error is one line.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFirefox, findRedis } from './find-browser.mjs';
import { startOptions } from './start-options.mjs';
import { temporaryFault } from './temporary-folder.mjs';
import { chromium, firefox, isDebianRoot, onDebian } from './wanted-browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.cache', 'kebian-lock');
/** There while a command installs: the process id of its npm. */
const installing = join(root, '.output', 'installing');
/** An older one is left from a command that was ended. In ms. */
const LEFT_AFTER = 15 * 60_000;
const isTerminal = process.stdout.isTTY;
const underWay = [];
let begun, timer;

const [own, then] = atThen(process.argv.slice(2));
const asked = new Set(own);

// Before anything that takes time.
const toStart = startAsked();
const wanted = wantedAsked();
const temporary = wanted ? temporaryFault() : '';
if (temporary) fail(temporary);
if (/[#?%]/.test(root))
  fail(`The tools that build Kebian take no folder with #, ? or % in its path (${root}): move or rename it and run this again.`);
if (wanted && !isDebianRoot() && !wanted.find()) fail(wanted.missing(''));
// Both wait for the network and the disk most of the time. Neither is broken off when the other fails.
const failures = await Promise.all([installDependencies(), installBrowsers()]);
const failure = failures.find((text) => text !== '');
if (failure) fail(failure);
// The build for `npm start` makes it as well.
if (!asked.has('--start') && !existsSync(join(root, '.wxt', 'tsconfig.json'))) await run('npx', ['--no-install', 'wxt', 'prepare']);

function wantedAsked() {
  const withFirefox = asked.has('--firefox') || (toStart?.isNamed && toStart.browser === 'firefox');
  try {
    return asked.has('--no-browser') ? null : withFirefox ? firefox : chromium({ orFirefox: asked.has('--start') && !toStart?.isNamed });
  } catch ({ message }) {
    fail(message);
  }
}

/** The options of the preparation, and what is to be run after it. */
function atThen(args) {
  const place = args.indexOf('--then');
  return place < 0 ? [args, []] : [args.slice(0, place), args.slice(place + 1)];
}

/** What `npm start` is told, if this prepares one. */
function startAsked() {
  const place = then.indexOf('scripts/start.ts');
  if (place < 0) return null;
  try {
    return startOptions(then.slice(place + 1));
  } catch ({ message }) {
    fail(message);
  }
}

/** Returns the error, '' where there was none. */
async function installDependencies() {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lock = createHash('sha256').update(text).digest('hex');
  const isDone = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (isDone()) return '';
  if (isInstalling()) await progress(() => `${packagesThere()} (by another command)`, otherEnds);
  if (isDone()) return '';
  // Without a network, npm would try for minutes.
  const retries = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--fetch-timeout=60000'];
  // The lock file says which packages, by their sums: what npm has of them already is right.
  const quick = ['--prefer-offline', '--no-audit', '--no-fund'];
  // Whatever a person has set for other projects: without the tools nothing can be built, and without its script the Node.js that builds is missing.
  const whole = ['--include=dev', '--ignore-scripts=false'];
  const done = await progress(packagesThere, () => started('npm', ['ci', '--loglevel=error', ...whole, ...quick, ...retries], begin));
  rmSync(installing, { force: true });
  if (!done.good) return `The dependencies could not be installed${whyNot(done.said)}`;
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, lock);
  return '';
}

/** Tells other commands that this npm is at work: two at once in one folder disturb each other. It ends with this process. */
function begin(npm) {
  mkdirSync(dirname(installing), { recursive: true });
  writeFileSync(installing, String(npm.pid));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.once(signal, () => {
      npm.kill(signal);
      process.exit(1);
    });
  }
}

function isInstalling() {
  if (!existsSync(installing) || Date.now() - statSync(installing).mtimeMs > LEFT_AFTER) return false;
  const npm = Number(readFileSync(installing, 'utf8'));
  try {
    return npm > 0 && process.kill(npm, 0);
  } catch {
    return false;
  }
}

async function otherEnds() {
  while (isInstalling()) await new Promise((resolve) => setTimeout(resolve, 500));
}

function whyNot(said) {
  if (/certificate|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)/i.test(said))
    return ', because npm does not trust the certificate that this network shows: give it the one of your company (npm config set cafile FILE) and run this again.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|network/i.test(said))
    return ', because npm reaches no registry: connect this computer to the network (or set your proxy: npm config set proxy) and run this again.';
  return `: ${lastLine(said)}. Put right what npm says and run this again.`;
}

/** npm creates all folders first and then fills them one by one. */
function packagesThere() {
  const names = existsSync(modules) ? readdirSync(modules).filter((name) => !name.startsWith('.')) : [];
  const places = names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((own) => join(name, own)) : [name]));
  const filled = places.filter((place) => existsSync(join(modules, place, 'package.json'))).length;
  return places.length === 0 ? 'the packages' : `${filled} of ${places.length} packages`;
}

/** Returns the error, '' where there was none. */
async function installBrowsers() {
  if (!wanted) return '';
  const why = isDebianRoot() ? await installWanted() : '';
  if (!wanted.find()) return wanted.missing(why);
  if (asked.has('--with-firefox')) await installForTests('Firefox', findFirefox, ['firefox-esr']);
  if (asked.has('--with-redis')) await installForTests('Redis', findRedis, ['redis-server']);
  if (!hasChineseFont())
    console.log(`No Chinese font was found: Chinese names show as boxes until one is installed${onDebian('fonts-noto-cjk')}.`);
  return '';
}

async function installWanted() {
  const fonts = hasChineseFont() ? [] : ['fontconfig', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];
  const browser = wanted.find() ? [] : [wanted.debian];
  const what = [...(browser.length > 0 ? [wanted.name] : []), ...(fonts.length > 0 ? ['Chinese fonts'] : [])];
  return what.length === 0 ? '' : installPackages(what.join(' and '), [...browser, ...fonts]);
}

/** Tests that need it are left out where it cannot be had, and the end of the run says so. */
async function installForTests(what, find, packages) {
  if (find() || !isDebianRoot()) return;
  const why = await installPackages(what, packages);
  if (why) console.log(`${what} could not be installed: ${why}.`);
}

/** Returns the error, '' where there was none. */
async function installPackages(what, packages) {
  const done = await progress(
    () => `${what} (by apt-get)`,
    async () => {
      const updated = await started('apt-get', ['update', '-qq']);
      return updated.good ? started('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]) : updated;
    },
  );
  return done.good ? '' : lastLine(done.said);
}

/** Systems other than Linux have fonts. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

async function run(command, args) {
  const { good, said } = await started(command, args);
  if (!good) fail(`${command} ${args.join(' ')} did not succeed: ${lastLine(said)}.`);
}

/** Resolves when it has ended, with its error output. */
function started(command, args, onStart = () => undefined) {
  const windows = process.platform === 'win32';
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: windows, env: environment });
  if (child.pid) onStart(child);
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ good: false, said: message }));
    child.once('close', (status) => resolve({ good: status === 0, said }));
  });
}

/**
 * Shows what is being installed until the work is done: in a terminal every second in one line, elsewhere every ten seconds in a new line.
 * @param what says what, and how far it is
 */
async function progress(what, work) {
  underWay.push(what);
  begun ??= Date.now();
  tell();
  timer ??= setInterval(tell, isTerminal ? 1_000 : 10_000);
  try {
    return await work();
  } finally {
    tell();
    underWay.splice(underWay.indexOf(what), 1);
    if (underWay.length === 0) {
      clearInterval(timer);
      timer = begun = undefined;
      if (isTerminal) console.log('');
    }
  }
}

/** Short enough for one line of a terminal; a line that has become shorter covers the one before. */
function tell() {
  const line = `Installing (only once): ${underWay.map((what) => what()).join(', ')} ... ${Math.round((Date.now() - begun) / 1000)} s`;
  if (isTerminal) process.stdout.write(`\r${line.padEnd(79)}`);
  else console.log(line);
}

/** The last line of a command's output, without the prefix of an error. */
function lastLine(text) {
  const lines = text.split('\n').map((line) => line.replace(/^(npm (error|ERR!)|E:|Err:)\s*/, '').trim());
  return (
    lines
      .filter((line) => line !== '' && !/complete log|\.log$/.test(line))
      .at(-1)
      ?.replace(/\.$/, '') ?? 'it has not said why'
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
