import { browser, type Browser } from 'wxt/browser';
import { contactKey, type Contact } from '../../model/contact';
import { refKey, type CustomerRef } from '../../model/customer';
import { DRAFT_FORMS, draftKey } from '../../model/draft';
import { callerOf, type Caller } from '../../wire/caller';
import { cardOf, type KindsWhere } from '../../wire/item-cards';
import { splitKey } from '../../wire/item-keys';
import type { ContactAnswer, StateChange, StateKey } from '../../wire/items';
import { POPOVER_LINE, type ToldPopover } from '../../wire/popover-line';
import { readState, watchWritten } from '../session/items';

/** Sends each accepted popover the session's items of its own contact, and of no other, as long as it is open. */
export function hearPopovers(): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === POPOVER_LINE && port.sender) void talkTo(port, port.sender);
  });
}

async function talkTo(port: Browser.runtime.Port, sender: Browser.runtime.MessageSender): Promise<void> {
  let over = false;
  let ended = () => {};
  port.onDisconnect.addListener(() => {
    over = true;
    ended();
  });
  const contact = await contactFor(await callerOf(sender));
  if (!contact || over) return;
  const own = createOwn(sender.tab!.id!, contact);
  const tell = (state: StateChange, whole?: true) => {
    const told = Object.fromEntries(Object.entries(state).map(([key, value]) => [key, value ?? null]));
    if (over || (!whole && Object.keys(told).length === 0)) return;
    try {
      port.postMessage({ state: told, ...(whole && { whole }) } satisfies ToldPopover);
    } catch {
      // The frame is gone, and the browser has not reported it yet.
      ended();
    }
  };
  let held: StateChange | null = {};
  ended = watchWritten((change) => {
    if (held) return void Object.assign(held, change);
    const { state, missing } = own(change);
    // A customer's item may have been written before the answer that names them.
    if (missing.length > 0) void readState(missing).then((customers) => tell(customers));
    tell(state);
  });
  const there = await readState();
  // Items written while these were read are newer.
  tell(own({ ...there, ...held }).state, true);
  held = null;
}

/** The contact that this frame was opened for; null for a frame that was not accepted. */
async function contactFor(caller: Caller | null): Promise<Contact | null> {
  if (caller?.kind !== 'popover') return null;
  const open = (await readState([`popover:${caller.tab}`]))[`popover:${caller.tab}`];
  return open?.frame === caller.frame ? open.contact : null;
}

/** Picks the items of this contact from a change; `missing` are the customers that its answer names for the first time. */
function createOwn(tab: number, contact: Contact) {
  const answer = `answer:${contactKey(contact)}` as const;
  let customers: StateKey[] = [];
  let drafts: StateKey[] = [];
  const own: { [K in KindsWhere<'popover', 'own'>]: (key: string) => boolean } = {
    answer: (key) => key === answer,
    chat: (key) => key === `chat:${tab}`,
    customer: (key) => customers.includes(key as StateKey),
    draft: (key) => drafts.includes(key as StateKey),
  };
  const isOwn = (key: string) => {
    const { popover } = cardOf(key);
    return popover === 'all' || (popover === 'own' && own[splitKey(key)[0] as 'chat'](key));
  };
  return (change: StateChange): { state: StateChange; missing: StateKey[] } => {
    const before = customers;
    if (answer in change) {
      const refs = refsIn(change[answer]);
      customers = refs.map((ref): StateKey => `customer:${refKey(ref)}`);
      drafts = refs.flatMap((ref) => DRAFT_FORMS.map((form): StateKey => `draft:${draftKey({ form, of: refKey(ref) })}`));
    }
    return {
      state: Object.fromEntries(Object.entries(change).filter(([key]) => isOwn(key))) as StateChange,
      missing: customers.filter((key) => !before.includes(key) && !(key in change)),
    };
  };
}

function refsIn(answer: ContactAnswer | undefined): CustomerRef[] {
  return (answer?.findings ?? []).flatMap(({ candidates }) => candidates.map(({ ref }) => ref));
}
