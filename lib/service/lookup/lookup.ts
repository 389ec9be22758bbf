import { contactKey, type Contact } from '../../model/contact';
import { refKey } from '../../model/customer';
import { leadingOf } from '../../model/leading';
import { item, type ContactAnswer, type StateChange } from '../../wire/items';
import { answerFor } from '../contacts/chats';
import { noteSure } from '../contacts/same-contact';
import { connections, type Desk, type Leading, type Lookup } from '../desk';
import { tellState } from '../session/tell';
import { ask } from './ask';
import { completeDecided } from './completing';
import { besideEachOther } from './contradictions';
import { findByNumber } from './found-by-number';
import { knownOf } from './from-records';
import { stillGone } from './gone';
import { asLeft, renewing, type Known } from './known';
import { trimSession } from './trim-session';
import { lookUpWithoutRecords } from './without-records';

/**
 * Contact -> customers, by link, Directory, cache and CRM. The stored match is published at once, the answer of each connection when it comes; every
 * answer is stored under the contact it was asked for. Only one lookup per contact runs at a time.
 * @param renew a connection to ask even if its stored answer is fresh
 */
export function lookUp(desk: Desk, contact: Contact, renew: string | null = null): Promise<ContactAnswer> {
  const underWay = desk.lookups.get(contactKey(contact));
  if (underWay) return renew === null ? underWay.whole : underWay.whole.then(() => lookUp(desk, contact, renew));
  return begin(desk, contact, renew === null ? [] : [renew]).whole;
}

/** As `lookUp`, but resolves as soon as the leading connection has answered; `more` while other answers are expected. */
export function lookUpLeading(desk: Desk, contact: Contact): Lookup['leading'] {
  return (desk.lookups.get(contactKey(contact)) ?? begin(desk, contact, [])).leading;
}

/** As `lookUp`, after a person's decision or a change of the settings: the result of an earlier lookup that still runs is dropped. */
export function lookUpAnew(desk: Desk, contact: Contact, renew: readonly string[] = []): Promise<ContactAnswer> {
  return begin(desk, contact, renew).whole;
}

function begin(desk: Desk, contact: Contact, renew: readonly string[]): Lookup {
  const key = contactKey(contact);
  const isNewest = () => desk.lookups.get(key) === lookup;
  const leads = Promise.withResolvers<Leading>();
  const whole: Promise<ContactAnswer> = start(desk, contact, renew, isNewest, leads.resolve)
    .then(async (answer) => (isNewest() ? answer : ((await desk.lookups.get(key)?.whole) ?? (await answerFor(contact)) ?? answer)))
    .finally(() => {
      if (isNewest()) desk.lookups.delete(key);
    });
  const lookup: Lookup = { whole, leading: Promise.race([leads.promise, whole.then((answer) => ({ answer, more: false }))]) };
  // The error is reported to those who wait for `whole`.
  lookup.leading.catch(() => undefined);
  desk.lookups.set(key, lookup);
  return lookup;
}

/** Whether the first connection with a match has answered. */
function isLed({ findings }: ContactAnswer): boolean {
  return leadingOf(findings)?.progress === 'done';
}

/** A CRM that has not answered after this many ms counts as slow. */
const SLOW = 60;

async function start(
  desk: Desk,
  contact: Contact,
  renew: readonly string[],
  isNewest: () => boolean,
  led: (leading: Promise<Leading>) => void,
): Promise<ContactAnswer> {
  if (desk.broken) return lookUpWithoutRecords(desk, contact, (so) => isLed(so.answer) && led(Promise.resolve(so)));
  const all = await connections(desk);
  const answerBefore = answerFor(contact);
  const knowing = all.map(async ({ settings }) => {
    const [one, before] = await Promise.all([knownOf(desk, settings.id, contact), answerBefore]);
    return stillGone(asLeft(one, before), before);
  });
  const isAsked = (one: Known) => !one.fresh || renew.includes(one.finding.connection);
  // No CRM has to wait for the stored records of the others.
  const asking = knowing.map(async (before, position) => {
    const one = await before;
    return isAsked(one) ? ask(desk, all[position]!, contact, one) : null;
  });
  for (const one of asking) one.catch(() => undefined);
  const known = await Promise.all(knowing);
  // The finding of each connection by itself; published are the findings compared with each other.
  const now: Known[] = [...known];
  const home = known[0]?.decided.home ?? null;
  const findings = () => besideEachOther(now, contact, home).map(({ finding }) => finding);
  const answer: ContactAnswer = { contact, at: desk.now(), findings: findings() };
  let open = known.filter(isAsked).length;
  const publish = async (found: Known[]) => {
    // A lookup that began before the person's decision must not choose the leading connection.
    if (!isNewest()) return;
    answer.findings = findings();
    const written = write(desk, answer, found);
    const leading: Leading = { answer: { ...answer, findings: [...answer.findings] }, more: open > 0 };
    // Written before the page gets the answer: the page does not ask again, and the panel has to find the answer even if the worker is stopped now.
    const told = () => leading;
    if (isLed(answer)) led(written.then(told, told));
    await written;
  };
  // Without a match nothing is published yet, unless it replaces an older answer or no CRM is being asked.
  let tells = open === 0 || known.some(({ finding }) => finding.candidates.length > 0) || (await answerBefore) !== null;
  // "No match" of one CRM is published after `SLOW` ms although others are pending.
  const slow = setTimeout(() => {
    if (tells) return;
    tells = true;
    void publish([]).catch(() => undefined);
  }, SLOW);
  await Promise.all([
    tells && publish(known.map((one) => (isAsked(one) ? renewing(one) : one))),
    ...asking.map(async (answering, position) => {
      const asked = await answering;
      if (!asked) return;
      now[position] = asked;
      open--;
      tells ||= open === 0 || asked.finding.candidates.length > 0;
      if (tells) await publish([asked]);
      // An answer that could not be stored was shown; the CRM is asked again the next time.
      await asked.kept?.catch(() => undefined);
    }),
  ]);
  clearTimeout(slow);
  await findByNumber(desk, all, now, contact, publish);
  await completeDecided(desk, all, now, home, publish);
  void trimSession(desk);
  return answer;
}

async function write(desk: Desk, answer: ContactAnswer, known: Known[]): Promise<void> {
  const customers = known.flatMap((one) => one.customers);
  const items: StateChange[] = customers.map((one) => item(`customer:${refKey(one.customer)}`, one));
  const sure = await Promise.all(answer.findings.map((finding) => noteSure(answer.contact, finding)));
  const change: StateChange = Object.assign({}, item(`answer:${contactKey(answer.contact)}`, answer), ...items, ...sure);
  await tellState(change);
}
