import type { Contact } from '../../model/contact';
import type { Customer } from '../../model/customer';
import { onePerson } from '../../model/one-person';
import type { Region } from '../../model/regions';
import { contradictsNumber, twoPeople } from '../../model/two-people';
import type { KnownCustomer } from '../../wire/items';
import { decideOnce } from './decide-once';
import { shownOf, type Known } from './known';

/**
 * What the connections say of a contact when they stand beside each other: what is decided in one decides in others, and who seems to be
 * another person than the contact's own number or another connection's customer says is marked as that.
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
    // Where two bear the name, it makes neither certain.
    if (firm.firmness < LINKED) told[firm.place] = asked(told[firm.place]!);
  }
  return told;
}

/** A customer who is put before the person, and how firmly. */
interface Placed {
  place: number;
  shown: KnownCustomer;
  firmness: number;
}

const [CONFIRMED, BY_NUMBER, LINKED] = [3, 2, 1];

/** Confirmed although something speaks against it; by the number that the chat shows; linked, or decided by what is; by the name. */
function firmnessOf({ finding: { decision, agreed, candidates } }: Known): number {
  if (decision !== 'sure') return -1;
  if (agreed) return CONFIRMED!;
  const { reasons } = candidates[0]!;
  if (reasons.includes('phone')) return BY_NUMBER!;
  return reasons.some((reason) => reason === 'linked' || reason === 'renamed' || reason === 'same-number') ? LINKED! : 0;
}

/** Each two of them, the firmer first; of two that are as firm, the one that comes first. Two that a person has confirmed are left alone, two that are asked about as well. */
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

/** What a person has said of somebody in one connection makes the same person a question in the others, unless a link there says who it is. */
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

/** A link is the person's own word; the number beside the contact's name may say otherwise. */
function againstNumber<K extends Known>(one: K, { name }: Contact, home: Region | null): K {
  const { finding, customers } = one;
  const isLinked = finding.candidates[0]?.reasons.includes('linked');
  const shown = isLinked && !finding.agreed ? shownOf(finding, customers) : undefined;
  if (!shown || shown.freshness === 'gone' || !contradictsNumber(name, shown.customer, home)) return one;
  return { ...one, finding: { ...finding, against: { connection: null, why: 'number' } } };
}

/** A person's own link and the number that the chat shows stay what they are; what was only inferred becomes a question. */
function doubted<K extends Known>(one: K, against: NonNullable<K['finding']['against']>): K {
  const known = speaksFirmly(one) ? one : asked(one);
  return { ...known, finding: { ...known.finding, against } };
}

/** Whether a person's link or the number in the chat says who it is: what other connections say never makes a question of that. */
function speaksFirmly({ finding: { decision, candidates } }: Known): boolean {
  return decision === 'sure' && candidates[0]!.reasons.some((reason) => reason === 'linked' || reason === 'phone');
}

function asked<K extends Known>(one: K): K {
  return one.finding.decision === 'sure' ? { ...one, finding: { ...one.finding, decision: 'likely' } } : one;
}
