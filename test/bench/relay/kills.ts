import { setTimeout as delay } from 'node:timers/promises';
import type { Customer } from '../../../lib/model/customer.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { going } from '../../contract/connect.ts';
import { hasRedis, startRedis, type RedisServers } from '../../relay/redis.ts';
import { figure, unmeasured, type Figure } from '../figure.ts';
import { EDITS, KILLS, NAMES } from './given.ts';
import { finding } from './loads.ts';
import type { BenchCrms } from './sandbox.ts';
import { agentOf, browser, direct } from './stage.ts';
import { prepare, startRelay, type RunningRelay } from '../../support/relay-site.ts';

const RELAYS = 3;
const AT_ONCE = 48;
/** The time between two kills: what was killed has to be there again, or nothing but failures is measured. In ms. */
const BETWEEN_MS = 1_500;

/** Follow-ups that are written while relays and the masters of Redis are killed: how many are missing in the CRM, and how many are there twice. */
export async function kills(crms: BenchCrms): Promise<Figure[]> {
  if (!hasRedis)
    return [
      unmeasured('lost', 'edits', '0', 'no redis-server was found'),
      unmeasured('doubled', 'edits', '0', 'no redis-server was found'),
    ];
  const one = await startRedis({ more: ['--appendonly', 'yes', '--appendfsync', 'always'] });
  const cluster = await startRedis({ masters: 3, replicas: 3, more: ['--cluster-node-timeout', '1000', '--min-replicas-to-write', '0'] });
  const [few, fewer] = [Math.round(EDITS / 2), Math.round(KILLS / 2)];
  return [
    ...(await killed(crms, 'one', one, few, fewer, 'one Redis with appendfsync always')),
    ...(await killed(
      crms,
      'cluster',
      cluster,
      EDITS - few,
      KILLS - fewer,
      'a cluster of three masters, each with a replica, nothing on the disk',
    )),
  ];
}

async function killed(crms: BenchCrms, name: string, redis: RedisServers, edits: number, times: number, on: string): Promise<Figure[]> {
  const crm = crms.crm('wechat-console');
  await crm.fault(null);
  await crm.reset();
  process.env['SEAL'] = 'a secret of this bench that is long enough';
  const site = prepare(crm, { state: { redis: redis.addresses, seal: { env: 'SEAL' } } });
  const token = await agentOf(site, 'anna');
  const relays: RunningRelay[] = await Promise.all(Array.from({ length: RELAYS }, () => startRelay(site)));
  const straight = direct(crm);
  const customers: Customer[] = [];
  for (const shown of NAMES) {
    const [customer] = (await finding(straight, shown)).customers;
    if (customer && !customers.some(({ id }) => id === customer.id)) customers.push(customer);
  }
  const random = chance(5);
  let [next, failures, written] = [0, 0, 0];
  // As the outbox of a browser does it: the same edit again, until it is told that it is written.
  const write = async (number: number) => {
    const followUp = { text: `edit-${number}`, at: '2026-06-01T02:00:00Z', kind: null, remindAt: null, stage: null };
    for (let retry = 0; ; retry++) {
      const { origin } = relays[Math.floor(random() * RELAYS)]!;
      const connection = browser(origin, token);
      try {
        await connection.addFollowUp!(customers[number % customers.length]!, followUp, AbortSignal.timeout(35_000));
        written++;
        return;
      } catch {
        failures++;
        await delay(100 + Math.min(2_000, 100 * retry));
      }
    }
  };
  const writing = Array.from({ length: AT_ONCE }, async () => {
    while (next < edits) await write(next++);
  });
  const killing = (async () => {
    let done = 0;
    for (; done < times && written < edits; done++) {
      await delay(BETWEEN_MS);
      if (done % 2 === 0) await redis.killMaster();
      else {
        const place = Math.floor(random() * RELAYS);
        await relays[place]!.kill();
        relays[place] = await startRelay(site).catch(() => delay(1_000).then(() => startRelay(site)));
      }
    }
    return done;
  })();
  const begun = performance.now();
  await Promise.all(writing);
  const done = await killing;
  const seconds = Math.round((performance.now() - begun) / 1000);
  await Promise.all(relays.map((relay) => relay.stop()));
  const found = new Map<string, number>();
  for (const customer of customers)
    for (let page: string | null | undefined; page !== null;) {
      const part = await straight.followUps!(customer, page ?? null, going());
      for (const { text } of part.items) found.set(text, (found.get(text) ?? 0) + 1);
      page = part.next;
    }
  await redis.stop();
  site.remove();
  const counts = Array.from({ length: edits }, (_, number) => found.get(`edit-${number}`) ?? 0);
  const lost = counts.filter((count) => count === 0).length;
  const doubled = counts.filter((count) => count > 1).length;
  const said = `${edits} follow-ups of ${customers.length} customers over ${RELAYS} relays, ${done} kills by turns of a master of Redis and a relay (SIGKILL) in ${seconds} s, ${failures} calls that failed and were made again; ${on}`;
  return [figure(`lost.${name}`, 'edits', '0', lost, [], said), figure(`doubled.${name}`, 'edits', '0', doubled, [], said)];
}
