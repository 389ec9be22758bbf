import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The path of the file with the licences in the extension. */
const FILE = 'licences.txt';

/** The file in which Vite lists the packages of each of its builds. */
const NOTED = /^licences-of-.+\.json$/;
export const notedFor = (entrypoint: string): string => `licences-of-${entrypoint}.json`;

/** Vite does not list the packages of web workers, which it bundles separately: this plugin does. */
export function noteWorker() {
  return {
    name: 'note-worker',
    generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void },
      _: unknown,
      made: Record<string, object>,
    ) {
      const modules = Object.values(made).flatMap((file) => ('modules' in file ? Object.keys(file.modules as object) : []));
      const names = new Set(
        modules.flatMap((id) => /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]?.replace('\\', '/') ?? []),
      );
      this.emitFile({ type: 'asset', fileName: notedFor('worker'), source: JSON.stringify([...names].map(partOf)) });
    },
  };
}

const packages = join(import.meta.dirname, '..', 'node_modules');

interface Part {
  name: string;
  version: string;
  identifier?: string;
}

/** Licences of data and styles that are not imported as modules: generated tables, and the style sheets' framework. */
const MADE_OF: Part[] = ['pinyin-pro', 'tailwindcss'].map(partOf);

function partOf(name: string): Part {
  const { version, license } = manifestOf(name);
  return { name, version, identifier: license };
}

/** Packages without a licence file that have the same author and licence as another package, whose file is used. */
const TEXT_OF: Record<string, string> = { wxt: '@wxt-dev/webextension-polyfill', '@wxt-dev/browser': '@wxt-dev/webextension-polyfill' };
const UNIHAN = {
  title: 'Unihan database of Unicode 15.0 (Unicode-3.0); changed: readings without tones, the usual ones alone',
  text: readFileSync(join(import.meta.dirname, 'unicode-licence.txt'), 'utf8'),
};

/** Combines the lists of all builds in this folder to one file for users; returns the files that it has removed. */
export function writeLicences(folder: string): string[] {
  const noted = readdirSync(folder).filter((name) => NOTED.test(name));
  if (noted.length === 0) return [];
  const bundled = noted.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Part[]);
  const parts = new Map([...bundled, ...MADE_OF].map((part) => [part.name, part]));
  const chapters = [...parts.values()]
    .map((part) => ({
      title: `${part.name} ${part.version} (${part.identifier})`,
      text: [sourceOf(part.name), ...textsOf(part.name)].join('\n\n'),
    }))
    .concat(UNIHAN)
    .toSorted((one, other) => (one.title < other.title ? -1 : 1));
  const head = 'Kebian holds parts of these works. Their licences:';
  const list = chapters.map(({ title }) => `- ${title}`).join('\n');
  const body = chapters.map(({ title, text }) => `${'='.repeat(72)}\n${title}\n\n${text.trim()}`).join('\n\n');
  writeFileSync(join(folder, FILE), `${head}\n\n${list}\n\n${body}\n`);
  for (const name of noted) rmSync(join(folder, name));
  return noted;
}

/** The address of a package's source, which some licences require. */
function sourceOf(name: string): string {
  const { repository } = manifestOf(name);
  const address = typeof repository === 'string' ? repository : repository.url;
  return `Source: ${address.replace(/^git\+/, '').replace(/\.git$/, '')}`;
}

function manifestOf(name: string) {
  return JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
    repository: string | { url: string };
  };
}

/** All files of a package about rights, including those of data in it. */
function textsOf(name: string): string[] {
  const folder = join(packages, TEXT_OF[name] ?? name);
  const files = readdirSync(folder).filter((file) => /^(licen[sc]e|copying|notice|third[-_]party)/i.test(file));
  const texts = files.map((file) => join(folder, file)).filter((path) => statSync(path).isFile());
  if (texts.length === 0) throw new Error(`${name} comes without the text of its licence.`);
  return texts.map((path) => readFileSync(path, 'utf8').trim());
}
