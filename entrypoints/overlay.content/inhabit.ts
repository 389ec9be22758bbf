import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { createBadges } from '../../components/badges/badges';
import { createChips } from '../../components/chips/chips';
import { sameChat, type ChatState } from '../../lib/model/contact';
import { stamped } from '../../lib/sites/stamp';
import type { Site } from '../../lib/sites/site';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { createTelling } from '../../lib/wire/chat-ports';
import { MOST_BADGES, type ChipsReply } from '../../lib/wire/protocol';
import { chipsTexts, reloadTexts } from '../../locales/overlay';
import { whenLeftBehind } from './left-behind';
import type { Popovers } from './popovers';

/** How long the chips show the keys that open the panel where no page can open it, in ms. */
const HINT = 8_000;

/**
 * Runs in a chat page until the signal is aborted: sends what the page shows to the worker, and adds chips and badges to the page.
 * @param createPopovers makes what can be opened over the page; only passed where the page may contain our frame, so that other pages do not
 * load it
 */
export function inhabit(
  site: Site,
  context: ContentScriptContext,
  signal: AbortSignal,
  createPopovers?: (site: Site, counted: (numbers: number) => void, panel: () => void) => Popovers,
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
  const popovers = createPopovers?.(site, chips.numbers, () => void openPanel());
  const tell = createTelling(signal);
  let open: ChatState | undefined;
  const changed = async (shown: ChatState) => {
    const [before, state] = [open, (open = stamped(shown))];
    // Sent first: the panel waits for this message.
    const asked = tell(state).catch(() => null);
    chips.follow(state);
    if (!sameChat(before, state)) popovers?.close();
    // Only the answer for the state that is still shown is used.
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
    // A reply for no contact does not describe the person whose chat is open now.
    const person = open?.kind === 'chat' && open.contact.kind === 'person';
    if (reply.contact !== null || !person) chips.show(reply);
    popovers?.home(reply.home);
    badges.renew();
  }, signal);
  const looked = (records: MutationRecord[]) => {
    // Reading `isInvalid` notices that Kebian was disabled or replaced, and then aborts the signal.
    if (context.isInvalid) return;
    for (const part of [chips, badges, popovers]) part?.keep(records);
  };
  watch(site, document, signal, { changed, looked });
  // A page that comes back from the browser's memory shows the same chat, but its tab was forgotten meanwhile: send it again.
  window.addEventListener('pageshow', (event) => event.persisted && open && void changed(open), { signal });
  // An extension is disabled in another tab: check when this one is shown again. Firefox has ended this script by then.
  if (import.meta.env.BROWSER !== 'firefox') document.addEventListener('visibilitychange', () => void context.isInvalid, { signal });
  signal.addEventListener('abort', () => {
    for (const part of [chips, badges, popovers]) part?.remove();
    whenLeftBehind(() => chips.say((_, language) => reloadTexts[language]));
  });
}
