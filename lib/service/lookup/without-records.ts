import { contactKey, type Contact } from '../../model/contact';
import { refKey } from '../../model/customer';
import { ProblemError, toProblem } from '../../model/problem';
import type { Region } from '../../model/regions';
import { item, type ContactAnswer, type Finding, type KnownCustomer, type StateChange } from '../../wire/items';
import type { Connected } from '../connections/connections';
import type { Desk, Leading } from '../desk';
import { matchCustomers, phonesIn } from '../directory/match';
import { homeNow } from '../language';
import { tellState } from '../session/tell';
import { completed } from './completing';
import { nothingKnown, withProblem, type Known } from './known';
import { meOf } from './me';

/** Whether the database cannot be opened but a CRM can still be asked, by a connection that was loaded before. */
export function asksWithoutRecords(desk: Desk): boolean {
  return desk.broken && desk.remembered.some(isElsewhere);
}

/**
 * Asks the CRMs for the contact's name while the database cannot be opened. The person's decisions about the contact cannot be read, so a match is at
 * most likely; answers are stored in the session only.
 * @param told called with the answer each time another CRM has answered
 */
export async function lookUpWithoutRecords(desk: Desk, contact: Contact, told: (leading: Leading) => void): Promise<ContactAnswer> {
  const { remembered } = desk;
  const home = await homeNow();
  const answer: ContactAnswer = {
    contact,
    at: desk.now(),
    findings: remembered.map(({ settings }) => nothingKnown(settings.id).finding),
  };
  const asking = remembered.map(async (one, place) => {
    const { finding, customers } = await ask(desk, one, contact, home);
    answer.findings[place] = finding;
    const items = customers.map((known) => item(`customer:${refKey(known.customer)}`, known));
    // Once the records can be read again they say more, and after a lock or a wipe nothing may be shown.
    if (!desk.broken || desk.remembered !== remembered) return;
    await tellState(Object.assign({}, item(`answer:${contactKey(contact)}`, answer), ...items) as StateChange);
    const findings = [...answer.findings];
    told({ answer: { ...answer, findings }, more: findings.some(({ progress }) => progress === 'looking-up') });
  });
  await Promise.all(asking);
  return answer;
}

/** Whether it is not a local book: the book is in the database itself. */
function isElsewhere({ provider, settings }: Connected): boolean {
  return provider.origins(settings.values).length > 0;
}

async function ask(desk: Desk, connected: Connected, contact: Contact, home: Region | null): Promise<Known> {
  const connection = connected.settings.id;
  try {
    if (!isElsewhere(connected)) throw new ProblemError({ kind: 'storage-broken' });
    const hints = { name: contact.name, phones: phonesIn(contact.name, home) };
    const { signal } = new AbortController();
    const [{ customers, complete }, me] = await Promise.all([connected.connection.find(hints, signal), meOf(connected, signal)]);
    const { decision, candidates } = matchCustomers(contact.name, customers, { refused: [], home, me, complete });
    const finding: Finding = {
      connection,
      progress: 'done',
      // What the person has decided about the contact cannot be read.
      decision: decision === 'sure' ? 'likely' : decision,
      candidates,
      problem: null,
    };
    const known = customers.map((customer): KnownCustomer => ({ customer, freshness: 'fresh', fetchedAt: desk.now() }));
    return await completed(desk, connected, { finding, customers: known, fresh: true }, null);
  } catch (thrown) {
    return withProblem(nothingKnown(connection), toProblem(thrown, 'lookup'));
  }
}
