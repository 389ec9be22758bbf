import { defineContentScript } from 'wxt/utils/define-content-script';
import { invitedSite } from '../../lib/sites/invited';
import { taughtSite } from '../../lib/sites/taught';
import { isWebPage } from '../../lib/sites/web-page';
import { call } from '../../lib/wire/bus';
import { whileWanted } from '../../lib/wire/while-wanted';
import { inhabit } from '../overlay.content/inhabit';
import { moveIn } from '../overlay.content/left-behind';

/** For pages that a person has switched on: the worker registers it for these alone, once the browser has granted permission. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_end',
  main(context) {
    if (!isWebPage(document)) return;
    if (import.meta.env.BROWSER === 'firefox') moveIn();
    // The worker can only open the panel within the click if it is running already and knows this page.
    const wake = ({ target }: Event) => target instanceof Element && target.localName === 'kebian-chips' && void call('badges', []);
    for (const name of ['pointerover', 'focusin']) document.addEventListener(name, wake, { signal: context.signal });
    // Not awaited: executeScript waits for what `main` returns, and the worker that called it may have to answer `reading` meanwhile.
    void whileWanted(
      (reading) => invitedSite(location.origin, reading),
      context.signal,
      (settings, signal) => inhabit(taughtSite(settings), context, signal),
    );
  },
});
