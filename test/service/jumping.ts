import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Contact } from '../../lib/model/contact';
import type { Edit } from '../../lib/model/edit';
import { openRaw } from '../../lib/service/storage/database';
import type { Answer, Ask, CallName } from '../../lib/wire/protocol';
import { simulateTime, type SimulatedTime } from '../bench/faults/simulated-time.ts';
import { openDatabase as openCrmDatabase } from '../sandbox/crm/database.ts';
import type { Incoming } from '../sandbox/crm/incoming.ts';
import { product as lixiao } from '../sandbox/crm/lixiao/product.ts';
import { unauthorized } from '../sandbox/crm/lixiao/reply.ts';
import { isIn, people, shownName, type Person } from '../sandbox/people.ts';
import { ask, freshBrowser, killWorker, show, startWorker } from './worker';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/**
 * The clock goes by `ms` in the `at`-th of the awaits after which it is read. A jump in any other await is seen by nothing before the next
 * of these.
 */
export interface Jump {
  ms: number;
  at: number;
  /** What the browser rings its alarms by: the clock, as Chromium does, or the time that has passed, as Firefox does. */
  alarms: 'clock' | 'elapsed';
}

/** A browser, a worker that is stopped after half a minute without an event, and a sandbox CRM whose own clock is right. */
export interface JumpingWorld {
  /** ms since the beginning, whatever the clock says. */
  elapsed(): number;
  /** In how many awaits the clock could have jumped so far. */
  moments(): number;
  /** Lets time pass, rings alarms and stops the worker. */
  until(elapsed: number): Promise<void>;
  ask<K extends CallName>(name: K, question: Ask<K>): Promise<Answer<K> | null>;
  open(contact: Contact): Promise<void>;
  stopWorker(): void;
  crm: ScriptedLixiao;
  /** How often the browser has put up each reminder. */
  shown: Map<string, number>;
}

export interface ScriptedLixiao {
  /** Answers every call with this status; 0 answers it. */
  status: number;
  /** Ends the sessions that there are. */
  endSessions(): void;
  calls: { at: number; method: string; path: string }[];
  /** When each customer was last answered with alone or by a search for the name, in ms since the beginning. */
  servedAt: Map<string, number>;
  rows: ReturnType<typeof lixiao.open>['rows'];
  followUps(): Promise<string[]>;
}

/** The CRM's customers: whose names nobody else has in it, and whom the page shows by it. */
export const NAMED: Person[] = people
  .filter(({ record, ...person }) => {
    if (!isIn('lixiao', record) || record.name.length < 3) return false;
    const alone = people.filter((other) => other.record?.name === record.name).length === 1;
    return alone && shownName({ record, ...person }).startsWith(record.name);
  })
  .slice(0, 24);

const START = Date.UTC(2026, 0, 5, 1);
const ORIGIN = 'https://crm.example';
/** The browser stops a worker that hears of nothing, and one that takes longer than this for what it has heard. */
const IDLE = 30 * SECOND;
const LONGEST_EVENT = 5 * MINUTE;

/** Plays a scene in a world whose clock jumps; null where it never does. */
export async function inJumpingWorld<T>(jump: Jump | null, scene: (world: JumpingWorld) => Promise<T>): Promise<T> {
  freshBrowser();
  const time = simulateTime(START);
  const [realNow, realRandom] = [Date.now, Math.random];
  let [moments, offset, seed, isSameTurn] = [0, 0, 1, false];
  Date.now = () => {
    if (!isSameTurn && ++moments === jump?.at) offset += jump.ms;
    isSameTurn = true;
    queueMicrotask(() => (isSameTurn = false));
    return time.now() + offset;
  };
  Math.random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const clock = () => time.now() + offset;
  try {
    return await scene(createWorld(time, clock, jump?.alarms ?? 'clock', () => moments));
  } finally {
    killWorker();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    time.restore();
    Object.assign(Date, { now: realNow });
    Math.random = realRandom;
  }
}

function createWorld(time: SimulatedTime, clock: () => number, kind: Jump['alarms'], moments: () => number): JumpingWorld {
  const crm = scriptedLixiao(time);
  vi.stubGlobal('fetch', crm.fetch);
  const ringing = alarmsBy(kind, time, clock);
  const shown = countNotifications();
  let [alive, heardAt, open] = [false, 0, 0];
  const heard = () => {
    if (!alive) startWorker();
    [alive, heardAt] = [true, time.now()];
  };
  const stopWorker = () => {
    if (alive) killWorker();
    [alive, open] = [false, 0];
  };
  const stopsAt = () => (alive ? heardAt + (open > 0 ? LONGEST_EVENT : IDLE) : Infinity);
  const until = async (elapsed: number) => {
    for (;;) {
      if (time.now() >= stopsAt()) stopWorker();
      for (const name of await ringing.due()) {
        heard();
        void fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: clock() } as never);
      }
      if (time.now() >= START + elapsed) return;
      const next = Math.min(START + elapsed, stopsAt(), time.now() + (await ringing.next()));
      await time.runUntil(Math.max(next, time.now() + SECOND));
    }
  };
  const during = async <R>(ms: number, work: Promise<R>): Promise<R | null> => {
    let answer: R | null = null;
    open++;
    void work
      .then(
        (value) => (answer = value),
        () => undefined,
      )
      .finally(() => (open = Math.max(0, open - 1)));
    await time.runUntil(time.now() + ms);
    return answer;
  };
  return {
    elapsed: () => time.now() - START,
    moments,
    until,
    ask: (name, question) => (heard(), during(2 * SECOND, ask(name, question))),
    open: async (contact) => (heard(), void (await during(2 * SECOND, show(contact)))),
    stopWorker,
    crm,
    shown,
  };
}

interface AlarmInfo {
  when?: number;
  delayInMinutes?: number;
  periodInMinutes?: number;
}

/** The browser's alarms, rung by the clock or by the time that has passed. */
function alarmsBy(kind: Jump['alarms'], time: SimulatedTime, clock: () => number): { due(): Promise<string[]>; next(): Promise<number> } {
  const elapsedDue = new Map<string, number>();
  const { create } = fakeBrowser.alarms;
  vi.spyOn(fakeBrowser.alarms, 'create').mockImplementation((async (name: string, info: AlarmInfo) => {
    const { when, delayInMinutes, periodInMinutes } = info;
    const wait = when === undefined ? (delayInMinutes ?? periodInMinutes ?? 0) * MINUTE : when - clock();
    elapsedDue.set(name, time.now() + wait);
    await (create as (name: string, info: object) => Promise<void>)(name, { when: clock() + wait, periodInMinutes });
  }) as never);
  const left = ({ name, scheduledTime }: { name: string; scheduledTime: number }) =>
    kind === 'clock' ? scheduledTime - clock() : elapsedDue.get(name)! - time.now();
  return {
    next: async () => Math.min(...(await fakeBrowser.alarms.getAll()).map(left)),
    async due() {
      const rings = (await fakeBrowser.alarms.getAll()).filter((one) => left(one) <= 0);
      for (const { name, periodInMinutes } of rings) {
        if (periodInMinutes) await fakeBrowser.alarms.create(name, { delayInMinutes: periodInMinutes, periodInMinutes });
        else await fakeBrowser.alarms.clear(name);
      }
      return rings.map(({ name }) => name);
    },
  };
}

function countNotifications(): Map<string, number> {
  const shown = new Map<string, number>();
  const { create } = fakeBrowser.notifications;
  vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation((async (id: string, options: object) => {
    shown.set(id, (shown.get(id) ?? 0) + 1);
    return (create as (id: string, options: object) => Promise<string>)(id, options);
  }) as never);
  return shown;
}

/** The sandbox's lixiao without a server between, by a clock that never jumps, with its quota. */
function scriptedLixiao(time: SimulatedTime): ScriptedLixiao & { fetch: typeof fetch } {
  const backend = lixiao.open(openCrmDatabase(':memory:'), { rateLimit: true, signedOutStatus: 200, bodies: 'both' });
  // A small CRM: what its copy takes is no matter here.
  for (const { key } of people) if (!NAMED.some((person) => person.key === key)) backend.remove(key);
  const ended = new Set<string>();
  const known = new Set<string>();
  const crm: ScriptedLixiao = {
    status: 0,
    endSessions: () => known.forEach((one) => ended.add(one)),
    calls: [],
    servedAt: new Map(),
    rows: backend.rows,
    async followUps() {
      const [token] = [...known.difference(ended)].slice(-1);
      const query = new URLSearchParams({ date: 'other', start_date: '2020-01-01', end_date: '2030-01-01', per_page: '100' });
      const asked = incoming('GET', '/api/v2/revisit_logs/new_index', query, { authorization: token ?? '' }, '', time.now() + MINUTE);
      const { data } = JSON.parse(backend.answer(asked, asked.path)!.body) as { data: { revisit_logs: { content: string }[] } };
      return data.revisit_logs.map(({ content }) => content);
    },
  };
  const serve: typeof fetch = async (address, { method = 'GET', headers = {}, body = '' } = {}) => {
    const url = new URL(String(address));
    await time.wait(50);
    const at = time.now() - START;
    crm.calls.push({ at, method, path: url.pathname });
    const sent = Object.fromEntries(Object.entries(headers as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value]));
    const asked = incoming(method, url.pathname, url.searchParams, sent, String(body), time.now());
    const session = sent['authorization'];
    if (session) known.add(session);
    const over = session !== undefined && ended.has(session) ? unauthorized('用户未登录') : null;
    const answer =
      crm.status === 0
        ? (over ?? backend.answer(asked, url.pathname)!)
        : { status: crm.status, body: '', headers: { 'retry-after': '20' } as Record<string, string> };
    const isList = url.pathname === '/api/v2/customers';
    if (!isList) for (const [, id] of answer.body.matchAll(/"id":(25\d{5})\b/g)) crm.servedAt.set(id!, at);
    await time.wait(50);
    return new Response(answer.body, {
      status: answer.status,
      headers: { ...answer.headers, date: new Date(time.now()).toUTCString() },
    });
  };
  return Object.assign(crm, { fetch: serve });
}

function incoming(
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Record<string, string>,
  rawBody: string,
  now: number,
): Incoming {
  return { method, path, query, headers, rawBody, body: rawBody ? JSON.parse(rawBody) : undefined, now };
}

/** A settings file that connects the scripted lixiao by password and keeps customers for a day. */
export function settingsFile(): string {
  const { login, password, corpId } = lixiao.credentials;
  const connections = [{ id: 'lixiao', provider: 'lixiao', baseUrl: ORIGIN, credentials: { login, password, corpId } }];
  const privacy = { keepCustomersFor: '1d', mostCustomers: 10_000 };
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections, privacy });
}

/** What the worker has on the disk, read apart from it. */
export async function onDisk(): Promise<{ edits: Edit[]; customers: string[] }> {
  const raw = await openRaw('kebian');
  const [edits, customers] = [(await raw.getAll('edits')) as Edit[], (await raw.getAll('customers')) as { id: string }[]];
  raw.close();
  return { edits, customers: customers.map(({ id }) => id) };
}
