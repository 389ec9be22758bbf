import type { BesideView } from '../model/beside';
import type { LastMade, OutboxEntry } from '../model/outbox-entry';
import { contactKey, type Contact } from '../model/contact';
import { refKey, sameRef, type Customer, type CustomerRef } from '../model/customer';
import { applyChange, isStuck, reverseOf, sameChange, type Edit, newestIn, TAKING_BACK } from '../model/edit';
import { mustSignIn } from '../model/problem';
import type { SpokenLanguage } from '../model/language';
import type { CandidateView, Card, CardBody, ConnectionView, PanelView } from '../model/view';
import type { RecentView } from '../model/recent-view';
import type { Wanted } from '../model/wanted';
import type { Finding, KnownCustomer } from '../wire/items';
import { leadingOf } from '../model/leading';
import { answerTo, editsOf, shownTab, type PanelState } from './store';

/** The panel's view for its state. */
export function viewOf(state: PanelState): PanelView {
  if (!state.started || state.tab === null) return { kind: 'starting' };
  const { vault } = state;
  const chat = state.chats.get(shownTab(state)!)?.state;
  if (vault?.kind === 'locked' || vault?.kind === 'moving') return vault;
  if (vault?.kind === 'broken' && !(vault.asks && chat?.kind === 'chat' && chat.contact.kind === 'person')) return { kind: 'broken' };
  switch (chat?.kind) {
    case undefined:
      return { kind: 'no-chat-page' };
    case 'starting':
      return { kind: 'loading' };
    case 'none':
      return { kind: chat.why };
    case 'switching':
      return { kind: 'switching' };
    case 'unreadable':
      return { kind: 'unreadable', missing: chat.missing, ...(chat.doubted && { doubted: true }) };
    case 'chat':
      return contactView(state, chat.contact);
  }
}

/** The connections with their names in the person's language, the time that their calls wait, and the Problem of the whole connection. */
export function namedConnections(
  { connections, waiting, vault }: Pick<PanelState, 'connections' | 'waiting' | 'vault'>,
  language: SpokenLanguage,
): ConnectionView[] {
  return connections.map((connection) => ({
    ...connection,
    ...(vault?.kind === 'broken' && { problem: { kind: 'storage-broken' }, can: { ...connection.can, addCustomer: false } }),
    name: connection.name || connection.providerName[language],
    waitingUntil: waiting.get(connection.id) ?? null,
  }));
}

/** All edits that the CRM has not accepted, oldest first, with the customer's name if it is known. */
export function outboxOf(state: PanelState): OutboxEntry[] {
  return [...state.edits.values()].sort((a, b) => a.madeAt - b.madeAt).map((edit) => shownEdit(state, edit));
}

/**
 * The last edit, if it can still be undone by its time; null if there is none, or if it is an undo itself. Whether it is too old by now only the
 * clock can tell.
 */
export function lastMadeOf(state: PanelState): LastMade | null {
  const unsent = [...state.edits.values()].map((edit) => ({ edit, accepted: false }));
  const done = [...state.done.values()].filter(({ id }) => !state.edits.has(id)).map((edit) => ({ edit, accepted: true }));
  const all = [...unsent, ...done];
  const [last] = all.filter(({ edit }) => !isStuck(edit)).sort((a, b) => madeAt(b.edit) - madeAt(a.edit));
  if (!last || newestIn(last.edit).startsWith(TAKING_BACK)) return null;
  if (reverseOf(last.edit) === null && last.edit.change.kind !== 'follow-up') return null;
  // A refused or conflicting edit there would still offer to write what is undone here.
  const also = all.filter(({ edit }) => isMadeWith(state, last.edit, edit)).map(({ edit }) => edit.id);
  return { ...shownEdit(state, last.edit), accepted: last.accepted, also };
}

/** The edits of one change to several CRMs were made within this many ms. */
const AT_ONCE = 3_000;

/** Whether an edit was made together with the last one: the same change of the same person in another CRM. */
function isMadeWith({ answers }: PanelState, last: Edit, edit: Edit): boolean {
  if (edit.ref.connection === last.ref.connection || Math.abs(madeAt(edit) - madeAt(last)) > AT_ONCE) return false;
  const [a, b] = [last.change, edit.change];
  const isSame = 'tag' in a && 'tag' in b ? a.kind === b.kind && a.tag.name === b.tag.name : a.kind === 'remark' && sameChange(a, b);
  const isOf = ({ ref }: Edit, { decision, candidates }: Finding) => decision === 'sure' && sameRef(candidates[0]!.ref, ref);
  return (
    isSame && [...answers.values()].some(({ findings }) => [last, edit].every((one) => findings.some((finding) => isOf(one, finding))))
  );
}

function shownEdit(state: PanelState, edit: Edit): OutboxEntry {
  const known = state.customers.get(refKey(edit.ref))?.customer;
  const { change } = edit;
  const field = change.kind === 'field' ? known?.fields.find(({ id }) => id === change.field) : null;
  return { edit, customer: known?.name ?? null, field: field ?? null };
}

function madeAt({ madeAt, changedAt }: Edit): number {
  return changedAt ?? madeAt;
}

/** What this panel's window was asked to show, null for nothing. */
export function wantedHere({ window, wanted }: PanelState): Wanted | null {
  return (window !== null && wanted.get(String(window))) || null;
}

/** The contacts whose chats were open lately, with the customer of each. */
export function recentsOf(state: PanelState): RecentView[] {
  return state.recents.map((contact) => {
    const findings = answerTo(state, contact)?.findings ?? [];
    const leading = leadingOf(findings);
    const found = leading?.decision === 'several' ? undefined : leading?.candidates[0];
    const customer = found && state.customers.get(refKey(found.ref))?.customer;
    const known = customer && { ref: found.ref, ...(customer.company && { company: customer.company }) };
    return { key: contactKey(contact), name: contact.name, customer: customer?.name ?? null, ...known };
  });
}

function contactView(state: PanelState, contact: Contact): PanelView {
  if (contact.kind === 'room') return { kind: 'room', contact };
  if (contact.kind === 'service') return { kind: 'service', contact };
  const findings = answerTo(state, contact)?.findings ?? [];
  const broken = state.vault?.kind === 'broken';
  const shown = broken ? findings.map(unconfirmed) : findings;
  const cards = state.connections.map((connection) => card(state, connection, shown));
  const said = !broken && state.said?.contact === contactKey(contact) ? { said: state.said } : {};
  return { kind: 'person', contact, cards: worthShowing(cards), ...said };
}

/** The person's decisions cannot be read now: a match is not certain because of them. */
function unconfirmed(finding: Finding): Finding {
  return finding.decision === 'sure' ? { ...finding, decision: 'likely' } : finding;
}

/** The cards with content. Connections without a match share one card: that of one that can add customers, if any can. */
function worthShowing(cards: Card[]): Card[] {
  const isAbsent = ({ body, problem }: Card) => body.kind === 'none' && problem === null;
  const absent = cards.filter(isAbsent);
  const telling = cards.filter((one) => !isAbsent(one));
  const speaker = absent.find(({ connection }) => connection.can.addCustomer) ?? (telling.length === 0 ? absent[0] : undefined);
  if (!speaker || telling.some(({ body }) => body.kind !== 'several')) return telling;
  const others = absent.filter((one) => one !== speaker).map(({ connection }) => connection);
  const refused = absent.some(({ body }) => body.kind === 'none' && body.refused);
  return [...telling, { ...speaker, body: { kind: 'none', others, ...(refused && { refused }) } }];
}

function card(state: PanelState, connection: ConnectionView, findings: Finding[]): Card {
  const finding = findings.find((one) => one.connection === connection.id);
  const body: CardBody = finding ? bodyOf(state, finding) : { kind: 'looking-up' };
  // A customer who was found before the sign-in ended shows the problem as well, because edits of this customer wait for the sign-in.
  const signIn = connection.problem && mustSignIn(connection.problem) ? connection.problem : null;
  return {
    connection,
    body,
    problem: finding?.problem ?? signIn,
    edits: body.kind === 'found' ? editsOf(state, body.customer) : [],
  };
}

function bodyOf(state: PanelState, { progress, decision, candidates, refused, against }: Finding): CardBody {
  if (progress !== 'done') return { kind: progress };
  if (decision === 'none') return { kind: 'none', ...(refused && { refused }) };
  const known = candidates.flatMap(({ ref, ...said }): CandidateView[] => {
    const customer = shown(state, ref);
    return customer ? [{ ...said, customer: customer.customer }] : [];
  });
  if (decision === 'several') return { kind: 'several', candidates: known };
  // The decision is about the first candidate: no other takes their place if their record is missing.
  const [first] = candidates;
  const best = first && shown(state, first.ref);
  if (!best) return { kind: 'looking-up' };
  const further = known.flatMap(({ customer, sameAs }) => (sameAs === first.ref.id ? customer : []));
  return {
    kind: 'found',
    certainty: decision,
    reasons: first.reasons,
    ...best,
    ...(further[0] && { further }),
    ...(against && { against }),
  };
}

/** The customer with the waiting edits applied, and the record beside them. A rejected edit is not shown as the value. */
export function shown(state: PanelState, ref: CustomerRef): (KnownCustomer & { beside?: BesideView }) | null {
  const known = state.customers.get(refKey(ref));
  if (!known) return null;
  const pending = editsOf(state, ref).filter((edit) => !isStuck(edit));
  const customer = pending.reduce<Customer>((so, { change }) => applyChange(so, change), known.customer);
  const beside = state.besides.get(refKey(ref));
  return { ...known, customer, ...(beside && { beside }) };
}
