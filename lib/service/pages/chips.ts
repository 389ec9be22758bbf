import type { Contact } from '../../model/contact';
import { refKey, type Customer, type CustomerRef } from '../../model/customer';
import { applyChange, isStuck } from '../../model/edit';
import { maskNumbers } from '../../model/mask-numbers';
import type { ChipsView } from '../../model/view';
import type { ContactAnswer, Finding } from '../../wire/items';
import { readState } from '../session/items';
import { leadingOf } from '../../model/leading';
import { tellChips } from '../../wire/bus';
import type { ChipsReply } from '../../wire/protocol';
import { contactKey } from '../../model/contact';
import { answerFor, chatTabs } from '../contacts/chats';
import { connections, type Desk } from '../desk';
import { homeNow, languageNow } from '../language';
import { editsOf } from '../edits/outbox';
import { asksWithoutRecords } from '../lookup/without-records';

/** At most this many tags are sent to the chat page; it shows three and counts the rest. */
const MOST_TAGS = 20;

/** The chips of a contact. Only these few fields are ever sent to a chat page, and no phone number. */
export async function chipsFor(desk: Desk, contact: Contact | null, answer: ContactAnswer | null): Promise<ChipsReply> {
  const said = { language: await languageNow(), home: await homeNow() };
  if (!contact || contact.kind !== 'person') return { contact: null, chips: { kind: 'hidden' }, ...said };
  if (desk.broken && !asksWithoutRecords(desk)) return { contact: contactKey(contact), chips: { kind: 'problem', storage: true }, ...said };
  if (desk.locked && !desk.broken) return { contact: contactKey(contact), chips: { kind: 'locked' }, ...said };
  return { contact: contactKey(contact), chips: await chipsOf(desk, contact.name, answer), ...said };
}

/** Renews the chips of every tab whose contact is this customer; with null those of all tabs, and their badges, also if no chat is open. */
export async function renewChips(desk: Desk, ref: CustomerRef | null): Promise<void> {
  for (const { tab, contact } of await chatTabs()) {
    const answer = contact && (await answerFor(contact));
    if (ref === null || answer?.findings.some((finding) => names(finding, ref))) {
      await tellChips(tab, await chipsFor(desk, contact, answer));
    }
  }
}

function names(finding: Finding, ref: CustomerRef): boolean {
  return finding.candidates.some((candidate) => refKey(candidate.ref) === refKey(ref));
}

/** Shows the leading connection, also if it is undecided; if none has a match, the Problem. */
async function chipsOf(desk: Desk, name: string, answer: ContactAnswer | null): Promise<ChipsView> {
  const findings = answer?.findings ?? [];
  const leading = leadingOf(findings);
  if (findings.length === 0 || leading?.progress === 'looking-up') return { kind: 'looking-up' };
  if (leading?.decision === 'several') return { kind: 'several', count: leading.candidates.length };
  if (leading) return foundChips(desk, name, leading);
  if (findings.some(({ problem }) => problem !== null)) return { kind: 'problem', ...(desk.broken && { storage: true }) };
  if (desk.broken) return { kind: 'none', canAdd: false };
  return { kind: 'none', canAdd: (await connections(desk)).some(({ connection }) => connection.can.addCustomer) };
}

async function foundChips(desk: Desk, name: string, finding: Finding): Promise<ChipsView> {
  const ref = finding.candidates[0]!.ref;
  const known = (await readState([`customer:${refKey(ref)}`]))[`customer:${refKey(ref)}`];
  if (!known) return { kind: 'looking-up' };
  const edits = desk.broken ? [] : await editsOf(desk, ref);
  const customer = edits.filter((edit) => !isStuck(edit)).reduce<Customer>((so, { change }) => applyChange(so, change), known.customer);
  return {
    kind: 'found',
    sure: finding.decision === 'sure',
    stage: customer.stage && maskNumbers(customer.stage.name),
    tags: customer.tags.slice(0, MOST_TAGS).map(({ name, color }) => ({ name: maskNumbers(name), color })),
    remark: beside(name, customer.remark?.split('\n')[0] ?? ''),
    problem: finding.problem !== null || edits.some(isStuck),
    ...(desk.broken && { storage: true }),
  };
}

/** The most characters of a remark that are sent; numbers are masked before the text is cut, because a cut number may be too short to be recognised. */
const MOST_REMARK = 80;

/** The remark; null if it says only what the chat's name beside the chips says, too. */
function beside(name: string, remark: string): string | null {
  const bare = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return remark && !bare(name).includes(bare(remark.slice(0, MOST_REMARK))) ? maskNumbers(remark).slice(0, MOST_REMARK) : null;
}
