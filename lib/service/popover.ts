import { contactKey } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { DraftName } from '../model/draft';
import type { Change, Intent } from '../model/edit';
import { ProblemError } from '../model/problem';
import type { PopoverAbout, PopoverView } from '../model/view';
import type { Caller } from '../wire/caller';
import { item, readState, writeState, type OpenPopover } from '../wire/items';
import type { Handlers } from '../wire/serve';
import type { Desk } from './desk';
import { ownersOf } from './phone-owners';

type FromPopover = Extract<Caller, { kind: 'popover' }>;

const DRAFTS: DraftName['form'][] = ['follow-up', 'tag', 'remark'];

/** What a popover may change. */
const CHANGES: Intent['kind'][] = ['remark', 'add-tag', 'remove-tag', 'follow-up'];

/**
 * A chat page asks for a popover: it is for whoever the worker knows to be open in that tab. The key is for one frame; the newest of a
 * tab and the one before are good for anything. Null where no chat with a person is open; in a group only numbers can be looked at.
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

/** The frame that comes first with the key is the popover. Throws a Problem for any other. */
export async function claimPopover(desk: Desk, key: string, caller: Caller): Promise<PopoverView> {
  if (caller.kind !== 'popover') throw new ProblemError({ kind: 'forbidden' });
  const { tab, frame } = caller;
  const open = (await readState([`popover:${tab}`]))[`popover:${tab}`];
  if (!open || open.key !== key || (open.frame !== null && open.frame !== frame)) throw new ProblemError({ kind: 'forbidden' });
  const { contact, about } = open;
  await writeState(item(`popover:${tab}`, { ...open, frame }));
  return { tab, contact, about, owners: about.kind === 'phone' && !desk.broken ? await ownersOf(desk, about.phone) : [] };
}

/** The card of a number may have that number, and nothing else, searched for in the panel of its window. */
export async function searchNumber(desk: Desk, caller: Caller): Promise<null> {
  if (caller.kind !== 'popover') return null;
  const { tab, frame } = caller;
  const { [`popover:${tab}` as const]: open, [`chat:${tab}` as const]: chat } = await readState([`popover:${tab}`, `chat:${tab}`]);
  if (open?.frame !== frame || open.about.kind !== 'phone' || !chat) return null;
  await writeState(item(`wanted:${chat.window}`, { text: open.about.phone, at: desk.now() }));
  return null;
}

/** Puts what a popover may ask before the calls that it shares with own pages: its own customer, and what it shows of them. */
export function withinPopover(handlers: Handlers): Handlers {
  return {
    ...handlers,
    submit: held(handlers.submit, ({ ref, change }, caller) => mayChange(caller, ref, change)),
    retry: held(handlers.retry, ({ edit }, caller) => mayDecide(caller, edit)),
    discard: held(handlers.discard, ({ edit }, caller) => mayDecide(caller, edit)),
    undo: held(handlers.undo, ({ edit }, caller) => mayDecide(caller, edit)),
    resolve: held(handlers.resolve, ({ edit, change }, caller) => mayDecide(caller, edit, change)),
    tags: held(handlers.tags, ({ connection }, caller) => knows(caller, connection)),
    keepDraft: held(handlers.keepDraft, ({ name }, caller) => mayKeep(caller, name)),
    followUpKinds: held(handlers.followUpKinds, ({ connection }, caller) => knows(caller, connection)),
  };
}

function held<A, R>(handler: (ask: A, caller: Caller) => R | Promise<R>, allow: (ask: A, caller: FromPopover) => Promise<void>) {
  return async (ask: A, caller: Caller): Promise<R> => {
    if (caller.kind === 'popover') await allow(ask, caller);
    return handler(ask, caller);
  };
}

async function mayChange(caller: FromPopover, ref: CustomerRef, { kind }: Intent): Promise<void> {
  const allowed = CHANGES.includes(kind) && (await ownCustomers(caller)).some((own) => refKey(own) === refKey(ref));
  if (!allowed) throw new ProblemError({ kind: 'forbidden' });
}

/** An edit that is neither on its way nor just accepted cannot be touched by anybody any more. */
async function mayDecide(caller: FromPopover, id: string, change?: Change): Promise<void> {
  const { [`edit:${id}` as const]: edit, [`done:${id}` as const]: done } = await readState([`edit:${id}`, `done:${id}`]);
  const found = edit ?? done;
  if (!found) throw new ProblemError({ kind: 'forbidden' });
  await mayChange(caller, found.ref, found.change);
  if (change && change.kind !== found.change.kind) throw new ProblemError({ kind: 'forbidden' });
}

/** What is half typed about its own customer, as far as it has a form for that. */
async function mayKeep(caller: FromPopover, { form, of }: DraftName): Promise<void> {
  const allowed = DRAFTS.includes(form) && (await ownCustomers(caller)).some((own) => refKey(own) === of);
  if (!allowed) throw new ProblemError({ kind: 'forbidden' });
}

async function knows(caller: FromPopover, connection: string): Promise<void> {
  if (!(await ownCustomers(caller)).some((own) => own.connection === connection)) throw new ProblemError({ kind: 'forbidden' });
}

/** The customers that the popover's contact is beyond doubt; nobody for a frame that was not let in. */
async function ownCustomers({ tab, frame }: FromPopover): Promise<CustomerRef[]> {
  const open: OpenPopover | undefined = (await readState([`popover:${tab}`]))[`popover:${tab}`];
  const own = open?.frame === frame ? open : open?.before;
  if (own?.frame !== frame) return [];
  const key = `answer:${contactKey(own.contact)}` as const;
  const findings = (await readState([key]))[key]?.findings ?? [];
  return findings.filter(({ decision }) => decision === 'sure').flatMap(({ candidates }) => candidates.slice(0, 1).map(({ ref }) => ref));
}
