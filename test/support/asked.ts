import type { ContactAnswer } from '../../lib/wire/items.ts';
import type { Crm, RecordedRequest } from '../sandbox/crm/crm.ts';
import { personByKey, shownName } from '../sandbox/people.ts';
import { SYSTEMS, type Crms } from '../sandbox/crm/start.ts';
import { sessionOf, type WithOptions } from './stage.ts';
import { until } from './until.ts';
import { KILLING } from './worker-killer.ts';

/** What was asked since the requests were cleared, but for follow-ups: those of whoever was open for a moment come when they come. */
export function askedWho(...crms: Crm[]): RecordedRequest[] {
  return crms.flatMap(({ requests }) => requests).filter(({ path }) => !/recordList|\/follow\//.test(path));
}

/**
 * Waits until every CRM has answered, or failed to, about these people, and none is asked any more. Before that the worker still asks by itself, so a count of
 * what one step asks must not begin. Nobody asks about a person whose chat was open for a moment.
 */
export async function answered(where: WithOptions & { crms: Crms }, ...keys: string[]): Promise<void> {
  const names = keys.map((key) => shownName(personByKey(key)));
  const isWhole = (items: unknown[], name: string) =>
    (items as ContactAnswer[]).some(
      ({ contact, findings }) => contact.name === name && findings.every(({ progress }) => progress !== 'looking-up'),
    );
  await until(`No whole answer about ${names.join()}`, async () => {
    const items = Object.entries(await sessionOf(where));
    const of = (kind: string) => items.filter(([key]) => key.startsWith(kind)).map(([, value]) => value as unknown);
    const isFilling = (of('directory:') as { filling: boolean }[]).some(({ filling }) => filling);
    return !isFilling && names.every((name) => isWhole(of('answer:'), name));
  });
  await rested(...SYSTEMS.map((system) => where.crms[system]));
}

/** How long nobody may have asked: where the worker is stopped, its page asks again so long after at the latest. In ms. */
const REST = KILLING ? 3_500 : 250;

/** Waits until nobody has asked these CRMs for a while: that is all there is to wait for where no item says that something still may. */
export async function rested(...crms: Crm[]): Promise<void> {
  const count = () => crms.reduce((sum, { requests }) => sum + requests.length, 0);
  for (let before = -1; before !== count(); await new Promise((resolve) => setTimeout(resolve, REST))) before = count();
}
