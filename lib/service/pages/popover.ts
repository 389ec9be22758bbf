import { contactKey } from '../../model/contact';
import { refKey, type CustomerRef } from '../../model/customer';
import type { DraftName } from '../../model/draft';
import type { Intent } from '../../model/edit';
import { ProblemError } from '../../model/problem';
import type { PopoverAbout, PopoverView } from '../../model/view';
import type { NumberUse, WantedView } from '../../model/wanted';
import type { Caller } from '../../wire/caller';
import type { Touched } from '../../wire/card';
import { item, type OpenPopover } from '../../wire/items';
import { readState, writeState } from '../session/items';
import type { Desk } from '../desk';
import { ownersOf } from './phone-owners';

type FromPopover = Extract<Caller, { kind: 'popover' }>;

/** The forms in which a popover may have half-typed text, and the changes that it may make. */
const DRAFTS: DraftName['form'][] = ['follow-up', 'tag', 'remark'];
const CHANGES: Intent['kind'][] = ['remark', 'add-tag', 'remove-tag', 'follow-up'];

/**
 * Prepares a popover for a chat page, for the contact that the worker knows to be open in that tab. The key is for one frame; only the newest popover
 * of a tab, and the one before while it closes, are accepted. Null if no chat with a person is open; in a group only numbers can be shown.
 */
export async function openPopover(tab: number, about: PopoverAbout): Promise<string | null> {
  const { [`popover:${tab}` as const]: last, [`chat:${tab}` as const]: open } = await readState([`popover:${tab}`, `chat:${tab}`]);
  const chat = open?.state;
  if (chat?.kind !== 'chat' || (about.kind === 'customer' && chat.contact.kind !== 'person')) return null;
  const key = crypto.randomUUID();
  const before = last && last.frame !== null ? { frame: last.frame, contact: last.contact } : (last?.before ?? null);
  await writeState(item(`popover:${tab}`, { key, frame: null, contact: chat.contact, about, before }));
  return key;
}

/** Accepts the frame that comes first with the key as the popover. Throws a Problem for any other. */
export async function claimPopover(desk: Desk, key: string, caller: Caller): Promise<PopoverView> {
  const open = caller.kind === 'popover' ? await popoverFor(caller, key) : null;
  if (caller.kind !== 'popover' || !open) throw new ProblemError({ kind: 'forbidden' });
  const { tab, frame } = caller;
  const { contact, about } = open;
  await writeState(item(`popover:${tab}`, { ...open, frame }));
  return { tab, contact, about, owners: about.kind === 'phone' && !desk.broken ? await ownersOf(desk, about.phone) : [] };
}

/** The popover that the frame may be: none with another key, or if another frame has come with it. */
async function popoverFor({ tab, frame }: FromPopover, key: string): Promise<OpenPopover | null> {
  const open = (await readState([`popover:${tab}`]))[`popover:${tab}`];
  return open?.key === key && [null, frame].includes(open.frame) ? open : null;
}

/** Searches for the number of a number's card in the panel of its window; the card can search for no other. */
export async function takeNumber(desk: Desk, use: NumberUse, caller: Caller): Promise<null> {
  if (caller.kind !== 'popover') return null;
  const number = await numberOf(caller);
  const { [`chat:${caller.tab}` as const]: chat } = await readState([`chat:${caller.tab}`]);
  if (!number || !chat) return null;
  const { text, of } = number;
  const wanted: WantedView = use === 'record' ? { kind: 'excerpt', text, of } : { kind: 'search', purpose: 'search', text };
  await writeState(item(`wanted:${chat.window}`, { ...wanted, at: desk.now() }));
  return null;
}

/** The number that the frame's popover shows, and the contact of its chat. */
async function numberOf({ tab, frame }: FromPopover): Promise<{ text: string; of: string } | null> {
  const open = (await readState([`popover:${tab}`]))[`popover:${tab}`];
  return open?.frame === frame && open.about.kind === 'phone' ? { text: open.about.phone, of: contactKey(open.contact) } : null;
}

/** Allows a call of a popover only for its own customer, and for what it shows of them. Throws the Problem `forbidden` otherwise. */
export async function holdToOwn(caller: FromPopover, touched: Touched): Promise<void> {
  if (!(await isOwn(caller, touched))) throw new ProblemError({ kind: 'forbidden' });
}

async function isOwn(caller: FromPopover, touched: Touched): Promise<boolean> {
  switch (touched.kind) {
    case 'popover':
      return (await popoverFor(caller, touched.key)) !== null;
    case 'number':
      return (await numberOf(caller)) !== null;
    case 'connection':
      return (await ownCustomers(caller)).some((own) => own.connection === touched.connection);
    case 'draft':
      return DRAFTS.includes(touched.name.form) && (await ownCustomers(caller)).some((own) => refKey(own) === touched.name.of);
    case 'customer':
      return CHANGES.includes(touched.change) && (await ownCustomers(caller)).some((own) => refKey(own) === refKey(touched.ref));
    case 'edit':
      return isOwnEdit(caller, touched);
  }
}

/** Whether the edit is the popover's own. One that neither waits nor was just accepted cannot be changed by any page. */
async function isOwnEdit(caller: FromPopover, { edit: id, change }: Extract<Touched, { kind: 'edit' }>): Promise<boolean> {
  const { [`edit:${id}` as const]: edit, [`done:${id}` as const]: done } = await readState([`edit:${id}`, `done:${id}`]);
  const found = edit ?? done;
  if (!found || (change && change !== found.change.kind)) return false;
  return isOwn(caller, { kind: 'customer', ref: found.ref, change: found.change.kind });
}

/** The certain customers of the popover's contact; none for a frame that was not accepted. */
async function ownCustomers({ tab, frame }: FromPopover): Promise<CustomerRef[]> {
  const open: OpenPopover | undefined = (await readState([`popover:${tab}`]))[`popover:${tab}`];
  const own = open?.frame === frame ? open : open?.before;
  if (own?.frame !== frame) return [];
  const key = `answer:${contactKey(own.contact)}` as const;
  const findings = (await readState([key]))[key]?.findings ?? [];
  return findings.filter(({ decision }) => decision === 'sure').flatMap(({ candidates }) => candidates.slice(0, 1).map(({ ref }) => ref));
}
