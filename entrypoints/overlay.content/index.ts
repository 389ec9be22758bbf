import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { createBadges } from '../../components/badges/badges';
import { createChips } from '../../components/chips/chips';
import { createFrame } from '../../components/frame/frame';
import { createPhones } from '../../components/phones/phones';
import type { ChatState } from '../../lib/model/contact';
import { siteFor, sites } from '../../lib/sites/registry';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { POPOVER } from '../../lib/wire/caller';
import { MOST_BADGES, type ChipsReply } from '../../lib/wire/protocol';
import { chipsTexts } from '../../locales/overlay';

/** How long it is told how the panel is opened where no page can open it, in ms. */
const HINT = 8_000;

export default defineContentScript({
  matches: sites.flatMap((site) => site.matches),
  runAt: 'document_end',
  main(context) {
    const site = siteFor(location.hostname);
    if (!site) return;
    const { signal } = context;
    const address = browser.runtime.getURL(POPOVER);
    let number = 0;
    const chips = createChips(document, () => site.anchors(document), chipsTexts, {
      panel: async () => {
        const answer = await call('openPanel', null);
        if (!answer.open) chips.say((texts) => texts.openByHand(answer.keys), HINT);
      },
      customer: (line, keys) => frame.open({ kind: 'customer' }, line.getBoundingClientRect(), true, keys ? line : null),
      // Each press goes on to the number before: the newest comes first.
      numbers: (button, keys) => {
        const all = phones.all();
        const { phone } = all[(all.length - 1 - (number++ % all.length)) % all.length]!;
        frame.open({ kind: 'phone', phone }, button.getBoundingClientRect(), true, keys ? button : null);
      },
    });
    const frame = createFrame(document, {
      address,
      // Chromium leads from the session's own address to the lasting one, so that the frame is there in the end.
      origin: address.startsWith('chrome') ? `chrome-extension://${browser.runtime.id}` : address.slice(0, -POPOVER.length),
      ask: (about) => call('openPopover', about),
    });
    const phones = createPhones(
      document,
      () => site.messages(document),
      (count) => chips.numbers(count),
      (at, target) => {
        if (at) frame.open({ kind: 'phone', phone: at.phone }, at.box(), false);
        else if (!frame.holds(target)) frame.leave();
      },
    );
    let open: ChatState;
    const changed = async (state: ChatState) => {
      open = state;
      chips.follow(state);
      frame.close();
      let reply = await call('chatChanged', state).catch(() => null);
      // The person may have gone on while the CRM was asked: only the newest question's answer is shown.
      const isNow = () => open === state && !signal.aborted;
      const show = ({ contact, chips: view, ...rest }: ChipsReply) => {
        chips.show({ contact, chips: view, ...rest });
        if (contact !== null) badges.learn(contact, view);
      };
      if (reply && isNow()) show(reply);
      if (!reply?.more || !isNow()) return;
      reply = await call('chatSettled', state).catch(() => null);
      if (reply && isNow()) show(reply);
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
    context.addEventListener(window, 'pageshow', (event) => event.persisted && void changed(open));
    // Whoever disables an extension comes back to the page from elsewhere.
    context.addEventListener(document, 'visibilitychange', () => void context.isInvalid);
    signal.addEventListener('abort', () => {
      chips.remove();
      badges.remove();
      phones.remove();
      frame.remove();
    });
  },
});
