import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Connection } from '../../../lib/providers/provider.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { startCrms, type Crms } from '../../sandbox/crm/start.ts';
import { people, shownName } from '../../sandbox/people.ts';
import { hasRedis, startRedis } from '../../relay/redis.ts';
import { CORPUS } from '../faults/injection-corpus.ts';
import { at, figure, median, unmeasured, type Figure } from '../figure.ts';
import { agentOf, browser, direct, prepare, startRelay } from './stage.ts';

/**
 * Measures a relay before the sandbox's CRMs, everything on this computer: `--json FILE` writes the figures, `--only a,b` measures some of the parts,
 * `--seconds N` is how long each load lasts. No figure makes the run fail.
 */
const PARTS: Record<string, (crms: Crms) => Promise<Figure[]>> = { quota, saved, overhead, wait, leaks };
const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, seconds: { type: 'string', default: '45' } },
});
const SECONDS = Number(values.seconds);
const NAMES = people.filter(({ kind, record }) => kind === 'person' && record).map(shownName);
await main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-crm-'));
  const crms = await startCrms({ folder });
  const figures: Figure[] = [];
  try {
    for (const part of values.only?.split(',') ?? Object.keys(PARTS)) {
      const measure = PARTS[part];
      if (!measure) throw new Error(`There is no part ${part}; there are ${Object.keys(PARTS).join(', ')}`);
      console.log(`${new Date().toLocaleTimeString()} ${part}`);
      figures.push(...(await measure(crms)));
    }
  } finally {
    await crms.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.table(figures.map(({ name, value, unit, reach, holds }) => ({ name, value, unit, reach, holds })));
  for (const { name, detail } of figures) console.log(`${name}: ${detail}`);
  if (!values.json) return;
  mkdirSync(dirname(values.json), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
  writeFileSync(values.json, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
}

function finding(connection: Connection, name: string): ReturnType<Connection['find']> {
  return connection.find({ name, phones: [] }, AbortSignal.timeout(60_000));
}

/** Lixiao's ten calls in ten seconds, under more questions than that allows: one relay over SQLite, two over one Redis. */
async function quota(crms: Crms): Promise<Figure[]> {
  const figures = await quotaOf(crms, 'one', 1, 'relay.sqlite');
  if (!hasRedis) return [...figures, unmeasured('quota.over.two', 'calls', '0', 'no redis-server was found')];
  const redis = await startRedis();
  const seal = { env: 'SEAL' };
  process.env['SEAL'] = 'a secret of this bench that is long enough';
  return [...figures, ...(await quotaOf(crms, 'two', 2, { redis: redis.addresses, seal }).finally(() => redis.stop()))];
}

async function quotaOf({ lixiao }: Crms, name: string, count: number, state: unknown): Promise<Figure[]> {
  lixiao.fault(null);
  lixiao.rateLimit(true);
  const limit = { calls: 10, seconds: 10 };
  const site = prepare('lixiao', lixiao, { state, keepSeconds: 0, ...(count > 1 && { quota: limit }) });
  const tokens = await Promise.all(['anna', 'bo', 'cai'].map((agent) => agentOf(site, agent)));
  const relays = await Promise.all(Array.from({ length: count }, () => startRelay(site)));
  await delay(limit.seconds * 1000);
  lixiao.clearRequests();
  const begun = Date.now();
  const ends = begun + SECONDS * 1000;
  // The names differ, so that no question is another one's.
  let next = 0;
  const agents = tokens.flatMap((token) => relays.map(({ origin }) => browser(origin, token)));
  const asking = async (connection: Connection) => {
    while (Date.now() < ends) await finding(connection, NAMES[next++ % NAMES.length]!).catch(() => undefined);
  };
  await Promise.race([Promise.all(agents.map(asking)), delay(SECONDS * 1000)]);
  const times = lixiao.requests.map((request) => request.at).filter((time) => time < ends);
  await Promise.all(relays.map((relay) => relay.stop()));
  site.remove();
  const windowMs = limit.seconds * 1000;
  const over = times.filter((time, place) => place >= limit.calls && time - times[place - limit.calls]! < windowMs).length;
  const used = times.length / ((limit.calls * (ends - begun)) / windowMs);
  const said = `${times.length} calls in ${SECONDS} s, ${agents.length} agents on ${count} relay(s), as the CRM has counted them`;
  return [
    figure(`quota.over.${name}`, 'calls', '0', over, [over], `calls that were the eleventh within ten seconds; ${said}`),
    figure(`quota.used.${name}`, 'share', '>= 0.95', used, [used], `${said}; a first burst of ten counts in full`),
  ];
}

/** 500 agents who open 60 chats an hour, with customers as Zipf's law has them, against the calls that each would make without a relay. */
async function saved({ tanma }: Crms): Promise<Figure[]> {
  tanma.fault(null);
  const [agents, perHour] = [500, 60];
  const each = direct('tanma', tanma);
  await finding(each, NAMES[0]!);
  tanma.clearRequests();
  for (const name of NAMES.slice(0, 20)) await finding(each, name);
  const callsOfOne = tanma.requests.length / 20;
  const site = prepare('tanma', tanma);
  const token = await agentOf(site, 'anna');
  const relay = await startRelay(site);
  const over = browser(relay.origin, token);
  tanma.clearRequests();
  const questions = Math.round((agents * perHour * SECONDS) / 3_600);
  const gap = (SECONDS * 1000) / questions;
  const random = chance(7);
  const all = [];
  for (let asked = 0; asked < questions; asked++) {
    all.push(finding(over, NAMES[zipf(random(), NAMES.length)]!));
    await delay(gap);
  }
  await Promise.all(all);
  const made = tanma.requests.length;
  await relay.stop();
  site.remove();
  const share = made / (questions * callsOfOne);
  const said = `${made} calls for ${questions} questions in ${SECONDS} s (${agents} agents, ${perHour} an hour) about ${NAMES.length} customers; ${callsOfOne} a question without a relay; answers kept for 30 s`;
  return [figure('calls.saved', 'share', '<= 0.1', share, [share], said)];
}

/** A call over the relay, of what it keeps and of what the CRM needs 150 ms for. */
async function overhead({ tanma }: Crms): Promise<Figure[]> {
  tanma.fault(null);
  const site = prepare('tanma', tanma);
  const token = await agentOf(site, 'anna');
  const relay = await startRelay(site);
  const over = browser(relay.origin, token);
  const known = await timed(120, () => finding(over, NAMES[0]!));
  tanma.fault({ kind: 'latency', ms: 150 });
  const straight = direct('tanma', tanma);
  await Promise.all([finding(over, NAMES[1]!), finding(straight, NAMES[1]!)]);
  const [relayed, plain]: [number[], number[]] = [[], []];
  for (let place = 2; place < 42; place++) {
    plain.push(...(await timed(1, () => finding(straight, NAMES[place]!))));
    relayed.push(...(await timed(1, () => finding(over, NAMES[place]!))));
  }
  tanma.fault(null);
  await relay.stop();
  site.remove();
  const ratio = median(relayed) / median(plain);
  return [
    figure('overhead.known.p50', 'ms', '<= 8', median(known.slice(20)), [], 'a question whose answer the relay keeps, 100 samples'),
    figure(
      'overhead.asked.p50',
      'x',
      '<= 1.05',
      ratio,
      [],
      `${median(relayed).toFixed(1)} over ${median(plain).toFixed(1)} ms, 40 samples by turns, the CRM answers after 150 ms`,
    ),
  ];
}

/** How long people wait while twenty browsers fill their copies. */
async function wait({ tanma }: Crms): Promise<Figure[]> {
  tanma.fault({ kind: 'latency', ms: 20 });
  const site = prepare('tanma', tanma, { keepSeconds: 0 });
  const token = await agentOf(site, 'anna');
  const fills = await Promise.all(Array.from({ length: 20 }, (_, place) => agentOf(site, `fill-${place}`)));
  const relay = await startRelay(site);
  const over = browser(relay.origin, token);
  let next = 0;
  const ask = () => finding(over, NAMES[next++ % NAMES.length]!);
  await timed(10, ask);
  const alone = await timed(100, ask);
  const stop = new AbortController();
  const filling = fills.map(async (one) => {
    while (!stop.signal.aborted) await Array.fromAsync(browser(relay.origin, one).list!(null, null, stop.signal)).catch(() => delay(50));
  });
  await delay(500);
  const beside = await timed(100, ask);
  stop.abort();
  await Promise.all(filling);
  tanma.fault(null);
  await relay.stop();
  site.remove();
  const ratio = at(beside, 0.95) / at(alone, 0.95);
  return [
    figure(
      'wait.p95',
      'x',
      '<= 1.3',
      ratio,
      [],
      `${at(beside, 0.95).toFixed(1)} ms beside 20 fills over ${at(alone, 0.95).toFixed(1)} ms without, 100 samples each, the CRM answers after 20 ms`,
    ),
  ];
}

/** Secrets of the CRM in answers, in what the relay prints and keeps, also where the CRM itself repeats them in its errors. */
async function leaks(crms: Crms): Promise<Figure[]> {
  const crm = crms['wechat-console'];
  crm.fault(null);
  const site = prepare('wechat-console', crm);
  const token = await agentOf(site, 'anna');
  const relay = await startRelay(site);
  const secrets = ['appSecret', 'password'].map((key) => crm.credentials[key]!);
  const seen: string[] = [];
  const ask = async (call: string, body: unknown, key = token) => {
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${relay.origin}/v1/connections/${call}`, { method: 'POST', headers, body: JSON.stringify(body) });
    seen.push(await response.text(), JSON.stringify([...response.headers]));
  };
  for (const kind of [null, 'reset', 'truncated', 'html', 'wrong-types', 'signed-out'] as const) {
    crm.fault(kind && { kind });
    for (const text of CORPUS) {
      await ask('-/find', { hints: { name: text, phones: [] } });
      await ask(`-/${encodeURIComponent(text)}`, {});
    }
    for (const call of ['check', 'tags', 'fields', 'abilities', 'list'])
      await ask(`-/${call}`, call === 'list' ? { since: null, cursor: null } : {});
  }
  crm.fault(null);
  for (const text of CORPUS) await ask('-/find', { hints: { name: text, phones: [] } }, `${token}x`);
  const traces = relay.traces();
  await relay.stop();
  site.remove();
  const found = (text: string, names: string[]) => names.filter((name) => text.includes(name)).length;
  const inAnswers = seen.reduce((sum, text) => sum + found(text, secrets), 0);
  const kept = found(traces, [...secrets, token]);
  return [
    figure(
      'leaks',
      'secrets',
      '0',
      inAnswers + kept,
      [],
      `${seen.length / 2} answers with their headers, what the relay has printed, its database with the audit; ${CORPUS.length} hostile texts, six states of the CRM`,
    ),
  ];
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    await work();
    samples.push(performance.now() - begun);
  }
  return samples;
}

/** The place of one of `count` customers by Zipf's law: the first twice as often as the second, three times as often as the third. */
function zipf(random: number, count: number): number {
  const whole = Array.from({ length: count }, (_, place) => 1 / (place + 1)).reduce((sum, one) => sum + one, 0);
  let left = random * whole;
  for (let place = 0; place < count; place++) {
    left -= 1 / (place + 1);
    if (left <= 0) return place;
  }
  return count - 1;
}
