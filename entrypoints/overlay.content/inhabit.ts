import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { createBadges } from '../../components/badges/badges';
import { createChips } from '../../components/chips/chips';
import { createFrame } from '../../components/frame/frame';
import { createPhones } from '../../components/phones/phones';
import type { ChatState } from '../../lib/model/contact';
import { siteFor } from '../../lib/sites/registry';
import type { Site } from '../../lib/sites/site';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { POPOVER } from '../../lib/wire/caller';
import { MOST_BADGES, type ChipsReply } from '../../lib/wire/protocol';
import { chipsTexts } from '../../locales/overlay';
import { whenLeftBehind } from './left-behind';

/** How long it is told how the panel is opened where no page can open it, in ms. */
const HINT = 8_000;

/** Lives in a chat page until the signal ends it: tells what the page shows, and puts chips, badges and popovers into it. */
export function inhabit(site: Site, context: ContentScriptContext, signal: AbortSignal): void {
  // Only the pages of the manifest may hold our frame.
  const framed = siteFor(location.hostname) !== null;
  const openPanel = async () => {
    const answer = await call('openPanel', null);
    if (!answer.open) chips.say((texts) => texts.openByHand(answer.keys), HINT);
  };
  const chips = createChips(document, () => site.anchors(document), chipsTexts, {
    panel: openPanel,
    customer: (line, keys) => {
      if (framed && chips.hasCustomer()) frame.open({ kind: 'customer' }, line.getBoundingClientRect(), true, keys ? line : null);
      else void openPanel();
    },
    numbers: (button, keys) => {
      const phone = phones.next();
      if (phone) frame.open({ kind: 'phone', phone }, button.getBoundingClientRect(), true, keys ? button : null);
    },
  });
  const address = browser.runtime.getURL(POPOVER);
  const frame = createFrame(document, {
    address,
    // Chromium leads from the session's own address to the lasting one, so that the frame is there in the end.
    origin: address.startsWith('chrome') ? `chrome-extension://${browser.runtime.id}` : address.slice(0, -POPOVER.length),
    ask: (about) => call('openPopover', about),
  });
  const phones = createPhones(
    document,
    () => (framed ? site.messages(document) : []),
    chips.numbers,
    (at, target) => {
      if (at) frame.open({ kind: 'phone', phone: at.phone }, at.box, false);
      else if (!frame.holds(target)) frame.leave();
    },
  );
  let open: ChatState;
  const changed = async (state: ChatState) => {
    open = state;
    chips.follow(state);
    frame.close();
    // The person may have gone on while the CRM was asked: only the newest question's answer is shown.
    const show = (reply: ChipsReply | null) => {
      if (!reply || open !== state || signal.aborted) return false;
      chips.show(reply);
      if (reply.contact !== null) badges.learn(reply.contact, reply.chips);
      return reply.more;
    };
    if (show(await call('chatChanged', state).catch(() => null))) show(await call('chatSettled', state).catch(() => null));
  };
  const badges = createBadges(document, site, MOST_BADGES, (rows) => call('badges', rows));
  hearChips((reply) => {
    chips.show(reply);
    badges.renew();
  }, signal);
  const looked = (records: MutationRecord[]) => {
    // Asking notices that Kebian was disabled or replaced, and then takes everything away.
    if (context.isInvalid) return;
    chips.keep();
    badges.keep(records);
    phones.keep(records);
  };
  watch(site, document, signal, { changed, looked });
  // A page that comes back from the browser's memory shows the same chat, but nobody knows any more.
  window.addEventListener('pageshow', (event) => event.persisted && void changed(open), { signal });
  // Whoever disables an extension comes back to the page from elsewhere.
  document.addEventListener('visibilitychange', () => void context.isInvalid, { signal });
  signal.addEventListener('abort', () => {
    for (const part of [chips, badges, phones, frame]) part.remove();
    whenLeftBehind(() => chips.say((texts) => texts.reload));
  });
}
