import { defineContentScript } from 'wxt/utils/define-content-script';
import { createChips } from '../../components/chips/chips';
import type { ChatState } from '../../lib/model/contact';
import { siteFor, sites } from '../../lib/sites/registry';
import { watch } from '../../lib/sites/watch';
import { call, hearChips } from '../../lib/wire/bus';
import { chipsTexts } from '../../locales/overlay';

export default defineContentScript({
  matches: sites.flatMap((site) => site.matches),
  runAt: 'document_end',
  main(context) {
    const site = siteFor(location.hostname);
    if (!site) return;
    const { signal } = context;
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
      if (reply && open === state && !signal.aborted) chips.show(reply);
    };
    hearChips(chips.show, signal);
    watch(site, document, signal, { changed, looked: chips.keep });
    // A page that comes back from the browser's memory shows the same chat, but nobody knows any more.
    context.addEventListener(window, 'pageshow', (event) => event.persisted && void changed(open));
    signal.addEventListener('abort', chips.remove);
  },
});
