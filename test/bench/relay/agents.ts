import { setTimeout as delay } from 'node:timers/promises';
import { chance } from '../../sandbox/crm/chance.ts';
import { hasRedis, startRedis } from '../../relay/redis.ts';
import { at, figure, unmeasured, type Figure } from '../figure.ts';
import { NAMES, SECONDS } from './given.ts';
import { zipf } from './loads.ts';
import type { BenchCrms } from './sandbox.ts';
import { agentsOf } from './stage.ts';
import { prepare, startRelay } from '../../support/relay-site.ts';

const CHATS_AN_HOUR = 60;
const EDITS_AN_HOUR = 8;

/** How many agents relays serve, who open chats and edit as people do: 500 on one relay and Redis, 10,000 on four and a cluster. */
export async function agents(crms: BenchCrms): Promise<Figure[]> {
  if (!hasRedis) return [unmeasured('agents.one', 'agents', '500', 'no redis-server was found')];
  return [...(await served(crms, 'one', 500, 1, 1)), ...(await served(crms, 'four', 10_000, 4, 3))];
}

async function served(crms: BenchCrms, name: string, count: number, relays: number, masters: number): Promise<Figure[]> {
  const crm = crms.crm('wechat-console');
  await crm.fault(null);
  process.env['SEAL'] = 'a secret of this bench that is long enough';
  const redis = await startRedis({ masters });
  const site = prepare(crm, { state: { redis: redis.addresses, seal: { env: 'SEAL' } } });
  const tokens = await agentsOf(
    site,
    Array.from({ length: count }, (_, at) => `agent-${at}`),
  );
  const running = await Promise.all(Array.from({ length: relays }, () => startRelay(site)));
  const random = chance(11);
  const [waits, failures]: [number[], Map<string, number>] = [[], new Map()];
  const ask = async (call: string, body: unknown): Promise<unknown> => {
    const begun = performance.now();
    const headers = { authorization: `Bearer ${tokens[Math.floor(random() * count)]!}` };
    const relay = running[Math.floor(random() * relays)]!;
    const response = await fetch(`${relay.origin}/v1/connections/-/${call}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
      () => null,
    );
    const told = ((await response?.json().catch(() => null)) ?? {}) as { answer?: unknown; problem?: { kind: string } };
    if (told.answer === undefined) failures.set(told.problem?.kind ?? 'none', (failures.get(told.problem?.kind ?? 'none') ?? 0) + 1);
    else waits.push(performance.now() - begun);
    return told.answer;
  };
  const open = async () => {
    const answer = await ask('find', { hints: { name: NAMES[zipf(random(), NAMES.length)]!, phones: [] } });
    return (answer as { customers: { id: string }[] } | undefined)?.customers[0];
  };
  const edit = async (number: number) => {
    const known = await open();
    if (known) await ask('apply', { changes: [{ kind: 'remark', text: `${number}` }], known, bases: [{ kind: 'remark', text: '' }] });
  };
  const perSecond = (count * (CHATS_AN_HOUR + EDITS_AN_HOUR)) / 3_600;
  const planned = Math.round(perSecond * SECONDS);
  const begun = performance.now();
  const all = [];
  for (let number = 0; number < planned; number++) {
    all.push(random() < EDITS_AN_HOUR / (CHATS_AN_HOUR + EDITS_AN_HOUR) ? edit(number) : open());
    await delay(Math.max(0, begun + ((number + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(all);
  const took = (performance.now() - begun) / 1000;
  const memory = Math.max(...running.map((relay) => relay.mostMemory() ?? Number.NaN));
  await Promise.all(running.map((relay) => relay.stop()));
  await redis.stop();
  site.remove();
  // Two who edit one customer at the same time are told so; that is no failure of the relay.
  const conflicts = failures.get('conflict') ?? 0;
  const failed = [...failures.values()].reduce((sum, one) => sum + one, 0) - conflicts;
  const kept = Math.min(1, SECONDS / took);
  const value = failed === 0 ? Math.floor(count * (kept > 0.97 ? 1 : kept)) : 0;
  const kinds = [...failures].map(([kind, times]) => `${times} ${kind}`).join(', ') || 'none';
  const said = `${planned} chats and edits in ${took.toFixed(0)} s (planned ${SECONDS}) over ${relays} relay(s) and ${masters} Redis master(s); answers p50 ${at(waits, 0.5).toFixed(0)} ms, p95 ${at(waits, 0.95).toFixed(0)} ms; refused: ${kinds}; all processes on this computer`;
  return [
    figure(`agents.${name}`, 'agents', String(count), value, [], said),
    figure(`memory.${name}`, 'MB', '<= 512', memory, [], `the largest memory of a relay with ${count} agents, ${relays} relay(s)`),
  ];
}
