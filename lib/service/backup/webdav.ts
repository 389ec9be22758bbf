import { BACKUP_FILE, type Found, type Place } from './place';
import { olderNamesIn } from '../../model/backup/older';
import { PlaceFaultError, type PlaceFault } from '../../model/backup/place';
import { ProblemError } from '../../model/problem';

export interface WebdavAccount {
  /** The address of the folder, with a slash at its end. */
  address: string;
  user: string;
  password: string;
}

/** Time limits in ms: for a short answer, and for a transfer of the whole file. */
const ANSWERS_WITHIN = 30_000;
const MOVES_WITHIN = 10 * 60_000;

/** The first line of a backup is never longer than this. */
const HEAD_BYTES = 64 * 1024;

/**
 * A folder of a WebDAV server (RFC 4918). A file is uploaded under a temporary name and then moved into its place, where the server supports
 * MOVE.
 */
export function webdavPlace(send: typeof fetch, { address, user, password }: WebdavAccount): Place {
  const file = address + BACKUP_FILE;
  const authorization = `Basic ${base64(`${user}:${password}`)}`;
  const ask = async (method: string, url: string, { headers = {}, body, within = ANSWERS_WITHIN }: Asked = {}): Promise<Response> => {
    const signal = AbortSignal.timeout(within);
    try {
      // Sends no cookies and uses no cache; a redirect is not followed, because it would send the password to another server.
      const options = {
        method,
        headers: { authorization, ...headers },
        signal,
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
      } as const;
      return await send(url, { ...options, ...(body && { body }) });
    } catch (thrown) {
      throw new PlaceFaultError(faultOf(thrown, url, signal));
    }
  };
  const asked = async (method: string, url: string, good: number[], more?: Asked): Promise<Response> => {
    const answer = await ask(method, url, more);
    if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
      throw new PlaceFaultError({ kind: 'redirected', address: url });
    }
    if (!good.includes(answer.status)) {
      void answer.body?.cancel();
      throw new PlaceFaultError({ kind: 'status', status: answer.status, address: url });
    }
    return answer;
  };
  const asideOf = (id: string) => `${file}.${id.slice(0, 8)}.part`;
  const place: Place = {
    name: address,
    prepare: async () => {
      const there = await asked('PROPFIND', address, [207, 404], { headers: { depth: '0' } });
      void there.body?.cancel();
      if (there.status === 404) await asked('MKCOL', address, [201, 405]);
    },
    find: async () => {
      const answer = await asked('GET', file, [200, 206, 404], { headers: { range: `bytes=0-${HEAD_BYTES - 1}` } });
      if (answer.status === 404) {
        void answer.body?.cancel();
        return null;
      }
      return { start: await startOf(answer, HEAD_BYTES, file), tag: answer.headers.get('etag') };
    },
    read: async (older = BACKUP_FILE) => {
      const file = address + older;
      const answer = await asked('GET', file, [200], { within: MOVES_WITHIN });
      const length = Number(answer.headers.get('content-length') ?? Number.NaN);
      const blob = await answer.blob().catch((thrown: unknown) => {
        throw new PlaceFaultError(
          thrown instanceof DOMException && thrown.name === 'TimeoutError' ? timedOut(file) : { kind: 'cut-off', address: file },
        );
      });
      // A compressed answer has another length than `content-length` says.
      if (!answer.headers.has('content-encoding') && blob.size < length) throw new PlaceFaultError({ kind: 'cut-off', address: file });
      return blob;
    },
    write: async (blob, found, id) => {
      const aside = asideOf(id);
      const put = (url: string, headers: Record<string, string>) =>
        asked('PUT', url, [200, 201, 204], { headers, body: blob, within: MOVES_WITHIN });
      try {
        await put(aside, {});
        // Some servers ignore conditional headers: checks again whether another file has arrived during the upload.
        if (!(await isSame(await place.find(), found))) throw new PlaceFaultError({ kind: 'status', status: 412, address: file });
        const moved = await ask('MOVE', aside, { headers: { destination: file, ...overwriting(file, found) } });
        const status = await statusOf(moved);
        // The server does not support MOVE.
        if ([405, 501].includes(status)) await put(file, inPlace(found));
        else if (![201, 204].includes(status)) throw new PlaceFaultError({ kind: 'status', status, address: file });
        if ([201, 204].includes(status)) return;
      } catch (thrown) {
        await ask('DELETE', aside).catch(() => undefined);
        throw cutOff(thrown);
      }
      await ask('DELETE', aside).catch(() => undefined);
    },
    clear: async (id) => {
      await asked('DELETE', asideOf(id), [200, 204, 404]);
    },
    keep: async (older) => {
      const kept = await ask('COPY', file, { headers: { destination: address + older, overwrite: 'T' }, within: MOVES_WITHIN });
      const status = await statusOf(kept);
      if (![201, 204].includes(status)) throw new PlaceFaultError({ kind: 'status', status, address: address + older });
    },
    older: async () => {
      const answer = await asked('PROPFIND', address, [207], { headers: { depth: '1' } });
      const text = await answer.text().catch(() => Promise.reject(new PlaceFaultError({ kind: 'cut-off', address })));
      return olderNamesIn(text);
    },
    remove: async (older) => {
      await asked('DELETE', address + older, [200, 204, 404]);
    },
  };
  return place;
}

/** The server answered just before, so a network failure now is an interrupted transfer. */
function cutOff(thrown: unknown): unknown {
  if (!(thrown instanceof PlaceFaultError) || thrown.fault.kind !== 'unreachable') return thrown;
  return new PlaceFaultError({ ...thrown.fault, kind: 'cut-off' });
}

/** The first bytes of a backup hold its id, by which two backups are compared. */
const TELLING = 1_024;

async function isSame(now: Found | null, before: Found | null): Promise<boolean> {
  if (!now || !before) return now === before;
  const [one, other] = await Promise.all([now, before].map(async ({ start }) => start.slice(0, TELLING).text()));
  return one === other;
}

/** A failed MOVE may be answered with 207 and the failures in the body (RFC 4918, 9.9.4): returns the first status in it. */
async function statusOf(answer: Response): Promise<number> {
  if (answer.status !== 207) {
    void answer.body?.cancel();
    return answer.status;
  }
  const inner = /HTTP\/[\d.]+ (\d{3})/g.exec(await answer.text())?.[1];
  return inner === undefined ? 207 : Number(inner);
}

interface Asked {
  headers?: Record<string, string>;
  body?: Blob;
  within?: number;
}

/** The headers that let a MOVE overwrite only the file that was found. A weak ETag cannot be used: RFC 9110 never matches one. */
function overwriting(file: string, found: Found | null): Record<string, string> {
  if (!found) return { overwrite: 'F' };
  const { tag } = found;
  return { overwrite: 'T', ...(tag && !tag.startsWith('W/') && { if: `<${file}> ([${tag}])` }) };
}

function inPlace(found: Found | null): Record<string, string> {
  if (!found) return { 'if-none-match': '*' };
  return found.tag && !found.tag.startsWith('W/') ? { 'if-match': found.tag } : {};
}

function faultOf(thrown: unknown, address: string, signal: AbortSignal): PlaceFault {
  if (thrown instanceof ProblemError && thrown.problem.kind === 'not-permitted')
    return { kind: 'not-permitted', address: thrown.problem.origin };
  if (signal.aborted) return timedOut(address);
  return { kind: 'unreachable', address };
}

function timedOut(address: string): PlaceFault {
  return { kind: 'timed-out', address };
}

/** Reads the first bytes of an answer; a server without range support sends the whole file. */
async function startOf(answer: Response, most: number, address: string): Promise<Blob> {
  const pieces: BlobPart[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  try {
    for (let read = await reader?.read(); read && !read.done && length < most; read = await reader?.read()) {
      pieces.push(read.value);
      length += read.value.length;
    }
  } catch {
    throw new PlaceFaultError({ kind: 'cut-off', address });
  }
  void reader?.cancel().catch(() => undefined);
  return new Blob(pieces);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
