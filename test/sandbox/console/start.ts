import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificate } from '../certificate.ts';
import { people, shownName } from '../people.ts';

export interface RunningConsole {
  /** Where the page is, ending in a slash. `?changed=names` shows it after a release with other class names, `?changed=all` after one that
   * has changed everything. */
  url: string;
  stop(): Promise<void>;
}

/**
 * An invented chat console of some other kind: built differently from WeChat's page in every respect. It is served under the name
 * localhost, which the demo build may reach.
 */
export async function startConsole({ port = 0 }: { port?: number } = {}): Promise<RunningConsole> {
  const [html, { private: key, cert }] = await Promise.all([documentHtml(), createCertificate()]);
  const server = createServer({ key, cert }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
    if (pathname !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(RELEASES[searchParams.get('changed') ?? '']?.(html) ?? html);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The people of the sandbox that one can talk to, under ids of the console's own that stay the same. */
async function documentHtml(): Promise<string> {
  const html = await readFile(new URL('page.html', import.meta.url), 'utf8');
  const visitors = people
    .filter(({ kind }) => kind === 'person')
    .slice(0, 30)
    .map((person, place) => ({ key: person.key, id: `wxid_${(place * 7_919 + 104_729).toString(36)}x`, name: shownName(person) }));
  // Inside a script element only the beginning of a tag could be taken for one.
  return html.replace('/*visitors*/', () => JSON.stringify(visitors).replaceAll('<', '\\u003c'));
}

const RELEASES: Record<string, (html: string) => string> = {
  names: renamed,
  all: (html) =>
    renamed(html)
      .replaceAll("make('h2',", "make('div',")
      .replaceAll("make('header',", "make('nav',")
      .replaceAll("make('li',", "make('dd',"),
};

function renamed(html: string): string {
  return html.replaceAll('visitor-name', 'guest-title').replaceAll('talk-bar', 'guest-bar').replaceAll('queue-item', 'guest-row');
}
