// `npm run pack -- --url https://intranet.example.com/kebian --key ../kebian.pem`: writes to .output/roll-out what an intranet server needs to
// install and update Kebian. Creates the key where it is missing; whoever has it can sign updates.
import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, zip } from 'wxt';
import { findBrowser } from './find-browser.mjs';
import { keyFault } from './private-keys.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.output', 'roll-out');
const values = asked();
const url = addressIn(values.url ?? '');
const browser = findBrowser();

if (!url)
  end(
    'Say where the files will lie: npm run pack -- --url https://intranet.example.com/kebian --key ../kebian.pem (no name or password, no ? or #)',
  );
if (!values.key) end('Say where the key lies, or is to be made: --key ../kebian.pem. Keep it: without it no update can be signed.');
if (!browser) end('Packing takes a browser: install Chromium, Google Chrome or Edge, or name one in the variable KEBIAN_BROWSER.');

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const key = resolve(values.key);
if (resolve(key).startsWith(`${root}/`)) end('The key must not lie in the project’s own folder: it would get into a repository or a zip.');
if (!existsSync(key)) makeKey();
const publicKey = publicKeyOf();
const digest = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
const id = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');

const left = keyFault(root);
if (left) end(left);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await packForChromium(browser);
await packForFirefox();
writePolicies();
console.log(`\nPut everything in .output/roll-out to ${url}/ (docs/roll-out.md). The id in Chrome and Edge is ${id}.`);

async function packForChromium(packer: string): Promise<void> {
  const built = join(folder, 'chrome');
  await build({
    root,
    configFile: 'wxt.store.config.ts',
    browser: 'chrome',
    outDirTemplate: 'roll-out/{{browser}}',
    hooks: {
      'build:manifestGenerated': (_, manifest) => {
        Object.assign(manifest, { key: publicKey.toString('base64'), update_url: `${url}/updates.xml` });
      },
    },
  });
  const profile = mkdtempSync(join(tmpdir(), 'kebian-pack-'));
  const options = [
    `--pack-extension=${built}`,
    `--pack-extension-key=${key}`,
    `--user-data-dir=${profile}`,
    '--headless=new',
    '--no-sandbox',
  ];
  spawnSync(packer, options, { stdio: 'ignore', timeout: 60_000 });
  rmSync(profile, { recursive: true, force: true });
  if (!existsSync(`${built}.crx`)) end(`The browser has packed nothing: is ${key} an RSA key in PKCS#8 (-----BEGIN PRIVATE KEY-----)?`);
  renameSync(`${built}.crx`, join(folder, `kebian-${version}.crx`));
  // The packer writes the file readable for its user alone.
  chmodSync(join(folder, `kebian-${version}.crx`), 0o644);
  rmSync(built, { recursive: true });
  writeFileSync(
    join(folder, 'updates.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="${url}/kebian-${version}.crx" version="${version}" />
  </app>
</gupdate>
`,
  );
}

function asked(): { url?: string; key?: string } {
  try {
    return parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' } } }).values;
  } catch (failure) {
    end((failure as Error).message);
  }
}

/** As it can stand in XML, JSON and the registry; null unless files can lie there for everybody. */
function addressIn(text: string): string | null {
  const { protocol, username, password, search, hash, href } = URL.parse(text) ?? {};
  if (protocol !== 'https:' || username || password || search || hash) return null;
  return href!.replace(/[/?#]+$/, '').replaceAll('&', '%26');
}

function makeKey(): void {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  try {
    writeFileSync(key, privateKey, { mode: 0o600 });
  } catch (failure) {
    end(
      `The key cannot be written to ${key} (${(failure as NodeJS.ErrnoException).code}): name a folder that is there and can be written to.`,
    );
  }
}

/** Before anything is built with it. */
function publicKeyOf(): Buffer {
  try {
    const read = createPublicKey(readFileSync(key));
    if (read.asymmetricKeyType === 'rsa') return read.export({ type: 'spki', format: 'der' });
  } catch {
    // Said below.
  }
  end(`${key} is no RSA key in PKCS#8 (-----BEGIN PRIVATE KEY-----): name the one that you have packed with before, or a new file.`);
}

/** To be signed by Mozilla (as "on your own"): Firefox installs no other extensions. */
async function packForFirefox(): Promise<void> {
  let addon = '';
  const files = await zip({
    root,
    configFile: 'wxt.store.config.ts',
    browser: 'firefox',
    outDirTemplate: 'roll-out/{{browser}}',
    zip: { zipSources: false },
    hooks: {
      'build:manifestGenerated': (_, manifest) => {
        const { gecko } = (manifest as unknown as { browser_specific_settings: { gecko: { id: string; update_url?: string } } })
          .browser_specific_settings;
        gecko.update_url = `${url}/updates.json`;
        addon = gecko.id;
      },
    },
  });
  renameSync(files[0]!, join(folder, `kebian-${version}-to-be-signed.zip`));
  rmSync(join(folder, 'firefox'), { recursive: true });
  const updates = { addons: { [addon]: { updates: [{ version, update_link: `${url}/kebian-${version}.xpi` }] } } };
  writeFileSync(join(folder, 'updates.json'), `${JSON.stringify(updates, null, 2)}\n`);
}

/** The examples of docs/roll-out with id and address filled in. */
function writePolicies(): void {
  const examples = join(root, 'docs', 'roll-out');
  for (const name of readdirSync(examples)) {
    const text = readFileSync(join(examples, name), 'utf8').replaceAll('ajfefmhhhkanhonpmfmoneideeijhfpb', id);
    writeFileSync(join(folder, name), text.replaceAll('https://intranet.example.com/kebian', url!));
  }
}

function end(message: string): never {
  console.error(message);
  process.exit(1);
}
