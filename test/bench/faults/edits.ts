import type { CDPSession } from 'playwright-core';
import type { Customer } from '../../../lib/model/customer.ts';
import type { Intent } from '../../../lib/model/edit.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import type { Crm, CrmRow } from '../../sandbox/crm/crm.ts';
import type { Fault } from '../../sandbox/crm/faults.ts';
import { people } from '../../sandbox/people.ts';
import type { Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { customersOf, DESK, madeInOrder, pause, setEditStage, submitUntilTaken, untilSent, type Made } from './edit-stage.ts';
import { carriedOut, type Carried } from './carried.ts';

const CUSTOMERS = 100;
const EACH = 10;
const STOPS = 200;
/** The longest time from the last edit until all have arrived, in ms. */
const PATIENCE = 12 * 60_000;

/** Three of ten calls fail; for some, the CRM has executed the call before the connection broke. */
const FAULTS: Fault[] = [
  { kind: 'status', status: 500, share: 0.11, seed: 11 },
  { kind: 'reset', share: 0.1, seed: 12, applied: true },
  { kind: 'truncated', share: 0.11, seed: 13 },
  { kind: 'status', status: 429, retryAfter: 1, share: 0.02, seed: 14 },
  { kind: 'hang', share: 0.01, seed: 15 },
  { kind: 'latency', ms: [5, 60], seed: 16 },
];

/**
 * Makes a thousand edits while the worker is stopped at random and the CRM fails: counts those that were lost, repeated, or overtook another
 * one.
 */
export async function editFaults(): Promise<Figure[]> {
  const stage = await setEditStage();
  try {
    const customers = await customersOf(stage, DESK, CUSTOMERS);
    const crm = stage.crms['wechat-console'];
    crm.clearRequests();
    crm.fault(FAULTS);
    const made = customers.map((customer) => editsFor(customer));
    const stopper = await startStopping(stage);
    await Promise.all(made.map((edits, at) => makeAll(stage, edits, at)));
    await stopper.done;
    const left = await untilSent(stage, PATIENCE);
    return figures(
      made,
      crm,
      `${STOPS} stops, ${crm.requests.length} calls, left over: ${left.map(({ state }) => JSON.stringify(state)).join() || 'none'}`,
    );
  } finally {
    await stage.close();
  }
}

/** The edits of each customer, in order. A text that is typed again before it was sent is sent once. */
function editsFor(customer: Customer): Made[] {
  const kinds: ((number: number) => Intent)[] = [remark, tag, followUp, remark, tag, field, remark, followUp, name, tag];
  const changes = Array.from({ length: EACH }, (_, at) => kinds[at % kinds.length]!(at + 1));
  return madeInOrder(customer, changes, 1);
}

const remark = (number: number): Intent => ({ kind: 'remark', text: `r#${number}#` });
const field = (number: number): Intent => ({ kind: 'field', field: 'xfield1', value: `x#${number}#` });
const name = (number: number): Intent => ({ kind: 'personal-name', text: `n#${number}#` });

function tag(number: number): Intent {
  const text = `t#${number}#`;
  return { kind: 'add-tag', tag: { id: text, name: text, group: null, color: null } };
}

function followUp(number: number): Intent {
  const at = new Date(Date.UTC(2026, 0, number)).toISOString();
  return { kind: 'follow-up', followUp: { text: `f#${number}#`, at, kind: null, remindAt: null, stage: null } };
}

/** The edits of one customer are made in their order, those of all customers mixed. */
async function makeAll(stage: Stage, edits: Made[], seed: number): Promise<void> {
  const next = chance(seed + 1);
  for (const edit of edits) {
    await pause(next() * 8_000);
    await submitUntilTaken(stage, edit);
  }
}

async function startStopping(stage: Stage): Promise<{ done: Promise<void> }> {
  const session = await stage.browser.context.newCDPSession(stage.options);
  await session.send('ServiceWorker.enable');
  return { done: stopAtRandom(session) };
}

/** Long enough for a worker to begin with something, and short enough that it rarely finishes. */
async function stopAtRandom(session: CDPSession): Promise<void> {
  const next = chance(7);
  for (let stops = 0; stops < STOPS; stops++) {
    await pause(60 + next() * 500);
    await session.send('ServiceWorker.stopAllWorkers').catch(() => undefined);
  }
}

function figures(made: Made[][], crm: Crm, detail: string): Figure[] {
  const rows = new Map(people.flatMap(({ key }) => crm.rows(key)).map((row) => [row.id, row]));
  const carried = carriedOut(crm.requests);
  const lost = made.flatMap((edits) => edits.filter((edit) => !arrived(edit, edits, rows.get(edit.customer.id)!, carried)));
  const all = made.flatMap(([first]) => carried.filter(({ contact }) => contact === first!.customer.handle['wechatContactId']));
  const again = all.filter((one) => one.again);
  // Setting a value twice has the effect of once; adding a record twice adds two.
  const doubled = again.filter(({ adds }) => adds);
  const late = all.flatMap(({ late }) => late);
  const count = made.flat().length;
  return [
    exact('edits.lost', lost.length, `${count} edits, ${detail}; lost: ${lost.slice(0, 5).map(nameOf).join(', ') || 'none'}`),
    exact(
      'edits.doubled',
      doubled.length,
      `records that the CRM has more than once, of ${all.length} writes that it carried out: ${namesOf(doubled)}; ${again.length - doubled.length} other writes brought what was there already, which has no effect`,
    ),
    exact('edits.outOfOrder', late.length, `what a customer's write brought after something that was made later`),
  ];
}

function namesOf(carried: Carried[]): string {
  return (
    carried
      .slice(0, 5)
      .map(({ what }) => what)
      .join('; ') || 'none'
  );
}

/** A text has arrived where the CRM has it, or the one that was typed after it. */
function arrived({ number, change, customer }: Made, edits: Made[], row: CrmRow, carried: Carried[]): boolean {
  const newest = edits.findLast((edit) => edit.change.kind === change.kind)?.number ?? number;
  switch (change.kind) {
    case 'remark':
      return row.note === `r#${newest}#`;
    case 'personal-name':
      return row.nickname === `n#${newest}#`;
    case 'add-tag':
      return row.tags.includes(change.tag.name);
    case 'field':
    case 'follow-up':
      return carried.some(({ contact, numbers }) => contact === customer.handle['wechatContactId'] && numbers.includes(number));
    default:
      return false;
  }
}

function nameOf({ customer, number, change }: Made): string {
  return `${customer.id} ${change.kind} ${number}`;
}

function exact(name: string, value: number, detail: string): Figure {
  return figure(name, 'edits', '0', value, [value], detail);
}
