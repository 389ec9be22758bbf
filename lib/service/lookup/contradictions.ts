import type { Contact } from '../../model/contact';
import type { Customer } from '../../model/customer';
import { onePerson } from '../../model/one-person';
import type { Region } from '../../model/regions';
import { contradictsNumber, twoPeople } from '../../model/two-people';
import type { KnownCustomer } from '../../wire/items';
import { decideOnce } from './decide-once';
import { shownOf, type Known } from './known';

/**
 * Compares what the connections have found for one contact: a decision in one decides in the others, and a customer who seems to be another person
 * than the chat's number or another connection's customer says gets a note that says so.
 * @param home how phone numbers without a calling code are read
 */
export function besideEachOther<K extends Known>(known: readonly K[], contact: Contact, home: Region | null): K[] {
  const decided = decideOnce(known, home);
  const said = saidOf(known);
  const told = decided.map((one) => againstNumber(denied(one, said, home), contact, home));
  const people = told.flatMap(({ finding, customers }, place): Placed[] => {
    const shown = shownOf(finding, customers);
    return shown && shown.freshness !== 'gone' ? [{ place, shown, firmness: firmnessOf(told[place]!) }] : [];
  });
  for (const pair of pairsOf(people)) {
    const [firm, weak] = pair;
    if (told[weak.place]!.finding.against || told[firm.place]!.finding.against) continue;
    const why = twoPeople(firm.shown.customer, weak.shown.customer, home);
    if (!why) continue;
    const connection = told[firm.place]!.finding.connection;
    told[weak.place] = doubted(told[weak.place]!, { connection, why });
    // If two have the name, it makes neither certain.
    if (firm.firmness < LINKED) told[firm.place] = asked(told[firm.place]!);
  }
  return told;
}

/** A customer who is offered, and how certain. */
interface Placed {
  place: number;
  shown: KnownCustomer;
  firmness: number;
}

const [CONFIRMED, BY_NUMBER, LINKED] = [3, 2, 1];

/**
 * From the highest: confirmed by the person in spite of a contradiction; matched by the number that the chat shows; linked, or decided by a link;
 * matched by the name.
 */
function firmnessOf({ finding: { decision, agreed, candidates } }: Known): number {
  if (decision !== 'sure') return -1;
  if (agreed) return CONFIRMED!;
  const { reasons } = candidates[0]!;
  if (reasons.includes('phone')) return BY_NUMBER!;
  return reasons.some((reason) => reason === 'linked' || reason === 'renamed' || reason === 'same-number') ? LINKED! : 0;
}

/**
 * All pairs, the more certain one first, or the first in order. Pairs that a person has confirmed both, and pairs that both are questions, are left
 * out.
 */
function pairsOf(people: Placed[]): [Placed, Placed][] {
  const sorted = people.toSorted((a, b) => b.firmness - a.firmness || a.place - b.place);
  return sorted.flatMap((firm, at) =>
    sorted.slice(at + 1).flatMap((weak): [Placed, Placed][] => {
      const settled = firm.firmness < 0 || (firm.firmness === CONFIRMED && weak.firmness === CONFIRMED);
      return settled ? [] : [[firm, weak]];
    }),
  );
}

/** Customers of whom a person has said that they are this contact, that they are another one, or that they are not this one. */
interface Said {
  linked: Customer[];
  elsewhere: Customer[];
  refused: Customer[];
}

function saidOf(known: readonly Known[]): Said {
  const by = (reason: 'linked' | 'linked-elsewhere', { finding, customers }: Known) => {
    const ids = finding.candidates.flatMap(({ ref, reasons }) => (reasons.includes(reason) ? ref.id : []));
    return customers.flatMap(({ customer }) => (ids.includes(customer.id) ? customer : []));
  };
  return {
    linked: known.flatMap((one) => (isLinked(one) ? by('linked', one) : [])),
    elsewhere: known.flatMap((one) => by('linked-elsewhere', one)),
    refused: known.flatMap((one) => one.refused ?? []),
  };
}

export function isLinked({ finding: { decision, candidates } }: Known): boolean {
  return decision === 'sure' && candidates[0]!.reasons.includes('linked');
}

/** A person's decision about a customer in one connection makes the same person a question in the others, unless a link there says who it is. */
function denied<K extends Known>(one: K, { linked, elsewhere, refused }: Said, home: Region | null): K {
  const { finding, customers } = one;
  const shown = finding.decision === 'sure' && !isLinked(one) ? shownOf(finding, customers)?.customer : undefined;
  if (!shown || linked.some((other) => onePerson(other, shown, home) === 'same-number')) return one;
  const isAmong = (people: readonly Customer[]) =>
    people.some((other) => other.connection !== shown.connection && onePerson(other, shown, home) !== null);
  if (!isAmong(elsewhere)) return isAmong(refused) ? asked(one) : one;
  const [first, ...others] = finding.candidates;
  const reasons = [...first!.reasons, 'linked-elsewhere' as const];
  return asked({ ...one, finding: { ...finding, candidates: [{ ...first!, reasons }, ...others] } });
}

/** The number beside the contact's name may contradict a link. */
function againstNumber<K extends Known>(one: K, { name }: Contact, home: Region | null): K {
  const { finding, customers } = one;
  const isLinked = finding.candidates[0]?.reasons.includes('linked');
  const shown = isLinked && !finding.agreed ? shownOf(finding, customers) : undefined;
  if (!shown || shown.freshness === 'gone' || !contradictsNumber(name, shown.customer, home)) return one;
  return { ...one, finding: { ...finding, against: { connection: null, why: 'number' } } };
}

/** A link and a match by the chat's number stay as they are; an inferred match becomes a question. */
function doubted<K extends Known>(one: K, against: NonNullable<K['finding']['against']>): K {
  const known = speaksFirmly(one) ? one : asked(one);
  return { ...known, finding: { ...known.finding, against } };
}

/** Whether a link or the chat's number says who it is: other connections never make a question of that. */
function speaksFirmly({ finding: { decision, candidates } }: Known): boolean {
  return decision === 'sure' && candidates[0]!.reasons.some((reason) => reason === 'linked' || reason === 'phone');
}

function asked<K extends Known>(one: K): K {
  return one.finding.decision === 'sure' ? { ...one, finding: { ...one.finding, decision: 'likely' } } : one;
}
