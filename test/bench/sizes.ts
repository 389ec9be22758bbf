import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { figure, type Figure } from './figure.ts';

/** The gzip sizes of what the chat page and the panel load. */
export function sizes(build: string): Figure[] {
  const page = gzipped(build, inChatPages(build));
  const phones = gzipped(build, ['phones.js']);
  const panel = gzipped(build, loadedBy(build, 'sidepanel.html'));
  return [
    figure('pageBytes', 'bytes', '<= 12288', page, [page], 'content script and its styles, gzip: what every page loads'),
    figure('phonesBytes', 'bytes', '<= 7168', phones, [phones], 'script that finds phone numbers, put into a page that has messages, gzip'),
    figure('panelBytes', 'bytes', '<= 61440', panel, [panel], 'scripts and styles that the panel loads before it shows a customer, gzip'),
  ];
}

/** The scripts that the manifest injects into WeChat's pages. Pages that a person has switched on get another script. */
function inChatPages(build: string): string[] {
  const manifest = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as {
    content_scripts: { js?: string[]; css?: string[] }[];
  };
  return manifest.content_scripts.flatMap(({ js = [], css = [] }) => [...js, ...css]);
}

/** The files that the page refers to, and those that these refer to. */
function loadedBy(build: string, page: string): string[] {
  const wanted = new Set<string>();
  const follow = (text: string, folder: string) => {
    for (const [, path] of text
      .matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"|from\s*"\.\/([\w.-]+\.js)"|import\s*"\.\/([\w.-]+\.js)"/g)
      .map(named(folder))) {
      if (wanted.has(path)) continue;
      wanted.add(path);
      if (path.endsWith('.js')) follow(readFileSync(join(build, path), 'utf8'), path.replace(/[^/]+$/, ''));
    }
  };
  follow(readFileSync(join(build, page), 'utf8'), '');
  return [...wanted];
}

function named(folder: string): (match: RegExpMatchArray) => [string, string] {
  return ([whole, absolute, from, imported]) => [whole, absolute ?? `${folder}${from ?? imported}`];
}

function gzipped(build: string, files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length, 0);
}
