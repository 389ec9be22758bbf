import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { createBadges } from '../../components/badges/badges';
import { createChips } from '../../components/chips/chips';
import type { ChatState } from '../../lib/model/contact';
import type { Site } from '../../lib/sites/site';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { MOST_BADGES } from '../../lib/wire/protocol';
import { chipsTexts } from '../../locales/overlay';

/** Lives in a chat page until the signal ends it: tells what the page shows, and puts chips and badges into it. */
export function inhabit(site: Site, context: ContentScriptContext, signal: AbortSignal): void {
  const chips = createChips(
    document,
    () => site.anchors(document),
    chipsTexts,
    () => void call('openPanel', null),
  );
  let open: ChatState;
  const changed = async (state: ChatState) => {
    open = state;
    chips.follow(state);
    const reply = await call('chatChanged', state).catch(() => null);
    // The person may have gone on while the CRM was asked: only the newest question's answer is shown.
    if (!reply || open !== state || signal.aborted) return;
    chips.show(reply);
    if (reply.contact !== null) badges.learn(reply.contact, reply.chips);
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
  };
  watch(site, document, signal, { changed, looked });
  // A page that comes back from the browser's memory shows the same chat, but nobody knows any more.
  window.addEventListener('pageshow', (event) => event.persisted && void changed(open), { signal });
  // Whoever disables an extension comes back to the page from elsewhere.
  document.addEventListener('visibilitychange', () => void context.isInvalid, { signal });
  signal.addEventListener('abort', () => {
    chips.remove();
    badges.remove();
  });
}
