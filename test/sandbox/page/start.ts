import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { createCertificate } from '../certificate.ts';
import { documentHtml, styleSheet } from './document.ts';
import { articleHtml, avatarSvg, blankAvatarSvg, faviconSvg, qrCodeSvg, SPACER_GIF } from './pictures.ts';

export interface RunningPage {
  /** Address of the page on this machine, ending in a slash. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts the chat page on 127.0.0.1 over HTTPS with a certificate of its own, made in memory for the names under which
 * a browser may be sent here (`--host-resolver-rules="MAP wx.qq.com 127.0.0.1:PORT"` with `--ignore-certificate-errors`).
 */
export async function startPage({ port = 0 }: { port?: number } = {}): Promise<RunningPage> {
  const [routes, { private: key, cert }] = await Promise.all([createRoutes(), createCertificate()]);
  const server = createServer({ key, cert }, (request, response) => answer(routes, request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  return { url: `https://127.0.0.1:${bound}/`, port: bound, stop };

  function stop() {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

interface Answer {
  type: string;
  body: string | Uint8Array;
}

type Route = (query: URLSearchParams, path: string) => Answer;

async function createRoutes(): Promise<Map<string, Route>> {
  const [html, css, script] = await Promise.all([documentHtml(), styleSheet(), bundle()]);
  return new Map<string, Route>([
    ['/', () => ({ type: 'text/html', body: html })],
    ['/page.css', () => ({ type: 'text/css', body: css })],
    ['/page.js', () => ({ type: 'text/javascript', body: script })],
    ['/favicon.svg', () => svg(faviconSvg())],
    ['/qrcode.svg', () => svg(qrCodeSvg())],
    ['/images/avatar.svg', () => svg(blankAvatarSvg())],
    ['/zh_CN/htmledition/v2/images/spacer.gif', () => ({ type: 'image/gif', body: SPACER_GIF })],
    ['/cgi-bin/mmwebwx-bin/webwxgeticon', (query) => svg(avatarSvg(Number(query.get('seq'))))],
    ['/cgi-bin/mmwebwx-bin/synccheck', () => ({ type: 'text/javascript', body: 'window.synccheck={retcode:"0",selector:"0"}' })],
    ['/reader', (_query, path) => ({ type: 'text/html', body: articleHtml(Number(path.slice('/reader/'.length))) })],
  ]);
}

function answer(routes: Map<string, Route>, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
  const route = routes.get(pathname.startsWith('/reader/') ? '/reader' : pathname);
  if (!route) return void response.writeHead(404).end();
  const { type, body } = route(searchParams, pathname);
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}

function svg(body: string): Answer {
  return { type: 'image/svg+xml', body };
}

/** The page's own script as one file, AngularJS included. */
async function bundle(): Promise<string> {
  const input = fileURLToPath(new URL('app/main.ts', import.meta.url));
  const build = await rolldown({ input, platform: 'browser' });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return output[0].code;
}
