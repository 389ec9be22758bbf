import { mkdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { json, signInPage, type Answer } from './answer.ts';
import { answerControl, CONTROL } from './control.ts';
import type { Backend, Crm, Habits, Product, RecordedRequest, TaskBodies } from './crm.ts';
import { openDatabase, type Database } from './database.ts';
import { createFaults, faultyAnswer, type Fault, type Faults } from './faults.ts';
import type { Incoming } from './incoming.ts';
import { closeServer, listen, portOf, type Exchange } from './server.ts';

const KEPT_REQUESTS = 10_000;
/** ms after which a client has seen that its connections are closed, so that it does not send into one of them. */
const CLOSED_SEEN = 30;

/** Starts one CRM on `port` (0 = any free one); its sqlite file lies in `folder`. */
export async function launch(product: Product, folder: string, port: number, habits: Habits): Promise<Crm> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${product.system}.sqlite`);
  const running: Running = {
    product,
    file,
    habits,
    faults: createFaults(),
    minutesOff: 0,
    ...openBackend(product, file, habits),
    requests: [],
  };
  const serve = (exchange: Exchange) => serveOne(running, crm, exchange);
  const now = () => nowOf(running);
  let server = await listen(port, now, serve);
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const crm: Crm = {
    url: origin + product.prefix,
    control: origin + CONTROL,
    credentials: { ...product.credentials },
    ...handles(running),
    async restart() {
      server = await restartServer(running, server, () => listen(Number(new URL(origin).port), now, serve));
    },
    async stop() {
      await closeServer(server);
      running.database.close();
    },
  };
  return crm;
}

interface Running {
  product: Product;
  file: string;
  habits: Habits;
  faults: Faults;
  minutesOff: number;
  database: Database;
  backend: Backend;
  requests: RecordedRequest[];
}

function openBackend(product: Product, file: string, habits: Habits): { database: Database; backend: Backend } {
  const database = openDatabase(file);
  return { database, backend: product.open(database, habits) };
}

function handles(running: Running): Omit<Crm, 'url' | 'control' | 'credentials' | 'restart' | 'stop'> {
  return {
    requests: running.requests,
    clearRequests: () => void running.requests.splice(0),
    fault: (fault: Fault | Fault[] | null) => running.faults.set([fault ?? []].flat()),
    clock: (minutesOff: number) => void (running.minutesOff = minutesOff),
    rateLimit: (on: boolean) => void (running.habits.rateLimit = on),
    bodies: (read: TaskBodies) => void (running.habits.bodies = read),
    async reset() {
      running.database.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(running.file + suffix, { force: true });
      Object.assign(running, openBackend(running.product, running.file, running.habits));
    },
    rows: (person) => running.backend.rows(person),
    change: (person, change) => known(running, person).change(person, change),
    remove: (person) => known(running, person).remove(person),
  };
}

/** The backend, once it is certain that it has that person: a wrong key is a mistake in the caller. */
function known({ product, backend }: Running, person: string): Backend {
  if (!backend.rows(person).length) throw new Error(`${product.system} has no customer for ${person}`);
  return backend;
}

async function restartServer(running: Running, server: Server, start: () => Promise<Server>): Promise<Server> {
  await closeServer(server);
  running.database.close();
  Object.assign(running, openBackend(running.product, running.file, running.habits));
  const fresh = await start();
  await delay(CLOSED_SEEN);
  return fresh;
}

function nowOf(running: Running): number {
  return Date.now() + running.minutesOff * 60_000;
}

async function serveOne(running: Running, crm: Crm, exchange: Exchange): Promise<void> {
  const { request, signal } = exchange;
  if (request.path === CONTROL || request.path.startsWith(`${CONTROL}/`)) return exchange.send(await answerControl(crm, request));
  const record = remember(running, request);
  const { delay: ms, fault } = running.faults.take(request);
  record.fault = fault?.kind ?? (ms > 0 ? 'latency' : null);
  if (ms > 0 && !(await passed(ms, signal))) return;
  const answer = answerWith(running, request, fault, record);
  if (!answer) return fault?.kind === 'reset' ? exchange.reset() : undefined;
  record.status = answer.status;
  exchange.send(answer);
}

function answerWith(running: Running, request: Incoming, fault: Fault | null, record: RecordedRequest): Answer | null {
  const answer = () => {
    record.carriedOut = true;
    return ownAnswer(running, request);
  };
  if (!fault) return answer();
  const signIn = signInPage(running.product.signInTitle);
  return faultyAnswer(fault, answer, { signIn, signedOut: (status) => running.backend.signedOut(status) });
}

function ownAnswer({ product, backend }: Running, request: Incoming): Answer {
  const within = request.path.startsWith(product.prefix);
  const answer = within ? backend.answer(request, request.path.slice(product.prefix.length)) : null;
  return answer ?? json({ status: 404, error: 'Not Found', path: request.path }, 404);
}

function remember({ requests }: Running, request: Incoming): RecordedRequest {
  const { method, path, headers, rawBody, body } = request;
  const query = Object.fromEntries([...new Set(request.query.keys())].map((name) => [name, request.query.getAll(name)]));
  const record: RecordedRequest = {
    method,
    path,
    query,
    headers,
    rawBody,
    body,
    at: Date.now(),
    status: null,
    carriedOut: false,
    fault: null,
  };
  requests.push(record);
  if (requests.length > KEPT_REQUESTS) requests.shift();
  return record;
}

async function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false);
}
