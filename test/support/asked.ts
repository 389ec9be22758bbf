import type { ContactAnswer } from '../../lib/wire/items.ts';
import type { Crm, RecordedRequest } from '../sandbox/crm/crm.ts';
import { personByKey, shownName } from '../sandbox/people.ts';
import { SYSTEMS, type Crms } from '../sandbox/crm/start.ts';
import { sessionOf, type WithOptions } from './stage.ts';
import { until } from './until.ts';
import { KILLING } from './worker-killer.ts';

/** The requests since they were cleared, without those for follow-ups: those of a chat that was open for a moment may come at any time. */
export function askedWho(...crms: Crm[]): RecordedRequest[] {
  return crms.flatMap(({ requests }) => requests).filter(({ path }) => !/recordList|\/follow\//.test(path));
}

/**
 * Waits until every CRM has answered about these people, or failed to, and the worker asks none. Until then it still sends requests by itself, so a test
 * must not begin to count those of a step. Not for a person whose chat was open for a moment only: the worker may never ask about them.
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

/** The time without a request after which none is expected, in ms. Where the worker is stopped, its page asks again within this time. */
const REST = KILLING ? 3_500 : 250;

/** Waits until these CRMs have had no request for a while. For tests in which no session item says whether another may come. */
export async function rested(...crms: Crm[]): Promise<void> {
  const count = () => crms.reduce((sum, { requests }) => sum + requests.length, 0);
  for (let before = -1; before !== count(); await new Promise((resolve) => setTimeout(resolve, REST))) before = count();
}
