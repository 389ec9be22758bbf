import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../../../lib/providers/provider.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { going } from '../../contract/connect.ts';
import { hasRedis, startRedis } from '../../relay/redis.ts';
import { CORPUS } from '../faults/injection-corpus.ts';
import { at, figure, halfOf, median, unmeasured, type Figure } from '../figure.ts';
import { NAMES, SECONDS } from './given.ts';
import { ended, LOADER } from '../../support/process.ts';
import type { BenchCrms } from './sandbox.ts';
import { agentOf, agentsOf, browser, direct } from './stage.ts';
import { prepare, startRelay } from '../../support/relay-site.ts';

export function finding(connection: Connection, name: string): ReturnType<Connection['find']> {
  return connection.find({ name, phones: [] }, AbortSignal.timeout(60_000));
}

/** Lixiao's ten calls in ten seconds, under more questions than that allows: one relay over SQLite, two over one Redis. */
export async function quota(crms: BenchCrms): Promise<Figure[]> {
  const figures = await quotaOf(crms, 'one', 1, 'relay.sqlite');
  if (!hasRedis) return [...figures, unmeasured('quota.over.two', 'calls', '0', 'no redis-server was found')];
  const redis = await startRedis();
  const seal = { env: 'SEAL' };
  process.env['SEAL'] = 'a secret of this bench that is long enough';
  return [...figures, ...(await quotaOf(crms, 'two', 2, { redis: redis.addresses, seal }).finally(() => redis.stop()))];
}

async function quotaOf(crms: BenchCrms, name: string, count: number, state: unknown): Promise<Figure[]> {
  const lixiao = crms.crm('lixiao');
  await lixiao.fault(null);
  await lixiao.rateLimit(true);
  const limit = { calls: 10, seconds: 10 };
  const site = prepare(lixiao, { state, keepSeconds: 0, ...(count > 1 && { quota: limit }) });
  const tokens = await Promise.all(['anna', 'bo', 'cai'].map((agent) => agentOf(site, agent)));
  const relays = await Promise.all(Array.from({ length: count }, () => startRelay(site)));
  await delay(limit.seconds * 1000);
  await lixiao.clearRequests();
  const begun = Date.now();
  const ends = begun + SECONDS * 1000;
  // The names differ, so that no question is another one's.
  let next = 0;
  const agents = tokens.flatMap((token) => relays.map(({ origin }) => browser(origin, token)));
  const asking = async (connection: Connection) => {
    while (Date.now() < ends) await finding(connection, NAMES[next++ % NAMES.length]!).catch(() => undefined);
  };
  await Promise.race([Promise.all(agents.map(asking)), delay(SECONDS * 1000)]);
  const times = (await lixiao.requests()).map((request) => request.at).filter((time) => time < ends);
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

/** A company's time passes so much faster here; what is kept for 30 s is then kept for 300. */
const FASTER = 10;

/**
 * 500 agents who fill their copies and open 60 chats an hour, with customers as Zipf's law has them, against the calls that each would make without a
 * relay.
 */
export async function saved(crms: BenchCrms): Promise<Figure[]> {
  const tanma = crms.crm('tanma');
  await tanma.fault(null);
  const [agents, perHour] = [500, 60];
  const each = direct(tanma);
  await finding(each, NAMES[0]!);
  const callsOf = async (work: () => Promise<unknown>) => {
    await tanma.clearRequests();
    await work();
    return (await tanma.requests()).length;
  };
  const ofOne = (await callsOf(async () => void (await Promise.all(NAMES.slice(0, 20).map((name) => finding(each, name)))))) / 20;
  const ofOneFill = await callsOf(() => Array.fromAsync(each.list!(null, null, going())));
  const site = prepare(tanma);
  const token = await agentOf(site, 'anna');
  const relay = await startRelay(site);
  const over = browser(relay.origin, token);
  const fills = await callsOf(async () => {
    for (let from = 0; from < agents; from += 20)
      await Promise.all(Array.from({ length: 20 }, () => Array.fromAsync(over.list!(null, null, going()))));
  });
  const questions = Math.round((agents * perHour * FASTER * SECONDS) / 3_600);
  const gap = (SECONDS * 1000) / questions;
  const random = chance(7);
  let failed = 0;
  const made = await callsOf(async () => {
    const begun = performance.now();
    const all = [];
    for (let asked = 0; asked < questions; asked++) {
      all.push(finding(over, NAMES[zipf(random(), NAMES.length)]!).catch(() => failed++));
      await delay(Math.max(0, begun + (asked + 1) * gap - performance.now()));
    }
    await Promise.all(all);
  });
  await relay.stop();
  site.remove();
  const share = made / (questions * ofOne);
  const said = `${made} calls for ${questions} questions, as ${agents} agents have them in ${Math.round((SECONDS * FASTER) / 60)} minutes at ${perHour} an hour, about ${NAMES.length} customers; ${ofOne} a question without a relay; answers kept for ${30 * FASTER} s (both ${FASTER} times as fast); ${failed} failed`;
  const filled = fills / (agents * ofOneFill);
  return [
    figure('calls.saved', 'share', '<= 0.1', share, [share], said),
    figure(
      'calls.filled',
      'share',
      '<= 0.1',
      filled,
      [filled],
      `${fills} calls for the first fill of ${agents} browsers, ${ofOneFill} for each without a relay`,
    ),
  ];
}

/** A call over the relay, of what it keeps and of what the CRM needs 150 ms for. */
export async function overhead(crms: BenchCrms): Promise<Figure[]> {
  const tanma = crms.crm('tanma');
  await tanma.fault(null);
  const site = prepare(tanma);
  const token = await agentOf(site, 'anna');
  const relay = await startRelay(site);
  const over = browser(relay.origin, token);
  const known = await timed(120, () => finding(over, NAMES[0]!));
  await tanma.fault({ kind: 'latency', ms: 150 });
  const straight = direct(tanma);
  await Promise.all([finding(over, NAMES[1]!), finding(straight, NAMES[1]!)]);
  const [relayed, plain]: [number[], number[]] = [[], []];
  for (let place = 2; place < 42; place++) {
    plain.push(...(await timed(1, () => finding(straight, NAMES[place]!))));
    relayed.push(...(await timed(1, () => finding(over, NAMES[place]!))));
  }
  await tanma.fault(null);
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

/** How long people wait while twenty browsers fill their copies, in rounds with the same without. */
export async function wait(crms: BenchCrms): Promise<Figure[]> {
  const tanma = crms.crm('tanma');
  await tanma.fault({ kind: 'latency', ms: 20 });
  const site = prepare(tanma);
  const token = await agentOf(site, 'anna');
  const fills = await agentsOf(
    site,
    Array.from({ length: 20 }, (_, place) => `fill-${place}`),
  );
  const [relay, other] = [await startRelay(site), await startRelay(site)];
  const over = browser(relay.origin, token);
  let next = 0;
  // No two names are the same, so that the CRM has to be asked.
  const ask = () => finding(over, `${NAMES[next % NAMES.length]!}${next++}`);
  await timed(20, ask);
  const [alone, elsewhere, beside]: number[][] = [[], [], []];
  let filled = 0;
  const besideFills = async ({ origin }: { origin: string }) => {
    const filler = spawn(process.execPath, ['--import', LOADER, join(import.meta.dirname, 'filler/main.ts'), origin, ...fills]);
    filler.stdout.on('data', (text) => (filled += String(text).length));
    await once(filler.stdout, 'data');
    const samples = await timed(40, ask);
    await ended(filler, 'SIGKILL');
    return samples;
  };
  for (let round = 0; round < 5; round++) {
    alone!.push(...(await timed(40, ask)));
    elsewhere!.push(...(await besideFills(other)));
    beside!.push(...(await besideFills(relay)));
  }
  await tanma.fault(null);
  await Promise.all([relay.stop(), other.stop()]);
  site.remove();
  const slower = (ours: number[], theirs: number[]) => at(ours, 0.95) / at(theirs, 0.95);
  const halves = [0, 1].map((half) => slower(halfOf(beside!, half), halfOf(alone!, half)));
  const [with20, same, without] = [beside!, elsewhere!, alone!].map((samples) => `${at(samples, 0.95).toFixed(1)} ms`);
  const said = `${alone!.length} samples each in five rounds by turns, ${filled} fills of 20 browsers in another process; the CRM answers after 20 ms`;
  return [
    figure('wait.p95', 'x', '<= 1.3', slower(beside!, alone!), halves, `${with20} beside 20 fills over ${without} without; ${said}`),
    figure(
      'wait.relay.p95',
      'x',
      '<= 1.3',
      slower(beside!, elsewhere!),
      [],
      `${with20} beside 20 fills over ${same} beside as many of another relay on the same computer, which is busy with them as well`,
    ),
  ];
}

/** Secrets of the CRM in answers, in what the relay prints and keeps, also where the CRM itself repeats them in its errors. */
export async function leaks(crms: BenchCrms): Promise<Figure[]> {
  const crm = crms.crm('wechat-console');
  await crm.fault(null);
  const site = prepare(crm);
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
    await crm.fault(kind && { kind });
    for (const text of CORPUS) {
      await ask('-/find', { hints: { name: text, phones: [] } });
      await ask(`-/${encodeURIComponent(text)}`, {});
    }
    for (const call of ['check', 'tags', 'fields', 'abilities', 'list'])
      await ask(`-/${call}`, call === 'list' ? { since: null, cursor: null } : {});
  }
  await crm.fault(null);
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

export async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    await work();
    samples.push(performance.now() - begun);
  }
  return samples;
}

/** The place of one of `count` customers by Zipf's law: the first twice as often as the second, three times as often as the third. */
export function zipf(random: number, count: number): number {
  const whole = Array.from({ length: count }, (_, place) => 1 / (place + 1)).reduce((sum, one) => sum + one, 0);
  let left = random * whole;
  for (let place = 0; place < count; place++) {
    left -= 1 / (place + 1);
    if (left <= 0) return place;
  }
  return count - 1;
}
