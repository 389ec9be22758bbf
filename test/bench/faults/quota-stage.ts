import type { Contact } from '../../../lib/model/contact.ts';
import { createDesk, type Desk } from '../../../lib/service/desk.ts';
import { ownBooks } from '../../../lib/service/own-books.ts';
import { fillDirectories } from '../../../lib/service/sync/fill.ts';
import { openDatabase } from '../../../lib/service/storage/database.ts';
import { lookUp } from '../../../lib/service/lookup/lookup.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { simulateTime, type SimulatedTime } from './simulated-time.ts';

/** Several computers of one company, and the simulated duration. */
export interface QuotaScene {
  computers: number;
  minutes: number;
  /** How often a chat with a customer is opened at each computer, in ms on average. */
  chatEvery: number;
  /** Whether the CRM counts rejected calls, as some do. */
  countsRefused: boolean;
  /** How it rejects: by the status alone, or by a code with a text. */
  refuses: 'status' | 'words';
  seed: number;
}

export interface QuotaOutcome {
  lookUps: number;
  /** Lookups that ended without an answer. */
  refused: number;
  /** The share of the company's calls that were used. */
  used: number;
  /** The duration of each lookup, in ms. */
  waits: number[];
  /** The calls that fill the directory of each computer, and those that the CRM rejected. */
  copied: number[];
  refusals: number;
}

const START = Date.parse('2026-03-02T01:00:00Z');
const CALLS = 10;
const WINDOW = 10_000;
const MINUTE = 60_000;
const ORIGIN = 'https://crm.example';
const ROWS = 20;

/** Fills the directory of every computer while people look customers up, with the quota of one company. */
export async function simulateQuota(scene: QuotaScene): Promise<QuotaOutcome> {
  const random = Math.random;
  const dice = chance(scene.seed);
  Math.random = dice;
  const time = simulateTime(START);
  try {
    const crm = companyCrm(scene, time, dice);
    const desks = await Promise.all(Array.from({ length: scene.computers }, (_, number) => deskOf(number, crm.fetchOf(number), time)));
    const outcome = { lookUps: 0, refused: 0, waits: [] as number[] };
    const end = START + scene.minutes * MINUTE;
    for (const [number, desk] of desks.entries()) {
      void fills(desk, time, end);
      void chats(desk, number, scene, time, dice, end, outcome);
    }
    await time.runUntil(end);
    return {
      ...outcome,
      used: crm.accepted() / ((scene.minutes * MINUTE * CALLS) / WINDOW),
      copied: crm.copied,
      refusals: crm.refusals(),
    };
  } finally {
    time.restore();
    Math.random = random;
  }
}

async function deskOf(number: number, fetch: typeof globalThis.fetch, time: SimulatedTime): Promise<Desk> {
  const opened = openDatabase(`quota-${crypto.randomUUID()}`);
  await time.runUntil(time.now());
  const database = await opened;
  const desk: Desk = createDesk({ database, fetch, now: time.now, online: () => true, ...ownBooks(() => desk) });
  const values = { baseUrl: ORIGIN, userToken: `token${number}` };
  const stored = database.put('connections', { id: connectionOf(number), provider: 'lixiao', name: '', values, order: 0 });
  await time.runUntil(time.now());
  await stored;
  return desk;
}

function connectionOf(number: number): string {
  return `lixiao-${number}`;
}

/** Like the browser's alarm, once a minute. */
async function fills(desk: Desk, time: SimulatedTime, end: number): Promise<void> {
  while (time.now() < end) {
    void fillDirectories(desk);
    await time.wait(MINUTE);
  }
}

async function chats(
  desk: Desk,
  number: number,
  { chatEvery }: QuotaScene,
  time: SimulatedTime,
  dice: () => number,
  end: number,
  outcome: { lookUps: number; refused: number; waits: number[] },
): Promise<void> {
  for (let chat = 0; ; chat++) {
    await time.wait(-Math.log(1 - dice()) * chatEvery);
    if (time.now() > end - MINUTE) return;
    const name = nameOf(1_000_000 + number * 10_000 + chat);
    const contact: Contact = { site: 'wechat-web', id: `@${number}-${chat}`, name, kind: 'person', avatar: null };
    const began = time.now();
    const { findings } = await lookUp(desk, contact);
    outcome.lookUps++;
    outcome.waits.push(time.now() - began);
    if (findings.some(({ problem, candidates }) => problem !== null || candidates.length === 0)) outcome.refused++;
  }
}

interface CompanyCrm {
  fetchOf(computer: number): typeof fetch;
  /** The number of calls that were answered. */
  accepted(): number;
  copied: number[];
  refusals(): number;
}

/** Lixiao's calls that fill a directory and find a customer, with a sliding quota for the whole company. */
function companyCrm(scene: QuotaScene, time: SimulatedTime, dice: () => number): CompanyCrm {
  const copied = Array.from({ length: scene.computers }, () => 0);
  let counted: number[] = [];
  let [accepted, refusals] = [0, 0];
  const travel = () => time.wait(20 + dice() * 180);
  const fetchOf =
    (computer: number): typeof fetch =>
    async (address) => {
      await travel();
      const now = time.now();
      counted = counted.filter((at) => at > now - WINDOW);
      const full = counted.length >= CALLS;
      if (!full || scene.countsRefused) counted.push(now);
      if (full) refusals++;
      else accepted++;
      const url = new URL(String(address));
      if (!full && url.pathname === '/api/v2/customers') copied[computer]! += 1;
      await travel();
      if (full) return refusal(scene);
      return Response.json({ code: 0, data: answer(url) });
    };
  return { fetchOf, accepted: () => accepted, copied, refusals: () => refusals };
}

function refusal({ refuses }: QuotaScene): Response {
  const body = { code: 100429, data: null, message: '请求过于频繁，请稍后再试' };
  return refuses === 'words' ? Response.json(body) : Response.json(body, { status: 429 });
}

function answer({ pathname, searchParams }: URL): unknown {
  if (pathname.endsWith('/filter_sort_group')) return { sorts: [{ value: 'created_at', label: '创建时间' }] };
  if (pathname.endsWith('/by_group')) return { custom_field_groups: [] };
  if (pathname.endsWith('/user/info')) return { id: 7, name: '李磊' };
  if (pathname.endsWith('/by_name')) return page([numberOf(searchParams.get('query') ?? '')], false);
  const one = /\/customers\/(\d+)$/.exec(pathname);
  if (one) return row(Number(one[1]));
  const first = (Number(searchParams.get('page') ?? 1) - 1) * ROWS;
  return page(
    Array.from({ length: ROWS }, (_, at) => first + at),
    true,
  );
}

function page(numbers: number[], more: boolean): unknown {
  return { customers: numbers.map(row), column_list: [], has_next_page: more };
}

function row(number: number): object {
  return { id: number, name: nameOf(number), contacts: [], note: '', created_at: '2026-01-01 08:00', updated_at: '2026-01-02 08:00' };
}

const SIGNS = [...'溪桐楠珂玥珩璟瑾琛煜熠晗昊晟旻曦暄朗湛澔泓汐沄渊溥'];

function nameOf(number: number): string {
  const digits = [...number.toString(25)].map((digit) => SIGNS[Number.parseInt(digit, 25)]).join('');
  return `郗${digits}`;
}

function numberOf(name: string): number {
  return Number.parseInt([...name.slice(1)].map((sign) => SIGNS.indexOf(sign).toString(25)).join(''), 25);
}
