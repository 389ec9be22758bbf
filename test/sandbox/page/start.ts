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
  /** 200 unless told. */
  status?: number;
  /** Leads there instead (302). */
  location?: string;
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
    ['/cgi-bin/mmwebwx-bin/webwxnewloginpage', (query) => ({ type: 'text/xml', body: loginAnswer(query) })],
    ['/cgi-bin/mmwebwx-bin/webwxlogout', () => ({ type: 'text/plain', body: '', location: '/' })],
    ...Object.entries(OTHER_DOCUMENTS).map(([path, made]): [string, Route] => [path, () => made]),
    ['/reader', (_query, path) => ({ type: 'text/html', body: articleHtml(Number(path.slice('/reader/'.length))) })],
  ]);
}

function answer(routes: Map<string, Route>, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
  const route = routes.get(pathname.startsWith('/reader/') ? '/reader' : pathname);
  if (!route) return void response.writeHead(404).end();
  const { type, body, status = 200, location } = route(searchParams, pathname);
  if (location) return void response.writeHead(302, { location }).end();
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}

/** What else these hosts serve as documents of their own: nobody chats in them. */
export const OTHER_DOCUMENTS: Record<string, Answer> = {
  '/cgi-bin/mmwebwx-bin/webwxgetmsgimg': { type: 'image/gif', body: SPACER_GIF },
  '/cgi-bin/mmwebwx-bin/webwxgetvideo': { type: 'application/json', body: '{"BaseResponse":{"Ret":0}}' },
  '/cgi-bin/mmwebwx-bin/webwxgetmedia': { type: 'text/plain', body: '报价单\n' },
  '/cgi-bin/mmwebwx-bin/webwxcheckurl': { type: 'text/html', body: '<!doctype html><title>跳转</title><p>请确认是否访问</p>' },
  '/cgi-bin/mmwebwx-bin/webwxstatreport': { type: 'text/html', body: '<html><body><h1>502 Bad Gateway</h1></body></html>', status: 502 },
  '/cgi-bin/mmwebwx-bin/webwxgetcontact': { type: 'text/xml', body: '<?xml version="1.0"?><error><ret>1</ret></error>' },
  '/logo.svg': { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>' },
};

/** The server's answer to a phone's confirmation, as the page wants it. */
function loginAnswer(query: URLSearchParams): string {
  const ret = query.get('ret') ?? '0';
  const message = ret === '0' ? '' : '<message>为了你的帐号安全，此微信号不能登录网页微信。你可以使用手机或电脑上的微信。</message>';
  const redirect = (query.get('redirect') ?? '').replaceAll('&', '&amp;');
  return `<error><ret>${ret}</ret>${message}${redirect && `<redirecturl>${redirect}</redirecturl>`}</error>`;
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
