import type { Customer } from '../../../lib/model/customer.ts';
import type { Change } from '../../../lib/model/edit.ts';
import { people } from '../../sandbox/people.ts';
import type { CrmRow } from '../../sandbox/crm/crm.ts';
import { figure, type Figure } from '../figure.ts';
import { customersOf, DESK, madeInOrder, setEditStage, storedEdits, submitUntilTaken, untilSent, writes, type Made } from './edit-stage.ts';
import { cutNetwork } from './network.ts';

const CUSTOMERS = 50;
/** Read, compare, write, read again: the least calls for a customer's edits if nothing unseen may be overwritten. */
const CALLS_EACH = 3;

/** Makes two hundred edits of fifty customers without a network: counts what arrives afterwards, and the calls. */
export async function offlineEdits(): Promise<Figure[]> {
  const stage = await setEditStage();
  try {
    const customers = await customersOf(stage, DESK, CUSTOMERS);
    const crm = stage.crms['wechat-console'];
    const panel = await stage.browser.context.newPage();
    await panel.goto(stage.options.url().replace('options.html', 'sidepanel.html'));
    const giveBack = await cutNetwork(stage);
    crm.clearRequests();
    const made = customers.flatMap((customer, at) => editsFor(customer, at));
    for (const edit of made) await submitUntilTaken(stage, edit);
    const waiting = (await storedEdits(stage.options)).length;
    const tried = crm.requests.length;
    await giveBack();
    const left = await untilSent(stage, 60_000);
    const rows = new Map(people.flatMap(({ key }) => crm.rows(key)).map((row) => [row.id, row]));
    const delivered = made.filter((edit) => isSo(edit, rows.get(edit.customer.id)!));
    const calls = crm.requests.length;
    const written = writes(crm.requests).length;
    const said = `${waiting} edits waited, ${tried} calls without a network, ${left.length} left over`;
    const fewest = `${written} of them write: the fewest are ${CUSTOMERS} (one for each customer), with the reading before and after ${CUSTOMERS * CALLS_EACH}`;
    return [
      figure('offline.delivered', 'edits', String(made.length), delivered.length, [delivered.length], said),
      figure('offline.calls', 'calls', `<= ${CUSTOMERS * CALLS_EACH}`, calls, [calls], fewest),
      figure('offline.writes', 'calls', `<= ${CUSTOMERS}`, written, [written], 'calls that write'),
    ];
  } finally {
    await stage.close();
  }
}

/** Typing, correcting, changing one's mind: an agent on a train. */
function editsFor(customer: Customer, at: number): Made[] {
  const name = (text: string) => ({ id: text, name: text, group: null, color: null });
  const kinds: Change[] =
    at % 2 === 0
      ? [remark('先'), { kind: 'add-tag', tag: name(`车上${at}`) }, remark(`火车上写的${at}`), { kind: 'personal-name', text: `称呼${at}` }]
      : [
          { kind: 'add-tag', tag: name(`点错${at}`) },
          remark(`火车上写的${at}`),
          { kind: 'remove-tag', tag: name(`点错${at}`) },
          { kind: 'field', field: 'xfield1', value: `值${at}` },
        ];
  return madeInOrder(customer, kinds);
}

function remark(text: string): Change {
  return { kind: 'remark', text };
}

/** Whether the CRM has the edit, or the one that has replaced it. */
function isSo({ change }: Made, row: CrmRow): boolean {
  switch (change.kind) {
    case 'remark':
      return row.note?.startsWith('火车上写的') ?? false;
    case 'add-tag':
      return row.tags.includes(change.tag.name) === change.tag.name.startsWith('车上');
    case 'remove-tag':
      return !row.tags.includes(change.tag.name);
    case 'personal-name':
      return row.nickname === change.text;
    default:
      return true;
  }
}
