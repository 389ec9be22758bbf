import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Customer } from '../../../lib/model/customer.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { startCrms, type Crms } from '../../sandbox/crm/start.ts';
import { people } from '../../sandbox/people.ts';
import { startBrowser, type RunningBrowser } from '../../support/chromium.ts';
import { killBrowser, openedOptions } from '../../support/kill-browser.ts';
import { askFrom, DEMO_BUILD, sandboxSettings, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { customersOf, DESK, pause, untilSent } from './edit-stage.ts';

const KILLS = 20;
const CUSTOMERS = 20;

type Own = Pick<Stage, 'ask' | 'options'> & { browser: RunningBrowser };

/** Kills the browser while edits are made, again and again with the same profile: every acknowledged edit has to arrive. */
export async function browserKilled(): Promise<Figure[]> {
  const [folder, profile] = await Promise.all([mkdtemp(join(tmpdir(), 'kebian-crm-')), mkdtemp(join(tmpdir(), 'kebian-profile-'))]);
  const crms = await startCrms({ folder });
  try {
    const acknowledged = await killAgainAndAgain(crms, profile);
    const last = await open(profile);
    crms['wechat-console'].fault(null);
    await last.ask('hello', null);
    const left = await untilSent(last, 120_000);
    await last.browser.close();
    const there = new Map(people.flatMap(({ key }) => crms['wechat-console'].rows(key)).map(({ id, tags }) => [id, tags]));
    const lost = acknowledged.filter(({ customer, tag }) => !there.get(customer)?.includes(tag));
    const why =
      [...new Set(left.map(({ state }) => ('problem' in state && state.problem ? state.problem.kind : state.kind)))].join() || 'none';
    const detail = `${KILLS} kills, ${acknowledged.length} edits acknowledged before them, ${left.length} left over at the end: ${why}`;
    return [figure('browserKilled', 'edits', '0', acknowledged.length === 0 ? Number.NaN : lost.length, [lost.length], detail)];
  } finally {
    await crms.stop();
    for (const place of [folder, profile]) await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Acknowledged {
  customer: string;
  tag: string;
}

async function killAgainAndAgain(crms: Crms, profile: string): Promise<Acknowledged[]> {
  const next = chance(3);
  const acknowledged: Acknowledged[] = [];
  // Slow enough that edits are under way whenever the browser is killed.
  crms['wechat-console'].fault({ kind: 'latency', ms: [50, 400] });
  let customers: Customer[] = [];
  for (let round = 0; round < KILLS; round++) {
    const own = await open(profile);
    if (round === 0) {
      await own.ask('importSettings', { document: sandboxSettings(crms, ['wechat-console'], 'zh_CN', { mostCustomers: 0 }) });
      customers = await customersOf(own, DESK, CUSTOMERS);
    }
    const making = new AbortController();
    const made = customers.map((customer) => makeTags(own, customer, round, making.signal, acknowledged));
    await pause(100 + next() * 900);
    killBrowser(profile);
    making.abort();
    await Promise.all(made);
    await own.browser.close();
  }
  return acknowledged;
}

/** Adds tags until the browser has ended. */
async function makeTags(own: Own, customer: Customer, round: number, signal: AbortSignal, acknowledged: Acknowledged[]): Promise<void> {
  for (let number = 0; !signal.aborted; number++) {
    const name = `${round}-${number}`;
    const change = { kind: 'add-tag', tag: { id: name, name, group: null, color: null } } as const;
    const ref = { connection: customer.connection, id: customer.id };
    const taken = await own.ask('submit', { edit: crypto.randomUUID(), ref, change, base: null }).catch(() => null);
    if (taken) acknowledged.push({ customer: customer.id, tag: name });
    await pause(20);
  }
}

async function open(profile: string): Promise<Own> {
  const browser = await startBrowser({ extensions: [DEMO_BUILD], chatPort: 1, headless: true, profile });
  const options = await openedOptions(browser);
  return { browser, options, ask: (name, ask) => askFrom(options, name, ask) };
}
