// Makes `npm start` and `npm test` work directly after a clone: installs the locked dependencies when they are missing or outdated, and finds a
// browser. Plain JavaScript, since it runs before anything is installed. An error is one line.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, findFirefox, findRedis } from './find-browser.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.cache', 'kebian-lock');

await installDependencies();
if (!existsSync(join(root, '.wxt', 'tsconfig.json'))) await run('npx', ['--no-install', 'wxt', 'prepare']);
const asked = process.argv.slice(2);
if (asked.includes('--firefox')) await provideFirefox(true);
else if (!asked.includes('--no-browser')) {
  await provideBrowser();
  if (asked.includes('--with-firefox')) await provideFirefox(false);
  if (asked.includes('--with-redis')) await provideRedis();
}

async function installDependencies() {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lock = createHash('sha256').update(text).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // Without a network, npm would try for minutes.
  const retries = ['--fetch-retries=1', '--fetch-retry-mintimeout=2000', '--fetch-timeout=60000'];
  const done = await progress('Installing the dependencies (this happens once)', packagesThere, () =>
    started('npm', ['ci', '--loglevel=error', ...retries]),
  );
  if (!done.good) {
    const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|network/i.test(done.said);
    fail(
      isOffline
        ? 'The dependencies could not be installed, because npm reaches no registry: connect this computer to the network (or set your proxy: npm config set proxy) and run this again.'
        : `The dependencies could not be installed: ${lastLine(done.said)}. Put right what npm says and run this again.`,
    );
  }
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, lock);
}

/** npm creates all folders first and then fills them one by one. */
function packagesThere() {
  const names = existsSync(modules) ? readdirSync(modules).filter((name) => !name.startsWith('.')) : [];
  const places = names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((own) => join(name, own)) : [name]));
  const filled = places.filter((place) => existsSync(join(modules, place, 'package.json'))).length;
  return places.length === 0 ? '' : `${filled} of ${places.length} packages, `;
}

async function provideBrowser() {
  const named = process.env.KEBIAN_BROWSER;
  if (named && !existsSync(named))
    fail(`KEBIAN_BROWSER names ${named}, and there is no such file: correct it, or unset it to have one looked for.`);
  if (findBrowser() && hasChineseFont()) return;
  let why = '';
  if (isDebianRoot()) why = await installPackages('Chromium and Chinese fonts', ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji']);
  if (findBrowser()) return;
  fail(
    `No browser found${why && `, and apt-get could not install one (${why})`}: install Chromium, Google Chrome or Edge, or name one in the variable KEBIAN_BROWSER, and run this again.`,
  );
}

/** Only tests need it: where it cannot be installed, they are skipped, and the end of the run says so. */
async function provideFirefox(needed) {
  if (findFirefox()) return;
  const why = isDebianRoot() ? await installPackages('Firefox', ['firefox-esr', 'fonts-noto-cjk']) : '';
  if (why) console.log(`Firefox could not be installed: ${why}.`);
  if (needed && !findFirefox()) fail('No Firefox found: install it, or name one in the variable KEBIAN_FIREFOX, and run this again.');
}

/** The relay's tests over it are left out where it cannot be had. */
async function provideRedis() {
  if (findRedis() || !isDebianRoot()) return;
  const why = await installPackages('Redis', ['redis-server']);
  if (why) console.log(`Redis could not be installed: ${why}.`);
}

/** Returns the error, '' where there was none. */
async function installPackages(what, packages) {
  const done = await progress(
    `Installing ${what} with apt-get (this happens once)`,
    () => '',
    async () => {
      const updated = await started('apt-get', ['update', '-qq']);
      return updated.good ? started('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]) : updated;
    },
  );
  return done.good ? '' : lastLine(done.said);
}

function isDebianRoot() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/** Only checked where it can be installed. Other systems have fonts. */
function hasChineseFont() {
  if (!isDebianRoot()) return true;
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

async function run(command, args) {
  const { good, said } = await started(command, args);
  if (!good) fail(`${command} ${args.join(' ')} did not succeed: ${lastLine(said)}.`);
}

/** Resolves when it has ended, with its error output. */
function started(command, args) {
  const windows = process.platform === 'win32';
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: windows, env: environment });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ good: false, said: message }));
    child.once('close', (status) => resolve({ good: status === 0, said }));
  });
}

/** Shows progress: in a terminal every second in one line, elsewhere every ten seconds in a new line. */
async function progress(what, far, work) {
  const isTerminal = process.stdout.isTTY;
  const begun = Date.now();
  const line = () => `${what} ... ${far()}${Math.round((Date.now() - begun) / 1000)} s`;
  const tell = () => (isTerminal ? process.stdout.write(`\r${line()} `) : console.log(line()));
  tell();
  const timer = setInterval(tell, isTerminal ? 1_000 : 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    tell();
    if (isTerminal) console.log('');
  }
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
