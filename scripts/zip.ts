// `npm run zip`: writes the zips for the stores and their reviewers to .output/release. Everything is built a second time, in another folder
// from the zip of the sources alone, and has to be identical byte for byte.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { zip } from 'wxt';
import { keyFault } from './private-keys.ts';
import { temporaryFault } from './temporary-folder.mjs';

const root = join(import.meta.dirname, '..');
const BROWSERS = ['chrome', 'edge', 'firefox'] as const;
/** The most bytes of the extension's zip. */
const MOST = 1_000_000;

const fault = keyFault(root, ['components', 'entrypoints', 'lib', 'locales', 'docs/store']) || temporaryFault();
if (fault) {
  console.error(fault);
  process.exit(1);
}
const made = await zips(root);
const release = join(root, '.output', 'release');
rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });
for (const [name, bytes] of made) writeFileSync(join(release, name), bytes);
const sources = [...made.keys()].find((name) => name.endsWith('-sources.zip'))!;
const again = await fromSources(made.get(sources)!);

const faults = [...made].flatMap(([name, bytes]) => [
  ...(bytes.length > MOST && name !== sources ? [`${name} is larger than ${MOST} bytes`] : []),
  ...(sum(bytes) === sum(again.get(name)) ? [] : [`${name} comes out otherwise when it is built from ${sources}`]),
]);
for (const [name, bytes] of made) console.log(`${String(bytes.length).padStart(9)}  ${sum(bytes)}  ${name}`);
for (const fault of faults) console.error(`Not good: ${fault}.`);
if (faults.length === 0) console.log('Built twice, the same bytes; they lie in .output/release.');
process.exitCode = faults.length === 0 ? 0 : 1;

/** All zips by name. */
async function zips(folder: string): Promise<Map<string, Uint8Array>> {
  const files: string[] = [];
  for (const browser of BROWSERS) files.push(...(await zip({ root: folder, configFile: 'wxt.store.config.ts', browser })));
  return new Map(files.map((file) => [file.slice(dirname(file).length + 1), readFileSync(file)]));
}

async function fromSources(archive: Uint8Array): Promise<Map<string, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-sources-'));
  try {
    for (const [name, bytes] of Object.entries(unzipSync(archive))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return await zips(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sum(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}
