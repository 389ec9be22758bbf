import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { createBadges } from '../../components/badges/badges';
import { createChips } from '../../components/chips/chips';
import { sameChat, type ChatState } from '../../lib/model/contact';
import { inTurn } from '../../lib/sites/in-turn';
import type { Site } from '../../lib/sites/site';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { createTelling } from '../../lib/wire/chat-ports';
import { MOST_BADGES, type ChipsReply } from '../../lib/wire/protocol';
import { chipsTexts } from '../../locales/overlay';
import { whenLeftBehind } from './left-behind';
import type { Popovers } from './popovers';

/** How long it is told how the panel is opened where no page can open it, in ms. */
const HINT = 8_000;

/**
 * Lives in a chat page until the signal ends it: tells what the page shows, and puts chips and badges into it.
 * @param createPopovers what can be opened over the page; given where the page may hold our frame, so that other pages do not load it
 */
export function inhabit(
  site: Site,
  context: ContentScriptContext,
  signal: AbortSignal,
  createPopovers?: (site: Site, counted: (numbers: number) => void) => Popovers,
): void {
  const openPanel = async () => {
    const answer = await call('openPanel', null);
    if (!answer.open) chips.say((texts) => texts.openByHand(answer.keys), HINT);
  };
  const chips = createChips(document, () => site.anchors(document), chipsTexts, {
    panel: openPanel,
    customer: (line, keys) => void (popovers && chips.hasCustomer() ? popovers.customer(line, keys) : openPanel()),
    numbers: (button, keys) => popovers?.number(button, keys),
  });
  const popovers = createPopovers?.(site, chips.numbers);
  const tell = createTelling(signal);
  let open: ChatState | undefined;
  const changed = async (shown: ChatState) => {
    const [before, state] = [open, (open = inTurn(shown))];
    // The panel is waiting for it; what happens here comes afterwards.
    const asked = tell(state).catch(() => null);
    chips.follow(state);
    if (!sameChat(before, state)) popovers?.close();
    // The person may have gone on while the CRM was asked: only the newest question's answer is shown.
    const show = (reply: ChipsReply | null) => {
      if (!reply || open !== state || signal.aborted) return false;
      chips.show(reply);
      popovers?.home(reply.home);
      if (reply.contact !== null) badges.learn(reply.contact, reply.chips);
      return reply.more;
    };
    if (show(await asked)) show(await call('chatSettled', state, signal).catch(() => null));
  };
  const badges = createBadges(document, site, MOST_BADGES, (rows) => call('badges', rows));
  hearChips((reply) => {
    // What was told while no chat was open says nothing of somebody whose chat is open by now.
    const person = open?.kind === 'chat' && open.contact.kind === 'person';
    if (reply.contact !== null || !person) chips.show(reply);
    popovers?.home(reply.home);
    badges.renew();
  }, signal);
  const looked = (records: MutationRecord[]) => {
    // Asking notices that Kebian was disabled or replaced, and then takes everything away.
    if (context.isInvalid) return;
    for (const part of [chips, badges, popovers]) part?.keep(records);
  };
  watch(site, document, signal, { changed, looked });
  // A page that comes back from the browser's memory shows the same chat, but nobody knows any more.
  window.addEventListener('pageshow', (event) => event.persisted && open && void changed(open), { signal });
  // Whoever disables an extension comes back to the page from elsewhere.
  document.addEventListener('visibilitychange', () => void context.isInvalid, { signal });
  signal.addEventListener('abort', () => {
    for (const part of [chips, badges, popovers]) part?.remove();
    whenLeftBehind(() => chips.say((texts) => texts.reload));
  });
}
