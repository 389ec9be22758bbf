import type { IncomingMessage } from 'node:http';

/** A request as a CRM sees it. `now` is the CRM's own clock, epoch ms. */
export interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  rawBody: string;
  /** JSON or a form, by content type; undefined when it is neither, or broken. */
  body: unknown;
  now: number;
}

export async function readIncoming(request: IncomingMessage, now: number): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://crm');
  const headers = plainHeaders(request);
  const rawBody = await readBody(request);
  return {
    method: request.method ?? 'GET',
    path: decodeURI(url.pathname),
    query: url.searchParams,
    headers,
    rawBody,
    body: parseBody(rawBody, headers['content-type'] ?? ''),
    now,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

function parseBody(raw: string, type: string): unknown {
  if (!raw) return undefined;
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(raw));
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
