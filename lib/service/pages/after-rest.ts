import { unlessUnreadable } from '../../model/problem';
import { until } from '../../model/elapsed';
import { longestRest, restLeft, type Rest } from '../../model/rest';
import { answerFor, openContacts } from '../contacts/chats';
import type { Desk } from '../desk';
import { wakeAt } from '../edits/wake';
import { lookUp } from '../lookup/lookup';
import { renewChips } from './chips';

/** The alarm at which open contacts are looked up again after a pause that a CRM has asked for. */
export const REST_ALARM = 'rest';

/** The longest wait, in ms, if a CRM asks for a short pause again and again. */
const LONGEST = 300_000;

/** Looks the open contacts up again when the pause that a CRM has asked for is over; later each time if it only asks for another one. */
export async function awaitRest(desk: Desk, connection: string, rest: Rest): Promise<void> {
  const { times = 0, end = 0 } = desk.rested.get(connection) ?? {};
  const now = desk.now();
  if (until(end, longestRest(rest), now) > 0) return;
  const wait = Math.max(restLeft(rest, now), Math.min(LONGEST, 1_000 * 2 ** times));
  desk.rested.set(connection, { times: times + 1, end: now + wait });
  await wakeAt(now + wait, wait, () => void lookUpRested(desk).catch(unlessUnreadable), REST_ALARM);
}

/** Looks up the open contacts to which a CRM has answered only with a wish for a pause that is over now. */
export async function lookUpRested(desk: Desk): Promise<void> {
  const resting = new Set<string>();
  for (const [connection, problem] of desk.problems) {
    if (problem.kind !== 'rate-limited') continue;
    desk.rested.set(connection, { times: desk.rested.get(connection)?.times ?? 0, end: 0 });
    if (restLeft(problem, desk.now()) === 0) continue;
    resting.add(connection);
    await awaitRest(desk, connection, problem);
  }
  for (const contact of await openContacts()) {
    const { findings = [] } = (await answerFor(contact)) ?? {};
    const left = findings.filter(({ connection, problem }) => problem?.kind === 'rate-limited' && !resting.has(connection));
    for (const { connection } of left) await lookUp(desk, contact, connection);
    if (left.length > 0) await renewChips(desk, null);
  }
}
